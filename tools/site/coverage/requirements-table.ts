import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import { bindsReactors } from "../../../spec/requirement.js";
import { scrolling } from "../matrix/scrolling.js";
import type { Source } from "../site.js";
import { isTested, numberOfScenarios, type Covered } from "./coverage.js";

/** Every requirement with its scenarios and its faulty reactors, by chapters. */
export function requirementsTable(covered: readonly Covered[], { spec }: Source): string {
  const bodies = spec.chapters.flatMap(({ file, headings }) => {
    const own = covered.filter(({ requirement }) => requirement.chapter === file);
    if (own.length === 0) return [];
    const title = escapeMarkup(headings[0]?.title ?? file);
    return [`<tbody><tr class="part"><th scope="rowgroup" colspan="5">${title}</th></tr>\n${own.map(row).join("\n")}\n</tbody>`];
  });
  return scrolling("Coverage by requirement", [
    '<table class="covered" id="covered" data-filterable="requirements">',
    "<caption>What checks each requirement, and what proves it.</caption>",
    '<thead><tr><th scope="col" data-sort="text">Requirement</th><th scope="col" data-filter="level">Level</th>'
      + '<th scope="col" data-filter="holes">Holes</th><th scope="col" data-sort="number">Scenarios</th>'
      + '<th scope="col" data-sort="number">Faulty reactors</th></tr></thead>',
    ...bodies, "</table>",
  ].join("\n"));
}

function row(covered: Covered): string {
  const { requirement: { id, level }, faults } = covered;
  const holes = holesIn(covered);
  return `<tr id="${id}"><th scope="row"><a href="spec.html#${id}">${id}</a></th><td>${level.toUpperCase()}</td>`
    + `<td data-value="${holes.join(" ") || "none"}">${holes.map((each) =>
      `<span class="hole">${each.replaceAll("-", " ")}</span>`).join("<br>")}</td>`
    + `<td data-value="${numberOfScenarios(covered)}">${scenariosOf(covered)}</td>`
    + `<td data-value="${faults.length}">${list(faults.map((each) => `<li>${escapeMarkup(each)}</li>`))}</td></tr>`;
}

/** What it lacks, each in one word. */
function holesIn(covered: Covered): readonly string[] {
  const { faults } = covered;
  if (!isTested(covered)) return ["no-scenario"];
  return [
    ...(faults.length === 0 ? ["no-fault"] : []),
    ...(numberOfScenarios(covered) === 1 ? ["one-scenario"] : []),
    ...(faults.length === 1 ? ["one-fault"] : []),
  ];
}

function scenariosOf({ requirement, scenarios, variants }: Covered): string {
  const { test } = requirement;
  if (test.kind === "none") return `none: ${escapeMarkup(test.reason)}`;
  if (!bindsReactors(requirement)) return "the check of an agent, before its reactor is judged";
  if (scenarios.length === 0) return `${variants} of other chapters, played over such connections`;
  const more = variants === 0 ? "" : `<span class="quiet">and ${variants} of the same over other connections</span>`;
  return list(scenarios.map(({ id, title }) => `<li><code>${id}</code>: ${escapeMarkup(title)}</li>`)) + more;
}

/** A few are listed; many fold. */
function list(items: readonly string[]): string {
  if (items.length === 0) return "";
  const all = `<ul>${items.join("")}</ul>`;
  return items.length <= 4 ? all : `<details><summary>${items.length}</summary>${all}</details>`;
}
