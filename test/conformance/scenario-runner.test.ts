import assert from "node:assert/strict";
import { ScenarioRunner } from "../../conformance/driver/scenario-runner.js";
import { marked, occurs, premise, scenario, when } from "../../conformance/language/build.js";
import type { HostFeature, Scenario } from "../../conformance/language/scenario.js";
import type { ScenarioResult } from "../../conformance/oracle/results.js";
import { hello, scripted, ScriptedLink } from "./scripted-link.js";

function needing(...needs: readonly HostFeature[]): Scenario {
  return scenario({
    id: "timer.once", title: "", phases: [{}], ends: [when(marked("done"))], needs,
    expect: [occurs("it is done", marked("done"), 1)],
  });
}

/** What comes of a scenario that is played so often, where each process leaves so many descriptors, play by play. */
async function played(
  what: Scenario, times: number, ...left: readonly (readonly number[])[]
): Promise<{ readonly findings: readonly (readonly string[])[]; readonly starts: number }> {
  let starts = 0;
  const runner = new ScenarioRunner(scripted, hello, {
    timeoutScale: 1, start: async () => new ScriptedLink([{ ev: "mark", name: "done" }], left[starts++]),
  });
  const results: ScenarioResult[] = [];
  for (let time = 0; time < times; time++) results.push(await runner.run({ scenario: what }));
  await runner.close();
  return { findings: results.map((each) => each.findings.map(({ requirement }) => requirement)), starts };
}

describe("a runner of scenarios", () => {
  it("plays one after the other in one process", async () => {
    assert.deepEqual(await played(needing(), 3), { findings: [[], [], []], starts: 1 });
  });

  it("plays each in a process of its own that has few descriptors", async function () {
    if (process.platform === "win32") this.skip();
    assert.deepEqual(await played(needing("descriptor-limit"), 3), { findings: [[], [], []], starts: 3 });
  });

  it("plays again alone what did not get to what it is about", async () => {
    const what = scenario({
      id: "timer.once", title: "", phases: [{}], ends: [when(marked("done"))],
      expect: [premise(occurs("the machine is fast", marked("in time"))), occurs("it is done", marked("done"), 1)],
    });
    const done = { ev: "mark", name: "done" };
    const inTime = { ev: "mark", name: "in time" };
    const played = async (...plays: readonly (readonly object[])[]): Promise<unknown> => {
      let starts = 0;
      const runner = new ScenarioRunner(scripted, hello, {
        timeoutScale: 1, start: async () => new ScriptedLink(plays[starts++] ?? []),
      });
      const { findings } = await runner.run({ scenario: what });
      return [findings.map(({ kind }) => kind), starts];
    };
    assert.deepEqual(await played([inTime, done]), [[], 1]);
    assert.deepEqual(await played([done], [inTime, done]), [[], 2]);
    assert.deepEqual(await played([done], [done]), [["inconclusive"], 2]);
  });

  for (const needs of [[], ["descriptor-limit"]] as const) {
    const where = needs.length === 0 ? "" : ", in a process with few descriptors";
    it(`takes what is left once for what is opened once, and what is left again for a leak${where}`, async function () {
      if (process.platform === "win32" && needs.length > 0) this.skip();
      assert.deepEqual(await played(needing(...needs), 1, [1, 0]), { findings: [[]], starts: 1 });
      assert.deepEqual(await played(needing(...needs), 1, [1, 1]), { findings: [["resource.descriptors"]], starts: 1 });
    });
  }
});
