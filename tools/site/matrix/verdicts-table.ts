import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import { groups, type Comparison, type Group, type Row } from "../../../conformance/results/comparison.js";
import type { Result } from "../../../conformance/results/result.js";
import { standings, type Standing } from "../../../conformance/results/standing.js";
import type { Source } from "../site.js";
import { token } from "../standard/chips.js";
import { hasReason, reasonAnchor } from "./reasons.js";
import { caption, cell, part, requirementRow, scrolling } from "./table.js";

/** What a row is filtered by where its group is meant, in one word. */
const groupWords: Readonly<Record<Group, string>> = {
  divergent: "divergent", broken: "kept-by-none", kept: "kept-by-all", open: "not-judged",
};

/** A row a requirement, a column a subject: the groups one behind the other, divergences first, each by chapters. */
export function verdictsTable({ kind, subjects, rows }: Comparison, { spec }: Source): string {
  const columns = 3 + subjects.length;
  const bodies = (Object.keys(groups) as Group[]).flatMap((group) => spec.chapters.flatMap(({ file, headings }) => {
    const own = rows.filter((row) => row.group === group && row.requirement.chapter === file);
    const title = `${groups[group]}: ${headings[0]?.title ?? file}`;
    return own.length === 0 ? [] : [part(title, columns, own.map((row) => line(row, subjects)))];
  }));
  const head = [
    '<th scope="col" data-sort="text">Requirement</th>', '<th scope="col" data-filter="level">Level</th>',
    '<th scope="col" data-filter="verdicts">Verdicts</th>', ...subjects.map(heading),
  ];
  return scrolling(`Verdicts on ${kind}`, [
    `<table class="verdicts" id="${kind}-table" data-filterable="requirements of ${kind}">`,
    caption("How each subject stands to each requirement."),
    `<thead><tr>${head.join("")}</tr></thead>`, ...bodies, "</table>",
  ].join("\n"));
}

function heading({ subject: { name, version } }: Result): string {
  return `<th scope="col" class="subject" data-filter="${token(name)}"><span>${escapeMarkup(name)}</span> `
    + `<span class="version">${escapeMarkup(version)}</span></th>`;
}

function line({ requirement: { id, level }, group, standings: own }: Row, subjects: readonly Result[]): string {
  const word = groupWords[group];
  return requirementRow(id, [
    cell(level.toUpperCase()), cell(word.replaceAll("-", " "), { classes: "group", value: word }),
    ...subjects.map((subject, index) => verdict(own[index], subject, id)),
  ]);
}

function verdict(standing: Standing | undefined, result: Result, id: string): string {
  if (standing === undefined) return cell("");
  const { words, mark } = standings[standing.name];
  const says = `<span aria-hidden="true">${mark}</span> <span class="words">${words}</span>`;
  const shown = hasReason(standing) ? `<a href="#${reasonAnchor(result, id)}">${says}</a>` : says;
  return cell(shown, { classes: standing.name, value: standing.name });
}
