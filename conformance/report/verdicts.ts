import type { RequirementResult, RunResult, Verdict } from "../oracle/results.js";
import type { Report } from "./report.js";

/** The verdicts, in the order in which they are counted. */
export const verdicts: readonly Verdict[] = ["pass", "fail", "deviation", "inconclusive", "error", "skip"];

/** The results by area, the first word of their ids, in the order of the chapters. */
export function byArea<Result extends { readonly id: string }>(
  results: readonly Result[],
): (readonly [area: string, results: readonly Result[]])[] {
  const areas = new Map<string, Result[]>();
  for (const result of results) {
    const area = result.id.split(".")[0] ?? result.id;
    const own = areas.get(area);
    if (own === undefined) areas.set(area, [result]);
    else own.push(result);
  }
  return [...areas];
}

/** "3 pass, 1 fail": verdicts counted, those that were not given left out. */
export function counts(results: readonly { readonly verdict: Verdict }[]): string {
  return verdicts
    .map((verdict) => [results.filter((each) => each.verdict === verdict).length, verdict] as const)
    .filter(([count]) => count > 0)
    .map(([count, verdict]) => `${count} ${verdict}`)
    .join(", ");
}

const conclusions = {
  0: "conforms", 1: "does not conform", 3: "no verdict: the kit or the agent broke", 4: "no verdict: nothing ran",
} as const;

/** What a run came to, in words, and the verdict that they weigh as. */
export function conclusionOf(
  { exitCode, summary, terms }: RunResult,
): { readonly says: string; readonly weight: Verdict } {
  if (exitCode !== 0) return { says: conclusions[exitCode], weight: "fail" };
  if (terms.shard !== null) return { says: "shows nothing amiss in this shard", weight: "pass" };
  if (summary.deviation === 0) return { says: conclusions[0], weight: "pass" };
  return { says: "does not conform, in the ways that are known and in no other", weight: "deviation" };
}

/** Whether what is told of a requirement that did not pass makes the subject not conform, or gives no verdict on it. */
export function countsAgainst(
  { level, verdict }: Pick<RequirementResult, "level" | "verdict">, { terms }: RunResult,
): boolean {
  return verdict === "error" || level === "must" || (terms.strict && level === "should");
}

/** What speaks against the run as a whole, and against no requirement. */
export function remarks({ result }: Report): readonly string[] {
  return [...result.stale, ...(result.exitCode === 4 ? ["nothing was judged"] : [])];
}
