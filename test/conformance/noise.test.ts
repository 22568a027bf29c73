import assert from "node:assert/strict";
import { Gate } from "../../conformance/driver/gate.js";
import { MachineNoise, type MeterClock, type NoiseMeter } from "../../conformance/driver/noise.js";
import { progressOf, type Progress } from "../../conformance/driver/process-progress.js";
import { ScenarioRunner } from "../../conformance/driver/scenario-runner.js";
import { marked, never, occurs, scenario, when } from "../../conformance/language/build.js";
import type { Noise, ScenarioResult } from "../../conformance/oracle/results.js";
import { hello, scripted, ScriptedLink } from "./scripted-link.js";

/** A clock that stands still until the test moves it; its timers are called when they are let. */
class TestClock implements MeterClock {
  #now = 0;
  #tick: () => void = () => undefined;
  stopped = false;

  now(): number {
    return this.#now;
  }

  every(_ms: number, tick: () => void): () => void {
    this.#tick = tick;
    return () => {
      this.stopped = true;
    };
  }

  /** Lets the time pass, and calls the timer at the end of it. */
  pass(ms: number): void {
    this.#now += ms;
    this.#tick();
  }

  /** Lets the time pass, and calls nobody. */
  stall(ms: number): void {
    this.#now += ms;
  }
}

describe("the meter of noise", () => {
  function meter(
    progress: () => Progress | null = () => null,
  ): { readonly clock: TestClock; readonly meter: MachineNoise } {
    const clock = new TestClock();
    return { clock, meter: new MachineNoise({ bound: 300, progress, clock }) };
  }

  it("says nothing of a machine on which timers come in time", () => {
    const { clock, meter: noise } = meter();
    for (let i = 0; i < 60; i++) clock.pass(i % 2 === 0 ? 50 : 90);
    assert.equal(noise.worst(), null);
  });

  it("tells by how much timers were late at most", () => {
    const { clock, meter: noise } = meter();
    for (const ms of [50, 862, 400, 50]) clock.pass(ms);
    assert.deepEqual(noise.worst(), { ms: 812, says: "timers came up to 812 ms late" });
  });

  it("counts a timer that has not come yet", () => {
    const { clock, meter: noise } = meter();
    clock.pass(50);
    clock.stall(500);
    assert.deepEqual(noise.worst(), { ms: 450, says: "timers came up to 450 ms late" });
  });

  it("forgets what was before the last event, also while a timer is overdue", () => {
    const { clock, meter: noise } = meter();
    clock.pass(2000);
    noise.begin();
    for (let i = 0; i < 10; i++) clock.pass(50);
    assert.equal(noise.worst(), null);
    clock.stall(900);
    noise.begin();
    clock.pass(200);
    assert.equal(noise.worst(), null);
  });

  it("tells of a process that would go on, and is not let to", () => {
    let progress: Progress = { ranMs: 1000, isHeldUp: false };
    const { clock, meter: noise } = meter(() => progress);
    for (let i = 0; i < 60; i++) clock.pass(50);
    assert.equal(noise.worst(), null);
    progress = { ranMs: 1020, isHeldUp: true };
    assert.deepEqual(noise.worst(), { ms: 2930, says: "the subject's process got no processor for 2930 ms" });
    progress = { ranMs: 1400, isHeldUp: true };
    assert.equal(noise.worst(), null, "it ran for long enough to say something");
  });

  it("stops its timer", () => {
    const { clock, meter: noise } = meter();
    noise.stop();
    assert.ok(clock.stopped);
  });

  it("reads the progress of a process from the host, where that tells it", () => {
    const own = progressOf(process.pid);
    if (process.platform === "linux") assert.equal(own?.isHeldUp, true);
    assert.ok(own === null || own.ranMs >= 0);
    assert.equal(progressOf(2 ** 30), null);
  });
});

const mark = { ev: "mark", name: "done" };
const forbidden = { ev: "mark", name: "forbidden" };

const late: Noise = { ms: 812, says: "timers came up to 812 ms late" };
const waits = scenario({
  id: "timer.once", title: "", phases: [{}], ends: [when(marked("done"))], checks: ["timer.once", "timer.called"],
  expect: [
    occurs("it is done", marked("done"), 1), never("nothing forbidden happens", marked("forbidden")),
  ],
});

/** What comes of a scenario that is played so, play by play, on a machine that is so noisy. */
async function played(
  plays: readonly (readonly object[])[], noises: readonly (Noise | null)[], gate = new Gate(),
): Promise<{ readonly result: ScenarioResult; readonly starts: number }> {
  let starts = 0;
  let meters = 0;
  const noise = (): NoiseMeter => {
    const worst = noises[meters++] ?? null;
    return { begin: () => undefined, worst: () => worst, stop: () => undefined };
  };
  const runner = new ScenarioRunner(scripted, hello, {
    timeoutScale: 0.01, gate, noise, start: async () => new ScriptedLink(plays[starts++] ?? []),
  });
  const result = await runner.run({ scenario: waits });
  await runner.close();
  return { result, starts };
}

function verdicts({ findings }: ScenarioResult): unknown {
  return findings.map(({ requirement, kind }) => [requirement, kind]);
}

describe("a silence on a noisy machine", () => {
  it("fails on a machine that is quiet, and is not played again in a process that was its own", async () => {
    const { result, starts } = await played([[]], [null]);
    assert.deepEqual([result.outcome, starts], ["incomplete", 1]);
    assert.deepEqual(verdicts(result), [["timer.once", "violation"]]);
  });

  it("is played again alone, and what then happens counts", async () => {
    const gate = new Gate();
    let isAlone = false;
    const alone = gate.alone.bind(gate);
    gate.alone = (play) => alone(() => {
      isAlone = true;
      return play();
    });
    const { result, starts } = await played([[], [mark]], [late, null], gate);
    assert.deepEqual([result.outcome, result.findings, starts, isAlone], ["completed", [], 2, true]);
  });

  it("fails if it is one alone, on a machine that is quiet by then", async () => {
    const { result } = await played([[], []], [late, null]);
    assert.deepEqual(verdicts(result), [["timer.once", "violation"]]);
  });

  it("is inconclusive if the machine is noisy again, with the figure", async () => {
    const { result, starts } = await played([[], []], [late, { ms: 500, says: "timers came up to 500 ms late" }]);
    assert.equal(starts, 2);
    assert.deepEqual(verdicts(result), [["timer.once", "inconclusive"], ["timer.called", "inconclusive"]]);
    assert.match(result.findings[0]?.says ?? "",
      /^the machine was too noisy: timers came up to 500 ms late; waited for .*nothing happened for 0\.03 s/);
  });

  it("leaves a failure that was seen a failure", async () => {
    const { result } = await played([[forbidden], []], [late, late]);
    assert.deepEqual(verdicts(result), [["timer.once", "violation"], ["timer.called", "inconclusive"]]);
    assert.match(result.findings[0]?.says ?? "", /^expected that nothing forbidden happens; /);
  });

  it("takes a failure that was seen, and not again alone, for inconclusive", async () => {
    const { result } = await played([[forbidden], [mark]], [late, null]);
    assert.deepEqual(verdicts(result), [["timer.once", "inconclusive"], ["timer.called", "inconclusive"]]);
    assert.match(result.findings[0]?.says ?? "", /^it passed alone, /);
  });
});
