import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import { levels } from "../../../spec/requirement.js";
import { caption, scrolling } from "../matrix/table.js";
import type { Source } from "../site.js";
import { countsByLevel, isTested, percentOf, type Count, type Covered } from "./coverage.js";

/** Each chapter with how many of its requirements are tested, level by level, and the percentages rounded down. */
export function chaptersTable(covered: readonly Covered[], { spec }: Source): string {
  const rows = spec.chapters.flatMap(({ file, headings }) => {
    const own = covered.filter(({ requirement }) => requirement.chapter === file);
    const [heading] = headings;
    return own.length === 0 ? [] : [row(link(heading?.title ?? file, heading?.anchor ?? null), own)];
  });
  return scrolling("Coverage by chapter", [
    '<table class="chapters">',
    caption("Requirements that are tested, of those that there are. Percentages are rounded down: 100 % means all."),
    `<thead><tr><th scope="col">Chapter</th>${levels.map((each) =>
      `<th scope="col" class="number">${each.toUpperCase()}</th>`).join("")}<th scope="col" class="number">All</th>`
      + '<th scope="col" class="number">Scenarios</th><th scope="col" class="number">Faulty reactors</th></tr></thead>',
    `<tbody>${rows.join("\n")}</tbody>`,
    `<tfoot>${row("All chapters", covered)}</tfoot></table>`,
  ].join("\n"));
}

function link(title: string, anchor: string | null): string {
  return anchor === null ? escapeMarkup(title) : `<a href="spec.html#${anchor}">${escapeMarkup(title)}</a>`;
}

function row(title: string, own: readonly Covered[]): string {
  const byLevel = countsByLevel(own);
  const all = { all: own.length, tested: own.filter(isTested).length };
  const scenarios = new Set(own.flatMap(({ scenarios: each }) => each.map(({ id }) => id))).size;
  const faults = own.reduce((sum, { faults: each }) => sum + each.length, 0);
  return `<tr><th scope="row">${title}</th>${[...levels.map((level) => byLevel[level]), all].map(cell).join("")}`
    + `<td class="number">${scenarios}</td><td class="number">${faults}</td></tr>`;
}

function cell(count: Count): string {
  const percent = percentOf(count);
  if (percent === null) return '<td class="number none">none</td>';
  const hole = percent === 100 ? "" : " hole";
  return `<td class="number${hole}">${count.tested} of ${count.all}, ${percent} %</td>`;
}
