import type { RequirementResult, Verdict } from "./results.js";

/** From the gravest to the best. */
const gravity: readonly Verdict[] = ["fail", "error", "inconclusive", "skip", "deviation", "pass"];

const verbOf: Readonly<Record<Exclude<Verdict, "pass">, string>> = {
  fail: "failed", error: "could not be judged", inconclusive: "was inconclusive", skip: "was skipped",
  deviation: "deviated",
};

/**
 * What one requirement came to in several rounds: the gravest of its verdicts, and how often it got which. A requirement
 * has passed only if it passed every time.
 */
export function overRounds(rounds: readonly RequirementResult[]): RequirementResult {
  const verdict = gravest(rounds.map((round) => round.verdict));
  const [first] = rounds.filter((round) => round.verdict === verdict);
  if (first === undefined) throw new TypeError("there is no round");
  const outcomes: Partial<Record<Verdict, number>> = {};
  for (const round of rounds) outcomes[round.verdict] = (outcomes[round.verdict] ?? 0) + 1;
  return {
    ...first, outcomes, message: messageOver(first, outcomes[verdict] ?? 0, rounds.length),
    scenarios: first.scenarios.map(({ id }) => ({
      id, verdict: gravest(rounds.flatMap((round) => round.scenarios.filter((each) => each.id === id))
        .map((each) => each.verdict)),
    })),
    findings: [...new Set(rounds.flatMap((round) => round.findings))],
  };
}

/** What is skipped each time is skipped whatever the rounds show. */
function messageOver({ verdict, message }: RequirementResult, times: number, of: number): string | null {
  if (verdict === "pass" || (verdict === "skip" && times === of)) return message;
  return `${verbOf[verdict]} ${times} of ${of} times: ${message}`;
}

function gravest(verdicts: readonly Verdict[]): Verdict {
  return gravity.find((each) => verdicts.includes(each)) ?? "pass";
}
