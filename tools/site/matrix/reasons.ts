import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import type { Comparison } from "../../../conformance/results/comparison.js";
import type { Result } from "../../../conformance/results/result.js";
import { standings, type Standing } from "../../../conformance/results/standing.js";
import { reasonOf, token } from "../standard/chips.js";

/** Whether the page says why a subject stands so. That a profile is not claimed, its row among the subjects says. */
export function hasReason({ name, reason }: Standing): boolean {
  return reason !== null && name !== "keeps" && name !== "not-claimed";
}

/** Where on the page the reason is, as a fragment. */
export function reasonAnchor({ subject }: Result, id: string): string {
  return `why-${token(subject.name)}-${id}`;
}

/** Why a subject does not keep what it does not, and why on others there is no verdict. */
export function reasonsOf({ subjects, rows }: Comparison, result: Result): string {
  const column = subjects.indexOf(result);
  const items = rows.flatMap(({ requirement: { id }, standings: own }) => {
    const standing = own[column];
    if (standing === undefined || !hasReason(standing)) return [];
    return [`<dt id="${reasonAnchor(result, id)}"><a href="#${id}">${id}</a> ${standings[standing.name].words}</dt>`
      + `<dd>${reasonOf(standing)}</dd>`];
  });
  if (items.length === 0) return "";
  const { name, version } = result.subject;
  return `<details class="reasons"><summary>${escapeMarkup(`${name} ${version}`.trim())}: ${items.length} `
    + `${items.length === 1 ? "reason" : "reasons"}</summary>\n<dl>\n${items.join("\n")}\n</dl></details>`;
}
