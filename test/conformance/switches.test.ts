import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "../../conformance/command/options.js";
import { playArguments, playOptions } from "../../conformance/command/play-arguments.js";
import { subjectOptions } from "../../conformance/command/subject-arguments.js";
import { wantsColours } from "../../conformance/command/terminal.js";
import type { JsonReport } from "../../conformance/report/json.js";
import { refuses, run, runHere, runWith, type Outcome } from "./command-line.js";

/** The JSON report of a run, which has the verdict of this exit code. */
async function reportOf(code: number, ...args: readonly string[]): Promise<JsonReport> {
  const outcome = await runHere("test", "--reporter", "json", ...args);
  assert.deepEqual([outcome.code, outcome.stderr], [code, ""], outcome.stdout);
  return JSON.parse(outcome.stdout) as JsonReport;
}

/** What a report says, but for what differs from one run to the next. */
function verdictsOf({ requirements, scenarios }: JsonReport): unknown {
  return {
    requirements: requirements.map(({ id, verdict, scenarios: own }) => [id, verdict, own]),
    scenarios: scenarios.map((each) => each.scenario),
  };
}

describe("the switches of test", () => {
  it("refuses values that make no sense", async () => {
    const rejects = (message: string, ...args: readonly string[]): void => assert.throws(
      () => playArguments(parse(args, { ...subjectOptions, ...playOptions })), { name: "UsageError", message });
    rejects("--jobs needs a number of processes, from 1 to 256: 0", "--jobs", "0");
    rejects("--jobs needs a number of processes, from 1 to 256: many", "--jobs", "many");
    rejects("--jobs 2 needs agents in processes of their own: leave --in-process away", "--jobs", "2", "--in-process");
    for (const shard of ["3", "0/3", "4/3", "1/0", "1/1001", "a/b", "1/3/5"]) {
      rejects(`--shard needs a number and how many there are, as 1/3 to 3/3: ${shard}`, "--shard", shard);
    }
    rejects("--repeat needs a number of times, from 1 to 1000000: 0", "--repeat", "0");
    rejects("--repeat needs a number of times, from 1 to 1000000: 1.5", "--repeat", "1.5");
    rejects("--seed needs a whole number, from 0 to 4294967295: 4294967296", "--seed", "4294967296");
    rejects("--seed needs a whole number, from 0 to 4294967295: -1", "--seed=-1");
    rejects("--seed needs a value: --seed N", "--seed", "-1");
    rejects("--expect needs a value: --expect FILE", "--expect");
    await refuses(2, "--repeat needs a number of times, from 1 to 1000000: 0",
      "test", "conforming.mjs", "--repeat", "0");
    await refuses(2, "nowhere.json: no such file", "test", "conforming.mjs", "--expect", "nowhere.json");
    await refuses(2, "stale.subject.json: a list of expected deviations is needed",
      "test", "conforming.mjs", "--expect", "stale.subject.json");
  });

  it("--strict counts a SHOULD", async () => {
    const lax = await runHere("test", "--in-process", "deep.mjs", "execution.frames");
    const strict = await runHere("test", "--in-process", "deep.mjs", "execution.frames", "--strict");
    assert.match(lax.stdout, /\ndeep conforms: 1 fail\n$/);
    assert.match(strict.stdout, /\ndeep does not conform: 1 fail\n$/);
    assert.deepEqual([lax.code, strict.code], [0, 1]);
  });

  it("--expect takes the place of the manifest's deviations", async () => {
    const directory = mkdtempSync(join(tmpdir(), "expect-"));
    const file = (entries: readonly object[]): string => {
      const path = join(directory, `${entries.length}.json`);
      writeFileSync(path, JSON.stringify(entries));
      return path;
    };
    try {
      const args = ["test", "--in-process", "calls-twice.subject.json", "timer.once"];
      assert.equal((await runHere(...args)).code, 0);
      assert.equal((await runHere(...args, "--expect", file([]))).code, 1);
      const given = await runHere("test", "--in-process", "calls-twice.mjs", "timer.once", "--expect",
        file([{ requirement: "timer.once", reason: "It is told so by the command line." }]));
      assert.equal(given.code, 0);
      assert.match(given.stdout, /\n {2}timer\.once \(must\): It is told so by the command line\.\n/);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it("--jobs gives the verdicts of one job, in the same order", async () => {
    const one = await reportOf(1, "deep.mjs", "execution", "--strict", "--jobs", "1");
    const three = await reportOf(1, "deep.mjs", "execution", "--strict", "--jobs", "3");
    assert.deepEqual(verdictsOf(three), verdictsOf(one));
    assert.ok(three.scenarios.length > 10);
  });

  it("--shard judges what its scenarios allow, and nothing else", async () => {
    const args = ["--in-process", "odd-seeds.mjs", "timer"];
    const whole = await reportOf(0, ...args);
    const shards = [await reportOf(0, ...args, "--shard", "1/2"), await reportOf(0, ...args, "--shard", "2/2")];
    assert.deepEqual(shards.map((each) => each.terms.shard), [{ index: 1, of: 2 }, { index: 2, of: 2 }]);
    for (const { requirements } of shards) {
      for (const { id, verdict, message, scenarios } of requirements) {
        const left = scenarios.filter((each) => each.verdict === "skip").length;
        if (verdict === "pass") assert.equal(left, 0, id);
        if (verdict === "skip") assert.match(message ?? "", /not played|was played/, id);
      }
    }
    for (const { id, verdict } of whole.requirements) {
      const own = shards.map((each) => each.requirements.find((other) => other.id === id)?.verdict);
      assert.ok(own.every((each) => each === "skip" || each === verdict), `${id}: ${own.join()}`);
    }
    const empty = await runHere("test", "--in-process", "conforming.mjs", "timer.once", "--shard", "900/900");
    assert.equal(empty.code, 4);
    assert.equal(empty.stderr, "reactor-standard: nothing was judged: "
      + "shard 900 of 900 has no scenario of a profile that is claimed\n");
    assert.match(empty.stdout, /\nplayed: shard 900 of 900\n/);
  });

  it("--seed is handed to a simulated subject, and --repeat counts what came of each time", async () => {
    const args = ["--in-process", "odd-seeds.mjs", "timer.once", "timer.active"];
    assert.equal((await reportOf(0, ...args, "--seed", "2")).terms.seed, 2);
    const { terms, requirements, scenarios } = await reportOf(1, ...args, "--seed", "3", "--repeat", "4");
    const once = requirements.find(({ id }) => id === "timer.once");
    assert.equal(terms.repeat, 4);
    assert.deepEqual(once?.outcomes, { pass: 2, fail: 2 });
    assert.match(once.message ?? "", /^failed 2 of 4 times: expected that the call is called once; /);
    const failed = scenarios.filter(({ scenario, findings }) => scenario === "timer.once" && findings.length > 0);
    assert.deepEqual(failed.map((each) => each.repeat), [1, 3]);
    const again = await runHere("test", ...args, "--seed", "2", "--repeat", "2");
    assert.equal(again.code, 1);
    assert.match(again.stdout, /\nplayed: seeds 2 to 3; 2 times\n/);
    assert.match(again.stdout, / \(1 of 2 times\)\n/);
    assert.match(again.stdout, /\n {2}again: .* test --seed 3 --in-process odd-seeds\.mjs timer\.once\n/);
  });

  it("--bail stops at what fails and is not known to fail", async () => {
    const args = ["--in-process", "odd-seeds.mjs", "timer.once", "--bail", "--repeat", "5"];
    const { requirements } = await reportOf(1, ...args, "--seed", "2");
    assert.deepEqual(requirements.map(({ outcomes }) => outcomes), [{ pass: 1, fail: 1 }]);
    const deep = ["--in-process", "deep.mjs", "execution.frames", "lifecycle.run.until-stop", "--strict", "--bail"];
    const unknown = await reportOf(1, ...deep);
    const known = await reportOf(0, ...deep, "--expect", "deep.expected.json");
    const verdicts = ({ requirements }: JsonReport): unknown => requirements.map(({ id, verdict }) => [id, verdict]);
    assert.deepEqual(verdicts(unknown), [["execution.frames", "fail"], ["lifecycle.run.until-stop", "skip"]]);
    assert.deepEqual(verdicts(known), [["execution.frames", "deviation"], ["lifecycle.run.until-stop", "pass"]]);
  });

  it("colours as NO_COLOR and FORCE_COLOR say", async () => {
    const coloured = ({ stdout }: Outcome): boolean => stdout.includes("\u001b[");
    const args = ["explain", "timer.once"];
    assert.equal(coloured(await run(...args)), false);
    assert.equal(coloured(await runWith({ FORCE_COLOR: "1" }, ...args)), true);
    const terminal = { isTTY: true, hasColors: () => true };
    for (const [env, wanted] of [
      [{}, true], [{ NO_COLOR: "1" }, false], [{ NO_COLOR: "" }, true], [{ FORCE_COLOR: "0" }, false],
      [{ FORCE_COLOR: "false" }, false], [{ FORCE_COLOR: "1", NO_COLOR: "1" }, true],
    ] as const) {
      assert.equal(wantsColours(terminal, env), wanted, JSON.stringify(env));
    }
    assert.equal(wantsColours({ isTTY: true, hasColors: () => false }, {}), false);
  });
});
