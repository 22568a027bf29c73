import assert from "node:assert/strict";
import type { Message } from "../../conformance/agents/messages.js";
import { Gate } from "../../conformance/driver/gate.js";
import { MachineNoise, type MeterClock, type NoiseMeter, type Silence } from "../../conformance/driver/noise.js";
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

const QUIET = 3000;

/** What a process with one thread has come to. */
function progress(ranMs: number, waitedMs: number, isHeldUp = false): Progress {
  return {
    ranMs: new Map([[1, ranMs]]), waitedMs: new Map([[1, waitedMs]]), heldUp: new Set(isHeldUp ? [1] : []),
  };
}

describe("the meter of noise", () => {
  let clock: TestClock;
  let told: Progress | null;
  let meter: MachineNoise;
  beforeEach(() => {
    clock = new TestClock();
    told = null;
    meter = new MachineNoise(() => told, clock);
  });

  /** Lets time pass in which timers come when they are due. */
  function idle(ms: number): void {
    for (let passed = 0; passed < ms; passed += 50) clock.pass(50);
  }

  it("takes a silence on a machine on which timers come in time for what it is", () => {
    for (let i = 0; i < 60; i++) clock.pass(i % 2 === 0 ? 50 : 54);
    assert.deepEqual(meter.judge(QUIET), { kind: "honest" });
  });

  it("owes the time by which timers were late", () => {
    for (const ms of [50, 862, 400]) clock.pass(ms);
    idle(1700);
    assert.deepEqual(meter.judge(QUIET), { kind: "owed", ms: 1150 });
    idle(1150);
    assert.deepEqual(meter.judge(QUIET), { kind: "honest" });
  });

  it("counts a timer that has not come yet", () => {
    idle(2000);
    clock.stall(1000);
    assert.deepEqual(meter.judge(QUIET), { kind: "owed", ms: 950 });
  });

  it("gives up where timers go on being late, and tells by how much they were at most", () => {
    for (let i = 0; i < 20; i++) clock.pass(i === 7 ? 862 : 600);
    assert.deepEqual(meter.judge(QUIET), {
      kind: "noise", noise: { ms: 812, says: "timers came up to 812 ms late" },
    });
  });

  it("forgets what was before the last event, also while a timer is overdue", () => {
    clock.pass(2000);
    meter.begin();
    idle(QUIET);
    assert.deepEqual(meter.judge(QUIET), { kind: "honest" });
    clock.stall(900);
    meter.begin();
    clock.pass(200);
    idle(QUIET - 200);
    assert.deepEqual(meter.judge(QUIET), { kind: "honest" });
  });

  it("owes the time for which a thread of the subject waited for a processor", () => {
    told = progress(1000, 500);
    idle(QUIET);
    told = progress(2500, 1900);
    assert.deepEqual(meter.judge(QUIET), { kind: "owed", ms: 1400 });
    idle(1400);
    told = progress(3900, 2000);
    assert.deepEqual(meter.judge(QUIET), { kind: "honest" });
  });

  it("counts a wait that is not over if the thread has not run at all", () => {
    told = progress(1000, 500);
    idle(QUIET);
    told = progress(1000, 500, true);
    assert.deepEqual(meter.judge(QUIET), { kind: "owed", ms: 2950 });
    idle(3 * QUIET);
    assert.deepEqual(meter.judge(QUIET), {
      kind: "noise", noise: { ms: 11_950, says: "the subject's process waited 11950 ms for a processor" },
    });
  });

  it("owes nothing to a process that sleeps, nor to one that runs", () => {
    for (const later of [progress(1000, 500), progress(4000, 500, true)]) {
      told = progress(1000, 500);
      meter.begin();
      idle(QUIET);
      told = later;
      assert.deepEqual(meter.judge(QUIET), { kind: "honest" });
    }
  });

  it("stops its timer", () => {
    meter.stop();
    assert.ok(clock.stopped);
  });

  it("reads the progress of a process from the host, where that tells it", () => {
    const own = progressOf(process.pid);
    if (process.platform === "linux") assert.ok(own?.heldUp.has(process.pid));
    assert.ok(own === null || (own.ranMs.get(process.pid) ?? 0) > 0);
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

/** What comes of a scenario that is played so, play by play, in silences that the machine is told to judge so. */
async function played(
  plays: readonly (readonly object[])[], noises: readonly (Noise | null)[], gate = new Gate(),
): Promise<{ readonly result: ScenarioResult; readonly starts: number }> {
  let starts = 0;
  let meters = 0;
  const noise = (): NoiseMeter => {
    const noise = noises[meters++] ?? null;
    const silence: Silence = noise === null ? { kind: "honest" } : { kind: "noise", noise };
    return { begin: () => undefined, judge: () => silence, stop: () => undefined };
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

  it("is waited for longer if it is owed, and what then happens counts", async () => {
    let judged = 0;
    const link = new ScriptedLink([]);
    const told = { kind: "event", event: { seq: 1, t: 0, ...mark } } as Message;
    const noise = (): NoiseMeter => ({
      begin: () => undefined, stop: () => undefined,
      judge() {
        // What the machine held up comes while it is waited for.
        if (judged++ === 0) setImmediate(() => link.onMessage?.(told));
        return { kind: "owed", ms: 5 };
      },
    });
    const runner = new ScenarioRunner(scripted, hello, { timeoutScale: 0.01, noise, start: async () => link });
    const result = await runner.run({ scenario: waits });
    assert.deepEqual([result.outcome, result.findings, judged], ["completed", [], 1]);
  });
});
