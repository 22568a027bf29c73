import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { run as runCommand } from "../../conformance/command/run.js";
import type { Terminal } from "../../conformance/command/terminal.js";
import { loadSubject } from "../../conformance/agents/js/load-subject.js";
import { oddSubject } from "../../conformance/driver/made-subject.js";
import { breachOf, type Schema } from "../../conformance/driver/json-schema.js";
import { programs } from "../../conformance/fuzz/arbitrary.js";
import { scenarioOf } from "../../conformance/fuzz/compose.js";
import { fuzz } from "../../conformance/fuzz/fuzz.js";
import {
  outOfReach, playerOf, searchedFaults, searchFault, universalFaults,
} from "../../conformance/fuzz/search-fault.js";
import { oddities } from "../../conformance/lawful/index.js";
import type { Scenario } from "../../conformance/language/scenario.js";
import { covers } from "../../conformance/model/covers.js";
import { runIn, subjects, type Outcome } from "./command-line.js";

const simulated = fileURLToPath(new URL("../../reference/simulated/index.js", import.meta.url));
const schema = JSON.parse(readFileSync(new URL("../../scenario.schema.json", import.meta.url), "utf8")) as Schema;
const profiles = new Set(["core", "tcp", "udp", "threads", "resolver"]);

/** Enough to catch most faults, and few enough for every run of the tests. */
const FEW = 100;

function run(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  return runIn(cwd, args);
}

const silent = { path: null, counts: () => true, onProgress: () => undefined };

describe("random programs", () => {
  it("are scenarios of the language, which the model covers, and have an end", () => {
    fc.assert(fc.property(programs(fc, profiles), (program) => {
      const scenario = scenarioOf(program, "fuzz.program");
      assert.equal(breachOf(schema, JSON.parse(JSON.stringify(scenario))), null);
      assert.ok(covers(scenario));
      assert.ok(scenario.ends.length > 0);
    }), { numRuns: 100 });
  });

  it("use nothing of profiles that are not claimed", () => {
    fc.assert(fc.property(programs(fc, new Set(["core"])), (program) => {
      const text = JSON.stringify(scenarioOf(program, "fuzz.program"));
      assert.doesNotMatch(text, /"op":"(listen|connect|openDatagram|callFromThread|resolve)"/);
    }), { numRuns: 100 });
  });

  it("find nothing in the simulated reactor of the reference", async () => {
    const player = await playerOf(await loadSubject(simulated));
    const { runs, found } = await fuzz(fc, player, { ...silent, runs: 200, seed: 1, shrinks: false });
    assert.deepEqual([runs, found?.finding], [200, undefined]);
  });

  for (const oddity of oddities) {
    it(`find nothing in the lawful oddity with ${oddity.name}`, async () => {
      const player = await playerOf(oddSubject(await loadSubject(simulated), oddity), oddity.without);
      const { found } = await fuzz(fc, player, { ...silent, runs: 15, seed: 2, shrinks: false });
      assert.equal(found?.finding, undefined);
    });
  }

  it("catch most faulty reactors of the universal rules soon, each by its own requirement", async () => {
    const base = await loadSubject(simulated);
    const names = new Set(searchedFaults().map(([name]) => name));
    for (const name of outOfReach.keys()) assert.ok(!names.has(name), name);
    assert.equal(names.size + outOfReach.size, universalFaults.length);
    // What is left in this process would be left in that of the tests.
    const tried = searchedFaults().filter(([name]) => !name.startsWith("resource."))
      .filter((_, index) => index % 7 === 0);
    const caught = await Promise.all(tried.map(([, fault]) => searchFault(fc, base, fault, { runs: FEW, seed: 1 })));
    const share = caught.filter((each) => each !== null).length / tried.length;
    assert.ok(share >= 0.7, `${share * 100}% of ${tried.length} were caught`);
  });
});

