import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { nearest, versionsIn } from "../../tools/node-suite/debian-source.js";
import { causeOf, listProblems, readKnown } from "../../tools/node-suite/known-failures.js";
import { outcomeOf, runFile } from "../../tools/node-suite/run-file.js";
import { boundProblems, scoresOf, scoreTable } from "../../tools/node-suite/score.js";
import { optionsOf } from "../../tools/node-suite/suite-options.js";
import { flagsOf, isOfFamily, testFiles, type TestFile } from "../../tools/node-suite/test-file.js";
import { packageRoot } from "../../tools/spec/spec.js";

const execFileAsync = promisify(execFile);
const main = fileURLToPath(new URL("../../tools/node-suite/main.js", import.meta.url));

function fileNamed(name: string, family = "net"): TestFile {
  return { name, family, path: `/suite/${name}.js`, flags: [] };
}

describe("the outside yardstick", () => {
  let folder = "";
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "node-suite-test-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("reads the flags of a file, and what its family is", () => {
    assert.deepEqual(flagsOf("'use strict';\n// Flags: --expose-internals --no-warnings\nfoo();\n"),
      ["--expose-internals", "--no-warnings"]);
    assert.deepEqual(flagsOf("// no Flags: --here\n"), []);
    const own = ["test-net.js", "test-net-isip.js", "test-net-x.mjs"];
    const others = ["test-nets.js", "test-net-isip.out", "test-network-x.js", "test-http-net-x.js"];
    assert.deepEqual([...own, ...others].filter((file) => isOfFamily(file, "net")), own);
  });

  it("takes the files of a family, or those that are named, and refuses names of none", () => {
    for (const name of ["test-net-b.js", "test-net-a.mjs", "test-dns-a.js"]) writeFileSync(join(folder, name), "");
    const named = (...names: readonly string[]): readonly string[] =>
      testFiles(folder, ["net", "dns"], names).map(({ name }) => name);
    assert.deepEqual(named(), ["test-net-a", "test-net-b", "test-dns-a"]);
    assert.deepEqual(named("b", "dns-a", "test-net-a.mjs"), ["test-net-b", "test-dns-a", "test-net-a"]);
    assert.throws(() => named("c"), { name: "UsageError", message: "no file of net, dns is named c" });
    assert.throws(() => testFiles(folder, ["tty"], []), { message: "no file is of the family tty" });
  });

  it("chooses the source package whose version is nearest", () => {
    const records = "Package: nodejs\nVersion: 20.19.2+dfsg-1\n\nPackage: nodejs\nVersion: 24.2.0+dfsg+~cs24.1-1\n"
      + "\nPackage: nodejs\nVersion: 24.20.0+dfsg-1\nFormat: 3.0\n";
    const versions = versionsIn(records);
    assert.deepEqual(versions.map(({ debian }) => debian),
      ["20.19.2+dfsg-1", "24.2.0+dfsg+~cs24.1-1", "24.20.0+dfsg-1"]);
    const node = (running: string): string | undefined => nearest(running, versions)?.node;
    assert.deepEqual(["v20.20.2", "v18.0.0", "v24.19.0", "v24.3.0", "v26.0.0"].map(node),
      ["20.19.2", "20.19.2", "24.20.0", "24.2.0", "24.2.0"]);
    assert.equal(nearest("v20.0.0", []), null);
  });

  it("tells what the end of a file and its words mean", () => {
    assert.deepEqual(outcomeOf(0, null, "fine\n"), { kind: "pass" });
    assert.deepEqual(outcomeOf(0, null, "1..0 # Skipped: no crypto\n"), { kind: "skip", why: "no crypto" });
    const line = (output: string, code: number | null = 1): string => {
      const outcome = outcomeOf(code, code === null ? "SIGABRT" : null, output);
      return outcome.kind === "fail" ? outcome.line : outcome.kind;
    };
    assert.equal(line("node:assert:125\n  throw new AssertionError(obj);\n  ^\n\nAssertionError [ERR_X]: 1 !== 2\n"),
      "AssertionError [ERR_X]: 1 !== 2");
    assert.equal(line("Mismatched noop function calls. Expected exactly 1, actual 0.\n    at x\n"),
      "Mismatched noop function calls. Expected exactly 1, actual 0.");
    assert.deepEqual([line("", 7), line("", null), line("gone\n")], ["exit code 7", "ended by SIGABRT", "gone"]);
  });

  it("runs a file with its flags, and ends one that hangs", async () => {
    const run = { args: ["--no-warnings"], env: { WORD: "yes" }, cwd: folder };
    const file = (text: string, flags: readonly string[] = []): TestFile => {
      const path = join(folder, "test-net-x.cjs");
      writeFileSync(path, text);
      return { name: "test-net-x", family: "net", path, flags };
    };
    const asks = "if (process.env.WORD !== 'yes' || !process.execArgv.includes('--expose-gc')) throw Error('no');";
    assert.deepEqual(await runFile(file(asks, ["--expose-gc"]), { ...run, bound: 60_000 }), { kind: "pass" });
    const outcome = await runFile(file("console.log('here'); setInterval(() => {}, 1000);"), { ...run, bound: 500 });
    assert.deepEqual([outcome.kind, "line" in outcome && outcome.line], ["hang", "not over after 0.5 s"]);
  });

  it("counts what passes of what passes on Node as it is", () => {
    const files = ["test-net-a", "test-net-b"].map((name) => fileNamed(name));
    const timers = fileNamed("test-timers-a", "timers");
    const fail = { kind: "fail", line: "no", output: "" } as const;
    const pass = { kind: "pass" } as const;
    const scores = scoresOf({
      plain: [...[...files, timers].map((file) => ({ file, outcome: pass })), { file: fileNamed("x"), outcome: fail }],
      shimmed: new Map([["node", [
        { file: files[0] ?? timers, outcome: pass }, { file: files[1] ?? timers, outcome: fail },
        { file: timers, outcome: pass },
      ]]]),
    });
    assert.equal(scoreTable(scores), `\
        files  plain  node
net         3      2     1   50.0 %
timers      1      1     1  100.0 %
all         4      3     2   66.6 %
`);
    assert.deepEqual(boundProblems(scores), ["only 66.6 % pass on node, not 98 %"]);
  });

  it("holds the list of known failures against what came of the files", () => {
    const cause = "no";
    const known = [{ name: "a", on: ["node", "simulated"], cause }, { name: "z", on: ["node"], cause }] as const;
    assert.equal(causeOf(known, { name: "a", on: "simulated" }), "no");
    assert.equal(causeOf(known, { name: "z", on: "simulated" }), null);
    assert.deepEqual(listProblems(known, [
      { name: "a", on: "node", passed: false }, { name: "a", on: "simulated", passed: true },
      { name: "b", on: "node", passed: false }, { name: "b", on: "simulated", passed: true },
    ]), ["listed, and passes on simulated: a", "fails on node, and is not listed: b"]);
  });

  it("has a list that is whole, in the order of its names", () => {
    const names = readKnown(fileURLToPath(new URL("tools/node-suite/known.json", packageRoot))).map(({ name }) => name);
    assert.deepEqual(names, [...names].sort());
    const path = join(folder, "known.json");
    for (const [entry, message] of [
      [{ name: "a", on: ["node"], cause: " " }, /an entry without a cause: a/],
      [{ name: "a", on: [], cause: "no" }, /an entry that is on nothing: a/],
      [{ name: "a", on: ["plain"], cause: "no" }, /a is on plain/],
    ] as const) {
      writeFileSync(path, JSON.stringify([entry]));
      assert.throws(() => readKnown(path), message);
    }
  });

  it("refuses what makes no sense", async () => {
    assert.deepEqual(optionsOf(["--on", "simulated,plain", "ref"])?.grounds, ["simulated", "plain"]);
    for (const [words, message] of [
      [["--on", "moon"], "--on needs plain, node or simulated, not moon"],
      [["--family", "../net"], "--family needs names such as net or timers, not ../net"],
      [["--bound", "0"], "--bound needs a number of seconds, from 1 to 3600: 0"],
    ] as const) assert.throws(() => optionsOf(words), { name: "UsageError", message });
    const outcome = await execFileAsync(process.execPath, [main, "--speed", "1"])
      .then(() => null, (error: unknown) => error);
    const { code, stderr } = outcome as { readonly code: number; readonly stderr: string };
    assert.deepEqual([code, stderr], [2, "node-suite: unknown option --speed; did you mean --seed?\n"]);
  });

  it("says in one line that apt is missing", async () => {
    const words = [main, "--cache", join(folder, "cache")];
    const outcome = await execFileAsync(process.execPath, words, { env: { PATH: folder } })
      .then(() => null, (error: unknown) => error);
    const { code, stderr } = outcome as { readonly code: number; readonly stderr: string };
    assert.deepEqual([code, stderr],
      [3, "node-suite: apt-get is missing: the files come from Debian's source package, which takes apt and tar\n"]);
  });
});
