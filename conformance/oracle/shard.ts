import type { Scenario } from "../language/scenario.js";
import type { Shard } from "./results.js";

/** The scenarios of a shard, or all. */
export function inShard(scenarios: readonly Scenario[], shard: Shard | null): readonly Scenario[] {
  return shard === null ? scenarios : scenarios.filter((_, index) => index % shard.of === shard.index - 1);
}
