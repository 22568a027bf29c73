import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import { groups, type Comparison, type Group, type Row } from "../../../conformance/results/comparison.js";
import type { Result } from "../../../conformance/results/result.js";
import { standings, type Standing } from "../../../conformance/results/standing.js";
import type { Source } from "../site.js";
import { hasReason, reasonAnchor } from "./reasons.js";
import { scrolling } from "./scrolling.js";

/** What a row is filtered by where its group is meant, in one word. */
const groupWords: Readonly<Record<Group, string>> = {
  divergent: "divergent", broken: "kept-by-none", kept: "kept-by-all", open: "not-judged",
};

/** A row a requirement, a column a subject: the groups one behind the other, divergences first, each by chapters. */
export function verdictsTable({ kind, subjects, rows }: Comparison, { spec }: Source): string {
  const bodies = (Object.keys(groups) as Group[]).flatMap((group) => spec.chapters.flatMap(({ file, headings }) => {
    const own = rows.filter((row) => row.group === group && row.requirement.chapter === file);
    return own.length === 0 ? [] : [body(`${groups[group]}: ${headings[0]?.title ?? file}`, own, subjects)];
  }));
  return scrolling(`Verdicts on ${kind}`, [
    `<table class="verdicts" id="${kind}-table" data-filterable="requirements">`,
    `<caption>How each subject stands to each requirement.</caption>`,
    `<thead><tr><th scope="col" data-sort="text">Requirement</th><th scope="col" data-filter="level">Level</th>`
      + `<th scope="col" data-filter="verdicts">Verdicts</th>${subjects.map(heading).join("")}</tr></thead>`,
    ...bodies, "</table>",
  ].join("\n"));
}

function heading({ subject: { name, version } }: Result): string {
  const key = name.replaceAll(/[^\w-]+/g, "-");
  return `<th scope="col" class="subject" data-filter="${key}"><span>${escapeMarkup(name)}</span> `
    + `<span class="version">${escapeMarkup(version)}</span></th>`;
}

function body(title: string, rows: readonly Row[], subjects: readonly Result[]): string {
  const head = `<tr class="part"><th scope="rowgroup" colspan="${subjects.length + 3}">${escapeMarkup(title)}</th></tr>`;
  return `<tbody>${head}\n${rows.map((row) => line(row, subjects)).join("\n")}\n</tbody>`;
}

function line({ requirement: { id, level }, group, standings: own }: Row, subjects: readonly Result[]): string {
  const cells = subjects.map((subject, index) => cell(own[index], subject, id)).join("");
  return `<tr id="${id}"><th scope="row"><a href="spec.html#${id}">${id}</a></th><td>${level.toUpperCase()}</td>`
    + `<td class="group" data-value="${groupWords[group]}">${groupWords[group].replaceAll("-", " ")}</td>${cells}</tr>`;
}

function cell(standing: Standing | undefined, result: Result, id: string): string {
  if (standing === undefined) return "<td></td>";
  const { words, mark } = standings[standing.name];
  const says = `<span aria-hidden="true">${mark}</span> <span class="words">${words}</span>`;
  const shown = hasReason(standing) ? `<a href="#${reasonAnchor(result, id)}">${says}</a>` : says;
  return `<td class="${standing.name}" data-value="${standing.name}">${shown}</td>`;
}
