import type { RequirementResult } from "../oracle/results.js";
import { failureLines, undecidedLines } from "../report/failure-lines.js";
import { failureOf } from "../report/failure.js";
import type { Report } from "../report/report.js";
import { styleOf } from "../report/style.js";

/** What a test case comes to. */
export type Outcome =
  | { readonly kind: "pass" }
  | { readonly kind: "skip" | "todo" | "fail"; readonly says: string };

/** What the case of a requirement comes to: whatever makes a subject not conform fails. */
export function outcomeOf(report: Report, result: RequirementResult): Outcome {
  const { id, level, verdict, message } = result;
  const { stale, terms } = report.result;
  switch (verdict) {
    case "pass": {
      const says = stale.find((each) => each.startsWith(`${id} `));
      return says === undefined ? { kind: "pass" } : { kind: "fail", says };
    }
    case "skip": return { kind: "skip", says: message ?? "" };
    case "deviation": return { kind: "todo", says: `a known deviation: ${message}` };
    case "error": return { kind: "fail", says: textOf(report, result) };
    case "fail":
    case "inconclusive":
      return level === "must" || (level === "should" && terms.strict)
        ? { kind: "fail", says: textOf(report, result) }
        : { kind: "todo", says: `a ${level.toUpperCase()}: ${message}` };
  }
}

function textOf(report: Report, result: RequirementResult): string {
  const failure = failureOf(report, result);
  const lines = result.verdict === "fail" ? failureLines : undecidedLines;
  return lines(failure, styleOf(false)).join("\n");
}
