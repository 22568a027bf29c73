import assert from "node:assert/strict";
import fc from "fast-check";
import { turnsOf, type Turn } from "../../conformance/driver/turns.js";
import { scenario } from "../../conformance/language/build.js";
import type { Scenario } from "../../conformance/language/scenario.js";
import { inShard } from "../../conformance/oracle/shard.js";

const someScenarios = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 30 }).map((ids) =>
  ids.map((id) => scenario({ id, title: "", phases: [{}], ends: [], expect: [] })));
const seeds = fc.nat();

function played(turns: readonly Turn[]): readonly string[] {
  return turns.map((turn) => turn.scenario.id);
}

function idsOf(scenarios: readonly Scenario[]): readonly string[] {
  return scenarios.map(({ id }) => id);
}

describe("the turns of a run", () => {
  it("has each scenario in exactly one shard, in its order", () => {
    fc.assert(fc.property(someScenarios, fc.integer({ min: 1, max: 40 }), (scenarios, of) => {
      const shards = Array.from({ length: of }, (_, i) => inShard(scenarios, { index: i + 1, of }));
      const order = new Map(scenarios.map((each, index) => [each, index]));
      for (const shard of shards) {
        const places = shard.map((each) => order.get(each) ?? -1);
        assert.deepEqual(places, [...places].sort((a, b) => a - b));
      }
      assert.deepEqual([...idsOf(shards.flat())].sort(), [...idsOf(scenarios)].sort());
      const sizes = shards.map((shard) => shard.length);
      assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
    }));
  });

  it("plays each scenario once a round, in the order of the standard unless a seed is given", () => {
    fc.assert(fc.property(someScenarios, fc.integer({ min: 1, max: 5 }), (scenarios, repeat) => {
      const turns = turnsOf(scenarios, { repeat, seed: null });
      const rounds = Array.from({ length: repeat }, () => idsOf(scenarios));
      assert.deepEqual(played(turns), rounds.flat());
      assert.ok(turns.every((turn) => turn.seed === undefined && (turn.repeat === undefined) === (repeat === 1)));
    }));
  });

  it("plays a round again by its own seed", () => {
    fc.assert(fc.property(someScenarios, seeds, fc.integer({ min: 2, max: 4 }), (scenarios, seed, repeat) => {
      const turns = turnsOf(scenarios, { repeat, seed });
      for (let round = 1; round <= repeat; round++) {
        const own = turns.filter((turn) => turn.repeat === round);
        assert.deepEqual(own.map((turn) => turn.seed), scenarios.map(() => seed + round - 1));
        const again = turnsOf(scenarios, { repeat: 1, seed: seed + round - 1 });
        assert.deepEqual(played(again), played(own));
        assert.deepEqual([...played(again)].sort(), [...idsOf(scenarios)].sort());
      }
    }));
  });

  it("keeps the order of a seed when fewer scenarios are played", () => {
    fc.assert(fc.property(someScenarios, seeds, fc.func(fc.boolean()), (scenarios, seed, isPlayed) => {
      const all = played(turnsOf(scenarios, { repeat: 1, seed }));
      const some = played(turnsOf(scenarios.filter(({ id }) => isPlayed(id)), { repeat: 1, seed }));
      assert.deepEqual(some, all.filter((id) => isPlayed(id)));
    }));
  });

  it("has another order for another seed", () => {
    const scenarios = Array.from({ length: 20 }, (_, i) =>
      scenario({ id: `s${i}`, title: "", phases: [{}], ends: [], expect: [] }));
    const order = (seed: number): string => played(turnsOf(scenarios, { repeat: 1, seed })).join();
    assert.notEqual(order(1), order(2));
    assert.equal(order(1), order(1));
  });
});
