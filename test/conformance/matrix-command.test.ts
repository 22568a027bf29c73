import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readReport } from "../../conformance/command/report-file.js";
import { shippedSubjects } from "../../conformance/command/shipped-subjects.js";
import { readManifest } from "../../conformance/driver/subject-manifest.js";
import { flawOfResult } from "../../conformance/results/read-result.js";
import type { Result } from "../../conformance/results/result.js";
import { requirements } from "../../spec/requirements.js";
import { refuses, run, runHere } from "./command-line.js";

describe("matrix", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => void (folder = mkdtempSync(join(tmpdir(), "matrix-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const kept = (name: string): Result =>
    JSON.parse(readFileSync(join(folder, `${name}.result.json`), "utf8")) as Result;

  it("judges one after the other, goes on when one breaks, says so, and keeps the results", async () => {
    const { code, stdout, stderr } = await run("matrix", "calls-twice.mjs", "exits-on-load.mjs", "conforming.mjs",
      "--jobs", "1", "--only", "timer.once", "--write", folder, "--reports", join(folder, "reports"));
    assert.equal(code, 3, stderr);
    assert.match(stderr, /^reactor-standard: exits-on-load\.mjs broke: .*is gone before it gave a reactor.*\n$/);
    assert.match(stdout, /^Reactors\n 1 {2}calls-twice .*: .*breaks 1, not judged \d+/);
    assert.match(stdout, /\n 2 {2}conforming .*: keeps 1, .*not judged \d+.*\n {4}only timer\.once was judged\n/);
    assert.match(stdout, /\nDivergences: 1 of \d+\n +1 {2}2\ntimer\.once {2}must {3}X {2}\+\n/);
    assert.deepEqual(readdirSync(folder).sort(), ["calls-twice.result.json", "conforming.result.json", "reports"]);
    const report = readReport(join(folder, "reports", "calls-twice.report.json"), folder);
    assert.equal(report.digest, kept("calls-twice").report);
    assert.equal(flawOfResult(kept("calls-twice")), null);
    assert.equal(kept("calls-twice").exitCode, 1);
    assert.ok(!readFileSync(join(folder, "calls-twice.result.json"), "utf8").includes(tmpdir()));
  });

  it("compares what was kept, in every form", async () => {
    const text = await runHere("matrix", "--from", folder, "--all");
    assert.equal(text.code, 1, text.stderr);
    assert.match(text.stdout, /\nJudged of none: \d+ of \d+\n/);
    const { stdout: markdown } = await runHere("matrix", "--from", folder, "--markdown");
    assert.match(markdown, /^## Reactors\n\n\| subject \| version \| date \|/);
    const row = "| [`timer.once`](spec/04-timed-calls.md#timer.once) | must | **breaks** | keeps |";
    assert.ok(markdown.split("\n").includes(row), markdown);
    const { stdout: json } = await runHere("matrix", "--from", join(folder, "conforming.result.json"), "--json");
    const { exitCode, comparisons } = JSON.parse(json) as {
      readonly exitCode: number;
      readonly comparisons: readonly { readonly kind: string; readonly requirements: readonly {
        readonly id: string; readonly group: string; readonly standings: readonly { readonly standing: string }[];
      }[] }[];
    };
    assert.equal(exitCode, 0);
    const once = comparisons[0]?.requirements.find(({ id }) => id === "timer.once");
    assert.deepEqual([comparisons[0]?.kind, once?.group, once?.standings[0]?.standing], ["reactors", "kept", "keeps"]);
  });

  it("takes a report, which it verifies first", async () => {
    const file = join(folder, "report.json");
    await runHere("test", "conforming.mjs", "timer.cancel", "--in-process", "--reporter", `json=${file}`);
    const { code, stdout, stderr } = await runHere("matrix", "--from", file);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Reactors\n 1 {2}conforming/);
    writeFileSync(file, readFileSync(file, "utf8").replace('"language": "javascript"', '"language": "perl"'));
    const changed = await runHere("matrix", "--from", file);
    assert.deepEqual([changed.code, changed.stdout], [2, ""]);
    assert.match(changed.stderr, /report\.json: its digest is not that of what it says: it was changed\n$/);
  });

  it("refuses a result that was changed, and what makes no sense", async () => {
    const file = join(folder, "better.result.json");
    writeFileSync(file, JSON.stringify({ ...kept("calls-twice"), exitCode: 0 }));
    const changed = await runHere("matrix", "--from", file);
    rmSync(file);
    assert.equal(changed.code, 2);
    assert.match(changed.stderr, /better\.result\.json: no result: its digest is not that of what it says: .*\n$/);
    for (const [says, ...args] of [
      [/: --from needs the reports or results: --from REPORT\.json \.\.\.\n$/, "--from"],
      [/: --json and --markdown are two forms: choose one\n$/, "--json", "--markdown"],
      [/: --only is for what is judged, and --from judges nothing\n$/, "--from", "x.json", "--only", "timer"],
      [/: no subject twistde comes with the kit; did you mean twisted\?\n$/, "twistde"],
      [/: \.\/conforming\.mjs is named twice\n$/, "conforming.mjs", "./conforming.mjs"],
      [/: no requirement or area timre; did you mean timer\?\n$/, "conforming.mjs", "--only", "timre"],
    ] as const) {
      const { code, stdout, stderr } = await runHere("matrix", ...args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, says);
    }
    assert.equal(existsSync(join(folder, "results")), false);
  });

  it("gives no verdict where nothing could be judged", async () => {
    const { code, stdout, stderr } = await runHere("matrix", "unbuilt.subject.json");
    assert.deepEqual([code, stdout], [3, ""]);
    assert.match(stderr, /: unbuilt\.subject\.json broke: .*yet\.mjs is not there\n$/);
  });
});

describe("doctor", function () {
  this.timeout(60_000);

  it("says what can run, and of what cannot what is missing and how it is installed", async () => {
    const { code, stdout, stderr } = await run("doctor", "conforming.mjs", "unbuilt.subject.json",
      "no-program.subject.json", "throws-on-load.mjs");
    assert.deepEqual([code, stderr], [1, ""]);
    assert.match(stdout, /^ready {4}conforming\.mjs {11}node \d/);
    assert.match(stdout, /\nmissing {2}unbuilt\.subject\.json +not\/built\/yet\.mjs is not there\n/);
    assert.match(stdout, /\n +install: make -C not\n/);
    assert.match(stdout, /\nmissing {2}no-program\.subject\.json +no-such-program is not there\n/);
    assert.match(stdout, /\n +install: apt-get install no-such-program\n/);
    assert.match(stdout, /\nmissing {2}throws-on-load\.mjs +[^\n]*\n\n1 of 4 can run here\n$/);
    assert.ok(!stdout.includes("    at "), stdout);
  });

  it("says it to programs, too", async () => {
    const { code, stdout } = await runHere("doctor", "--json", "no-program.subject.json");
    assert.equal(code, 1);
    const { subjects } = JSON.parse(stdout) as { readonly subjects: readonly object[] };
    assert.deepEqual(subjects, [{
      name: "no-program.subject.json", manifest: "no-program.subject.json", version: null, runtime: null, wanted: null,
      lacks: "no-such-program is not there", setup: "apt-get install no-such-program",
    }]);
  });

  it("knows the subjects that come with the kit, and how each is installed", async () => {
    const shipped = shippedSubjects("/");
    for (const { path, shown } of shipped) {
      assert.notEqual(readManifest(path, shown, false, requirements).setup, undefined, shown);
    }
    for (const name of ["node", "simulated", "host", "twisted", "uvloop", "tcl", "fake-timers"]) {
      assert.ok(shipped.some((each) => each.name === name), name);
    }
    const { code, stdout } = await runHere("doctor", "simulated");
    assert.equal(code, 0);
    assert.match(stdout, /^ready {4}simulated {2}0\.1\.0, node \d.*\n\n1 of 1 can run here\n$/);
    await refuses(2, /no subject simulatde comes with the kit; did you mean simulated\?/, "doctor", "simulatde");
  });
});
