import assert from "node:assert/strict";
import { closeSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openReporters, writeReports } from "../../conformance/command/reporter-arguments.js";
import type { Terminal } from "../../conformance/command/terminal.js";
import { UsageError } from "../../conformance/driver/usage-error.js";
import { pretty } from "../../conformance/report/pretty.js";
import { reporters } from "../../conformance/report/reporters.js";
import { report } from "./report-fixture.js";

describe("the places of reports", () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "reports-"));
  });
  after(() => rmSync(directory, { recursive: true }));

  class FakeTerminal implements Terminal {
    readonly colours = false;
    readonly cwd = directory;
    readonly written: string[] = [];
    readonly diagnosed: string[] = [];
    write(text: string): void {
      this.written.push(text);
    }
    diagnose(line: string): void {
      this.diagnosed.push(line);
    }
    progress(): void {}
  }

  const refuses = (says: string, ...values: readonly string[]): void =>
    assert.throws(() => openReporters(values, directory), new UsageError(says));
  const text = pretty(report, { colours: false });

  it("are refused before anything is judged, if nothing can be written there", () => {
    refuses("no reporter junti; did you mean junit?", "junti=a.xml");
    refuses("no reporter toString", "toString");
    refuses("--reporter html= needs a file", "html=");
    refuses("no/where.xml cannot be written: there is no directory no", "junit=no/where.xml");
    refuses(". cannot be written: it is a directory", "junit=.");
    refuses("two reports would go to standard output; give one a file: --reporter NAME=FILE", "tap", "html");
    refuses("two reports would go to ./a", "tap=a", "html", "junit=./a");
  });

  it("keep what they have, if the command line is refused", () => {
    writeFileSync(join(directory, "kept.json"), "kept");
    refuses("no/where.xml cannot be written: there is no directory no", "json=kept.json", "junit=no/where.xml");
    assert.equal(readFileSync(join(directory, "kept.json"), "utf8"), "kept");
  });

  it("get the report of each reporter, in place of what they have", () => {
    const names = Object.keys(reporters).filter((name) => name !== "pretty");
    for (const name of names) writeFileSync(join(directory, name), "x".repeat(1 << 20));
    const terminal = new FakeTerminal();
    const outputs = openReporters(["pretty", ...names.map((name) => `${name}=${name}`)], directory);
    assert.ok(writeReports(outputs, report, terminal));
    assert.deepEqual([terminal.written, terminal.diagnosed], [[text], []]);
    for (const name of names) {
      assert.equal(readFileSync(join(directory, name), "utf8"), reporters[name]?.(report, { colours: false }), name);
    }
    assert.ok(readdirSync(directory).length >= names.length);
  });

  it("keep no other from getting its report, if one cannot be written to any more", () => {
    const terminal = new FakeTerminal();
    const outputs = openReporters(["tap=lost", "json=written", "pretty"], directory);
    closeSync(outputs[0]?.file?.descriptor ?? -1);
    assert.ok(!writeReports(outputs, report, terminal));
    assert.deepEqual(terminal.diagnosed, ["the tap report could not be written to lost: EBADF"]);
    assert.deepEqual(terminal.written, [text]);
    assert.ok(readFileSync(join(directory, "written"), "utf8").endsWith("}\n"));
  });

  it("lose no result, if nothing can be written", () => {
    const terminal = new FakeTerminal();
    const outputs = openReporters(["json=lost"], directory);
    closeSync(outputs[0]?.file?.descriptor ?? -1);
    assert.ok(!writeReports(outputs, report, terminal));
    assert.deepEqual(terminal.written, [text]);
  });
});
