import { createHash } from "node:crypto";
import type { Scenario } from "../language/scenario.js";
import type { RunTerms } from "../oracle/results.js";

/** One time that a scenario is to be played. */
export interface Turn {
  readonly scenario: Scenario;
  /** Which time, from 1; absent where nothing is repeated. */
  readonly repeat?: number;
  /** What a simulated subject draws its chances from; without it, that is up to the subject. */
  readonly seed?: number;
}

/** Each scenario once a round, in the order that the round's seed gives: the seed itself, then one more each time. */
export function turnsOf(
  scenarios: readonly Scenario[],
  { repeat, seed }: Pick<RunTerms, "repeat" | "seed">,
): readonly Turn[] {
  return Array.from({ length: repeat }, (_, round): readonly Turn[] => {
    const drawn = seed === null ? null : seed + round;
    const inOrder = drawn === null ? scenarios : shuffled(scenarios, drawn);
    const common = { ...(repeat === 1 ? {} : { repeat: round + 1 }), ...(drawn === null ? {} : { seed: drawn }) };
    return inOrder.map((scenario) => ({ scenario, ...common }));
  }).flat();
}

/** By digests of the ids: two scenarios come in the same order, whatever else is played. */
function shuffled(scenarios: readonly Scenario[], seed: number): readonly Scenario[] {
  const keys = new Map(scenarios.map(({ id }) => [id, createHash("sha256").update(`${seed} ${id}`).digest("hex")]));
  const keyOf = ({ id }: Scenario): string => keys.get(id) ?? "";
  return [...scenarios].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}
