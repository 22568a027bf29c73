import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import type { Result } from "../../../conformance/results/result.js";
import { standings } from "../../../conformance/results/standing.js";
import { levels, requirementProfiles } from "../../../spec/requirement.js";
import { token } from "./chips.js";

/** The search, and the filters of requirements. Only scripts can use it, and so only they show it; markup. */
export function filters(results: readonly Result[]): string {
  return [
    '<form id="filters" role="search" hidden>',
    '<label class="search"><span class="unseen">Words that a requirement has</span>'
      + '<input type="search" name="q" autocomplete="off" spellcheck="false" placeholder="Filter by words"></label>',
    '<details class="choices"><summary>By level, profile, verdict</summary>',
    boxes("level", "Level", levels.map((level) => [level, level.toUpperCase()])),
    boxes("profile", "Profile", requirementProfiles.map((profile) => [profile, profile])),
    '<fieldset class="selects"><legend>What a run of the kit has shown</legend>',
    select("reactor", "Reactor", results.map(({ subject }) => [token(subject.name), subject.name])),
    select("verdict", "Verdict", Object.entries(standings).map(([name, { words }]) => [name, words])),
    "</fieldset>",
    '<button type="reset">Show all</button>',
    "</details>",
    '<p id="count" role="status"></p>',
    "</form>",
  ].join("\n");
}

type Choice = readonly [value: string, label: string];

function boxes(name: string, legend: string, choices: readonly Choice[]): string {
  return `<fieldset><legend>${legend}</legend>${choices.map(([value, label]) =>
    `<label><input type="checkbox" name="${name}" value="${value}"> ${label}</label>`).join("")}</fieldset>`;
}

function select(name: string, label: string, choices: readonly Choice[]): string {
  return `<label>${label} <select name="${name}">${[["", "any"] as const, ...choices].map(([value, text]) =>
    `<option value="${escapeMarkup(value)}">${escapeMarkup(text)}</option>`).join("")}</select></label>`;
}
