import type { Change, Comparison, Difference } from "./compare.js";
import { groupOf } from "./order.js";
import type { Retest } from "./retest.js";

/** A comparison for other programs, as one JSON document. */
export function comparisonJson(comparison: Comparison, again: readonly Retest[]): string {
  const { before, after, differences } = comparison;
  return `${JSON.stringify({
    schemaVersion: 1, old: before, new: after, differences: differences.map(entry), retest: again,
  }, null, 2)}\n`;
}

function entry(difference: Difference): Readonly<Record<string, unknown>> {
  const group = groupOf(difference);
  if (difference.kind === "changed") {
    const { id, before, after, changes } = difference;
    return {
      kind: "changed", id, group, level: after.level, profile: after.profile,
      changes: changes.map((change) => ({ ...change, ...wholeTexts(change, before, after) })),
    };
  }
  const { kind, id, requirement: { level, profile, text } } = difference;
  return { kind, id, group, level, profile, text, ...(difference.kind === "removed" ? { into: difference.into } : {}) };
}

type Texts = Readonly<Record<"text" | "intent", string>> & { readonly prior: string | null };

function wholeTexts(change: Change, before: Texts, after: Texts): Readonly<Record<string, unknown>> {
  return "marks" in change ? { from: before[change.kind], to: after[change.kind] } : {};
}
