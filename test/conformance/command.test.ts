import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main, refuses, run } from "./command-line.js";

describe("the command line", () => {
  it("has a manual", async () => {
    for (const args of [["--help"], ["help"], ["-h"]]) {
      const { code, stdout, stderr } = await run(...args);
      assert.deepEqual([code, stderr], [0, ""]);
      for (const title of ["Usage", "Commands", "Exit codes", "Examples"]) {
        assert.ok(stdout.includes(`\n${title}\n`), title);
      }
    }
  });

  it("has a page on each command", async () => {
    for (const command of ["test", "fuzz", "list", "explain", "cite", "diff", "check", "verify", "merge", "prove"]) {
      const page = await run(command, "--help");
      assert.equal(page.code, 0);
      assert.ok(page.stdout.startsWith(`reactor-standard ${command}: `));
      assert.deepEqual(await run("help", command), page);
    }
    assert.match((await run("test", "--help")).stdout, /\n {2}--reporter NAME\[=FILE\]\n/);
  });

  it("says its version", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
      readonly version: string;
    };
    assert.deepEqual(await run("--version"), { code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("refuses what it does not know, with what was probably meant", async () => {
    await refuses(2, "a command is missing: test, fuzz, list, explain, cite, diff, check, verify, merge, matrix, doctor, "
      + "prove, run, or --help");
    await refuses(2, "unknown command tset; did you mean test?", "tset");
    await refuses(2, "unknown option --hepl; did you mean --help?", "--hepl");
    await refuses(2, "unknown option --jsn; did you mean --json?", "list", "--jsn");
    await refuses(2, "no requirement or area no-such-thing", "list", "no-such-thing");
    await refuses(2, "no requirement no.such.thing", "explain", "no.such.thing");
    await refuses(2, "ID is missing: which requirement?", "explain");
    await refuses(2, "one requirement at a time: b is too much", "explain", "a", "b");
  });

  it("refuses arguments of test that make no sense", async () => {
    await refuses(2, 'SUBJECT is missing: a module, a manifest, or --exec "COMMAND"', "test");
    await refuses(2, "nowhere.mjs: no such file", "test", "nowhere.mjs");
    await refuses(2, "no requirement or area no-such-area", "test", "conforming.mjs", "no-such-area");
    await refuses(2, "no profile tpc; did you mean tcp?", "test", "conforming.mjs", "--profile", "tpc");
    await refuses(2, "no reporter jsno; did you mean json?", "test", "conforming.mjs", "--reporter", "jsno");
    await refuses(2, "--reporter json= needs a file", "test", "conforming.mjs", "--reporter=json=");
    await refuses(2, "no/where.json cannot be written: there is no directory no", "test", "conforming.mjs",
      "--reporter", "json=no/where.json");
    await refuses(2, "two reports would go to standard output; give one a file: --reporter NAME=FILE",
      "test", "conforming.mjs", "--reporter", "json", "--reporter", "pretty");
    await refuses(2, "--reporter needs a value: --reporter NAME[=FILE]", "test", "conforming.mjs", "--reporter");
    await refuses(2, "--profile needs a value: --profile NAME", "test", "conforming.mjs", "--profile", "--strict");
    await refuses(2, "--strict takes no value", "test", "conforming.mjs", "--strict=yes");
    await refuses(2, "--bail is given twice", "test", "conforming.mjs", "--bail", "--bail");
    await refuses(2, "--timeout-scale needs a number above 0, not fast", "test", "conforming.mjs",
      "--timeout-scale", "fast");
    await refuses(2, "--in-process needs a module, and --exec starts a command", "test", "--in-process",
      "--exec", "node silent-agent.mjs");
  });

  it("says of a subject that cannot be started or loaded why, and gives no verdict", async () => {
    const thrown = /: the subject \S+throws-on-load\.mjs cannot be loaded: no such luck\n$/;
    await refuses(3, thrown, "test", "throws-on-load.mjs");
    await refuses(3, thrown, "test", "--in-process", "throws-on-load.mjs");
    await refuses(3, /exports-nothing\.mjs exports no function createReactor\n$/, "test", "exports-nothing.mjs");
    await refuses(3, /createReactor\(\) failed: Error: no reactor today\n$/, "test", "throws-on-create.mjs");
    await refuses(3, "exits-on-load: the subject's process is gone before it gave a reactor: it exited with code 0",
      "test", "exits-on-load.mjs");
    await refuses(3, "hangs-on-load: the subject gave no reactor within 0.5 s: its process takes no commands, "
      + "something in it does not return", "test", "hangs-on-load.mjs", "--timeout-scale", "0.05");
    await refuses(3, /it wrote a line that is no event: "Welcome to my reactor!"\n$/,
      "test", "--exec", "node garbage-agent.mjs");
    await refuses(3, "node silent-agent.mjs: its agent breaks agent.hello: it did not answer hello within 0.5 s: "
      + "its process takes no commands, something in it does not return",
      "test", "--exec", "node silent-agent.mjs", "--timeout-scale", "0.05");
    await refuses(3, /spawn no-such-command ENOENT\n$/, "test", "--exec", "no-such-command");
  });

  it("gives no verdict where nothing ran", async () => {
    const { code, stdout, stderr } = await run("test", "conforming.mjs", "--profile", "shim");
    assert.equal(code, 4);
    assert.match(stdout, /\nconforming no verdict: nothing ran: /);
    assert.equal(stderr, "reactor-standard: nothing was judged: no scenario is of a profile that is claimed\n");
  });

  it("takes it that its reader has read enough", async () => {
    const child = spawn(process.execPath, [main, "--help"], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const code = await new Promise((resolve) => child.on("close", resolve));
    assert.deepEqual([code, stderr], [0, ""]);
  });
});

describe("the command line on the rules of timed calls", () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "report-"));
  });
  after(() => rmSync(directory, { recursive: true }));

  it("lists the requirements", async () => {
    const { code, stdout } = await run("list", "timer");
    assert.equal(code, 0);
    assert.match(stdout, /^must {4}core {6}timer\.once +\d+ scenarios?$/m);
    const json = (await run("list", "--json", "timer.once")).stdout;
    const entries = JSON.parse(json) as readonly Record<string, unknown>[];
    assert.equal(entries.length, 1);
    assert.equal(entries[0]?.["id"], "timer.once");
    assert.deepEqual(entries[0]?.["scenarios"], ["timer.once", "timer.once/throwing", "timer.once/many"]);
    assert.match(String(entries[0]?.["permalink"]), /^spec\/04-[\w-]+\.md#/);
  });

  it("explains a requirement", async () => {
    const { code, stdout } = await run("explain", "timer.once");
    assert.equal(code, 0);
    for (const part of ["timer.once  MUST", "Why", "Checked by", "timer.once: a call is called once", "Read it at"]) {
      assert.ok(stdout.includes(part), part);
    }
    await refuses(2, /: timer is an area of \d+ requirements: reactor-standard list timer\n$/, "explain", "timer");
    await refuses(2, "no requirement timer.onec; did you mean timer.once?", "explain", "timer.onec");
    await refuses(2, "no requirement or area timr; did you mean timer?", "test", "conforming.mjs", "timr");
  });

  it("judges a reactor that conforms, whatever it prints, in a child or in its own process", async () => {
    for (const args of [["conforming.mjs"], ["--in-process", "conforming.mjs"], ["prints.mjs"]]) {
      const { code, stdout, stderr } = await run("test", ...args, "timer.once", "timer.cancel");
      assert.deepEqual([code, stderr], [0, ""], stdout);
      assert.match(stdout, /\n\S+ conforms: \d+ pass\n$/);
    }
  });

  it("shows a reactor that does not conform what it did", async () => {
    const { code, stdout, stderr } = await run("test", "calls-twice.mjs", "timer.once");
    assert.deepEqual([code, stderr], [1, ""]);
    assert.match(stdout, /\n {2}> +\d+ +\d+\.\d{3} {2}enter timedCall /);
    assert.match(stdout, /\n {2}again: npx reactor-standard test calls-twice\.mjs timer\.once\n/);
    assert.match(stdout, /\ncalls-twice does not conform: 1 fail\n$/);
  });

  it("takes a deviation that is expected, and refuses one that does not occur", async () => {
    const expected = await run("test", "calls-twice.subject.json", "timer.once");
    assert.equal(expected.code, 0);
    assert.match(expected.stdout, /\n {2}timer\.once \(must\): It calls every timed call twice\.\n/);
    const stale = await run("test", "stale.subject.json", "timer.called");
    assert.equal(stale.code, 1);
    assert.match(stale.stdout, /timer\.called passed, though it is listed as a known deviation/);
  });

  it("refuses a deviation from a universal rule only when a whole run does not show it", async () => {
    assert.equal((await run("test", "stale.subject.json", "timer.once")).code, 0);
  });

  it("survives a reactor that hangs, one that throws from its methods, and one that ends its process", async () => {
    for (const [subject, why] of [
      ["hangs.mjs", /nothing happened for 0\.9 s/],
      ["throws.mjs", /run has settled.*not today/],
      ["exits.mjs", /the subject's process is gone: it exited with code 0/],
    ] as const) {
      const { code, stdout } = await run("test", subject, "timer.once", "--timeout-scale", "0.3");
      assert.equal(code, 1, stdout);
      assert.match(stdout, why);
    }
  });

  it("says of a report that could not be written that it was not, and shows the results", async function () {
    if (!existsSync("/dev/full")) return this.skip();
    const { code, stdout, stderr } = await run("test", "calls-twice.mjs", "timer.once", "--reporter", "json=/dev/full");
    assert.deepEqual([code, stderr],
      [3, "reactor-standard: the json report could not be written to /dev/full: ENOSPC\n"]);
    assert.match(stdout, /\ncalls-twice does not conform: 1 fail\n$/);
  });

  it("writes each report where it is wanted", async () => {
    const file = join(directory, "report.json");
    const others = { junit: "<?xml ", tap: "TAP version 14\n", html: "<!DOCTYPE html>\n", markdown: "## `calls-twice` " };
    const places = Object.keys(others).map((name) => `${name}=${join(directory, name)}`);
    const { code, stdout } = await run("test", "calls-twice.mjs", "timer.once",
      ...["github", `json=${file}`, ...places].flatMap((place) => ["--reporter", place]));
    assert.equal(code, 1);
    assert.match(stdout, /^::error title=timer\.once \(must\)::expected that the call /);
    for (const [name, beginning] of Object.entries(others)) {
      assert.ok(readFileSync(join(directory, name), "utf8").startsWith(beginning), name);
    }
    const { schemaVersion, exitCode } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    assert.deepEqual([schemaVersion, exitCode], [2, 1]);
  });
});
