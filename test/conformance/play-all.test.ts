import assert from "node:assert/strict";
import fc from "fast-check";
import { Gate } from "../../conformance/driver/gate.js";
import type { Turn } from "../../conformance/driver/turns.js";
import { playAll, type Player } from "../../conformance/driver/play-all.js";
import { scenario } from "../../conformance/language/build.js";
import type { ScenarioResult } from "../../conformance/oracle/results.js";

const turns = Array.from({ length: 12 }, (_, i): Turn => ({
  scenario: scenario({ id: `s${i}`, title: "", phases: [{}], ends: [], expect: [] }),
}));

function resultOf({ scenario: { id } }: Turn): ScenarioResult {
  return {
    scenario: id, ending: { kind: "completed" }, outcome: "completed", message: null, findings: [], trace: [],
    durationMs: 0, diagnostics: null,
  };
}

/** Players of which each turn takes as many turns of the host as the schedule says. */
function players(count: number, schedule: readonly number[], played: string[] = []): readonly Player[] {
  return Array.from({ length: count }, () => ({
    async run(turn: Turn) {
      played.push(turn.scenario.id);
      const waits = schedule[turns.indexOf(turn)] ?? 0;
      for (let i = 0; i < waits; i++) await Promise.resolve();
      return resultOf(turn);
    },
  }));
}

const options = { isLast: () => false, onProgress: () => undefined };
const schedules = fc.array(fc.nat(20), { minLength: turns.length, maxLength: turns.length });

describe("playing side by side", () => {
  it("gives the results of one player, whoever is done first", async () => {
    await fc.assert(fc.asyncProperty(schedules, fc.integer({ min: 1, max: 5 }), async (schedule, count) => {
      const results = await playAll(turns, players(count, schedule), options);
      assert.deepEqual(results.map((each) => each.scenario), turns.map((turn) => turn.scenario.id));
    }));
  });

  it("ends where one player would have ended", async () => {
    const last = fc.subarray(turns.map((turn) => turn.scenario.id), { minLength: 1 });
    await fc.assert(fc.asyncProperty(schedules, fc.integer({ min: 1, max: 5 }), last, async (schedule, count, ends) => {
      const isLast = (turn: Turn): boolean => ends.includes(turn.scenario.id);
      const results = await playAll(turns, players(count, schedule), { ...options, isLast });
      const end = turns.findIndex(isLast);
      assert.deepEqual(results.map((each) => each.scenario), turns.slice(0, end + 1).map((turn) => turn.scenario.id));
    }));
  });

  it("begins nothing more when a player breaks, and throws what it threw when the others are done", async () => {
    const played: string[] = [];
    const [slow] = players(1, [50], played);
    assert.ok(slow);
    const broken: Player = { run: () => Promise.reject(new Error("the agent broke")) };
    await assert.rejects(playAll(turns, [slow, broken], options), /the agent broke/);
    assert.deepEqual(played, ["s0"]);
  });

  it("tells how many are done, and which begins", async () => {
    const told: string[] = [];
    await playAll(turns.slice(0, 2), players(1, []), {
      ...options, onProgress: (done, total, id) => told.push(`${done}/${total} ${id}`),
    });
    assert.deepEqual(told, ["0/2 s0", "1/2 s1"]);
  });
});

describe("the gate", () => {
  it("lets nobody play beside one who plays alone", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), fc.nat(5))), async (plays) => {
      const gate = new Gate();
      let beside = 0;
      let alone = 0;
      let done = 0;
      await Promise.all(plays.map(async ([isAlone, waits]) => {
        const play = async (): Promise<void> => {
          if (isAlone) alone++;
          else beside++;
          for (let i = 0; i <= waits; i++) {
            assert.ok(isAlone ? alone === 1 && beside === 0 : alone === 0, `${alone} alone and ${beside} beside`);
            await Promise.resolve();
          }
          if (isAlone) alone--;
          else beside--;
          done++;
        };
        await (isAlone ? gate.alone(play) : gate.beside(play));
      }));
      assert.equal(done, plays.length);
    }));
  });

  it("opens again after a play that threw", async () => {
    const gate = new Gate();
    const broken = (): Promise<never> => Promise.reject(new Error("broken"));
    await assert.rejects(gate.alone(broken), /broken/);
    await assert.rejects(gate.beside(broken), /broken/);
    assert.equal(await gate.alone(() => Promise.resolve(1)), 1);
    assert.equal(await gate.beside(() => Promise.resolve(2)), 2);
  });
});
