import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import { bindsReactors } from "../../../spec/requirement.js";
import { caption, cell, part, requirementRow, scrolling } from "../matrix/table.js";
import type { Source } from "../site.js";
import { isTested, numberOfScenarios, type Covered } from "./coverage.js";

/** More than these fold. */
const MOST_LISTED = 4;

/** Every requirement with its scenarios and its faulty reactors, by chapters. */
export function requirementsTable(covered: readonly Covered[], { spec }: Source): string {
  const head = [
    '<th scope="col" data-sort="text">Requirement</th>', '<th scope="col" data-filter="level">Level</th>',
    '<th scope="col" data-filter="holes">Holes</th>', '<th scope="col" data-sort="number">Scenarios</th>',
    '<th scope="col" data-sort="number">Faulty reactors</th>',
  ];
  const bodies = spec.chapters.flatMap(({ file, headings }) => {
    const own = covered.filter(({ requirement }) => requirement.chapter === file);
    return own.length === 0 ? [] : [part(headings[0]?.title ?? file, head.length, own.map(row))];
  });
  return scrolling("Coverage by requirement", [
    '<table class="covered stacked" id="covered" data-filterable="requirements">',
    caption("What checks each requirement, and what proves it."),
    `<thead><tr>${head.join("")}</tr></thead>`, ...bodies, "</table>",
  ].join("\n"));
}

function row(covered: Covered): string {
  const { requirement: { id, level }, faults } = covered;
  const holes = holesIn(covered);
  const shown = holes.map((each) => `<span class="hole">${each.replaceAll("-", " ")}</span>`).join(", ");
  return requirementRow(id, [
    cell(level.toUpperCase(), { label: "Level" }),
    cell(shown, { label: "Holes", value: holes.join(" ") || "none" }),
    cell(scenariosOf(covered), { label: "Scenarios", value: numberOfScenarios(covered) }),
    cell(list(faults.map((each) => escapeMarkup(each))), { label: "Faulty reactors", value: faults.length }),
  ]);
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
  return list(scenarios.map(({ id, title }) => `<code>${id}</code>: ${escapeMarkup(title)}`)) + more;
}

/** A few are listed; many fold. */
function list(items: readonly string[]): string {
  if (items.length === 0) return "";
  const all = `<ul>${items.map((each) => `<li>${each}</li>`).join("")}</ul>`;
  return items.length <= MOST_LISTED ? all : `<details><summary>${items.length}</summary>${all}</details>`;
}
