import type { RequirementResult, RunTerms } from "../oracle/results.js";

/** What of the scenarios was played, and how; null if that is each of them once, in the order of the standard. */
export function playedHow({ shard, repeat, seed }: RunTerms): string | null {
  const how = [
    ...(shard === null ? [] : [`shard ${shard.index} of ${shard.of}`]),
    ...(seed === null ? [] : [repeat === 1 ? `seed ${seed}` : `seeds ${seed} to ${seed + repeat - 1}`]),
    ...(repeat === 1 ? [] : [`${repeat} times`]),
  ];
  return how.length === 0 ? null : how.join("; ");
}

/** How often a requirement got the verdict that it has; null where nothing was repeated. */
export function howOften({ verdict, outcomes }: RequirementResult): string | null {
  if (outcomes === undefined) return null;
  const rounds = Object.values(outcomes).reduce((sum, times) => sum + times, 0);
  return `${outcomes[verdict] ?? 0} of ${rounds} times`;
}