describe("fuzz, the command", () => {
  const directory = mkdtempSync(join(tmpdir(), "reactor-standard-fuzz-"));
  after(() => rmSync(directory, { recursive: true, force: true }));
  const subject = (name: string): string => join(subjects, name);
  const found = join(directory, "fuzz-1.scenario.json");

  it("finds nothing in a conforming reactor", async () => {
    const conforming = subject("conforming.mjs");
    const { code, stdout, stderr } = await run(directory, "fuzz", conforming, "--runs", "30", "--seed", "1");
    assert.deepEqual([code, stderr], [0, ""]);
    assert.equal(stdout, "conforming: 30 programs of seed 1 found nothing\n");
  });

  it("finds a faulty one, and writes the smallest program that shows it as a scenario", async () => {
    const { code, stdout, stderr } = await run(directory, "fuzz", subject("calls-twice.mjs"), "--seed", "1");
    assert.deepEqual([code, stderr], [1, ""]);
    assert.match(stdout, /^FAIL {2}timer\.once \(must\)\n {2}A timed call MUST NOT be called more than once\.\n/);
    assert.match(stdout, /\n {2}what could have come in its place:\n/);
    assert.match(stdout, /\n {2}again: npx \S+ test \S+calls-twice\.mjs --scenario fuzz-1\.scenario\.json\n/);
    const [, seed, path] = /--seed (\d+) --path ([\d:]+)\n$/.exec(stdout) ?? [];
    const scenario = JSON.parse(readFileSync(found, "utf8")) as Scenario;
    assert.equal(breachOf(schema, scenario), null);
    assert.ok(JSON.stringify(scenario.phases).length < 200, JSON.stringify(scenario.phases));
    const again = await run(directory, "fuzz", subject("calls-twice.mjs"), "--seed", seed ?? "", "--path", path ?? "",
      "--out", "again.json");
    assert.equal(again.code, 1);
    assert.match(again.stdout, /^FAIL {2}timer\.once /);
  });

  it("leaves known deviations, and what may follow from them, out", async () => {
    const outcome = await run(directory, "fuzz", subject("calls-twice.subject.json"), "--runs", "10", "--seed", "1");
    assert.equal(outcome.code, 0, outcome.stdout);
  });

  it("has its scenario played again by test", async () => {
    const failing = await run(directory, "test", subject("calls-twice.mjs"), "--scenario", "fuzz-1.scenario.json");
    assert.equal(failing.code, 1);
    assert.match(failing.stdout, /\nFAIL {2}timer\.once \(must\)\n/);
    assert.match(failing.stdout, /\ncalls-twice: 0 of 1 passed\n$/);
    const passing = await run(directory, "test", subject("conforming.mjs"), "--scenario", "fuzz-1.scenario.json");
    assert.deepEqual(passing, { code: 0, stdout: "pass  fuzz.program\n\nconforming: 1 of 1 passed\n", stderr: "" });
    const ofUdp = scenarioFile({ ...JSON.parse(readFileSync(found, "utf8")) as Scenario, claims: ["udp"] });
    const left = await run(directory, "test", subject("conforming.mjs"), "--profile", "core", "--scenario", ofUdp);
    assert.equal(left.code, 4);
    assert.equal(left.stdout, "skip  fuzz.program (it is for subjects that claim other profiles)\n");
  });

  function scenarioFile(content: unknown): string {
    writeFileSync(join(directory, "own.json"), JSON.stringify(content));
    return "own.json";
  }

  it("judges a scenario of one's own by what it expects", async () => {
    const scenario = {
      id: "own.mark", title: "a mark", checks: ["timer.called"],
      phases: [{ start: [{ op: "callLater", call: "a", delay: 1 }] }],
      ends: [{ event: { ev: "enter", cb: "timedCall", call: "a" } }],
      expect: [{ says: "a mark is made", kind: "occurs", event: { ev: "mark" } }],
    };
    const own = scenarioFile(scenario);
    const { code, stdout } = await run(directory, "test", subject("conforming.mjs"), "--scenario", own);
    assert.equal(code, 1);
    assert.match(stdout, /FAIL {2}timer\.called .*\n.*\n {2}expected that a mark is made; /);
  });

  it("refuses arguments that make no sense", async () => {
    const refuses = async (says: string, ...args: readonly string[]): Promise<void> => {
      const said: string[] = [];
      const terminal: Terminal = {
        write: (text) => assert.fail(text), diagnose: (line) => said.push(line), progress: () => undefined,
        colours: false, cwd: directory,
      };
      assert.equal(await runCommand(args, terminal), 2);
      assert.deepEqual(said, [says]);
    };
    const conforming = subject("conforming.mjs");
    await refuses('SUBJECT is missing: a module, a manifest, or --exec "COMMAND"', "fuzz");
    await refuses("fuzz takes one subject: timer is too much", "fuzz", conforming, "timer");
    await refuses("--runs needs a number of programs, from 1 to 10000000: 0", "fuzz", conforming, "--runs", "0");
    await refuses("--seed needs a whole number, from 0 to 2147483647: x", "fuzz", conforming, "--seed", "x");
    await refuses("--path needs the --seed that it was told with", "fuzz", conforming, "--path", "1:2");
    await refuses("--path needs numbers between colons, not x", "fuzz", conforming, "--seed", "1", "--path", "x");
    await refuses("no profile tpc; did you mean tcp?", "fuzz", conforming, "--profile", "tpc");
    await refuses("none.json: no such file", "test", conforming, "--scenario", "none.json");
    await refuses("--bail does not go with --scenario", "test", conforming, "--scenario", "none.json", "--bail");
    await refuses("with --scenario no requirement is named: timer is too much", "test", conforming, "timer",
      "--scenario", "none.json");
    const starting = (operation: object): object =>
      ({ id: "x", title: "", checks: [], phases: [{ start: [operation] }], ends: [], expect: [] });
    const wrong: readonly (readonly [string, unknown])[] = [
      ["the field id is missing", {}],
      ["an object is needed", "scenario"],
      ["there is no scenario in it", []],
      ["ends: a scenario needs an end to wait for",
        { id: "x", title: "", checks: [], phases: [], ends: [], expect: [] }],
      ['phases[0].start[0].op: "callLatr" is not known; did you mean callLater?',
        starting({ op: "callLatr", call: "a", delay: 1 })],
      ["phases[0].start[0]: the field delay is missing", starting({ op: "callLater", call: "a" })],
    ];
    for (const [says, content] of wrong) {
      await refuses(`own.json: ${says}`, "test", conforming, "--scenario", scenarioFile(content));
    }
  });
});
