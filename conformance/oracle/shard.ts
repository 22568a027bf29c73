import type { Scenario } from "../language/scenario.js";
import type { ScenarioResult, Shard } from "./results.js";

/** The scenarios of a shard, or all. */
export function inShard(scenarios: readonly Scenario[], shard: Shard | null): readonly Scenario[] {
  return shard === null ? scenarios : scenarios.filter((_, index) => index % shard.of === shard.index - 1);
}

/** The results in the order of their scenarios, and each scenario's in that of its rounds. */
export function inOrderOf(
  scenarios: readonly Scenario[], results: readonly ScenarioResult[],
): readonly ScenarioResult[] {
  const place = new Map(scenarios.map(({ id }, index) => [id, index]));
  return [...results].sort((one, other) => (place.get(one.scenario) ?? 0) - (place.get(other.scenario) ?? 0)
    || (one.repeat ?? 1) - (other.repeat ?? 1));
}
