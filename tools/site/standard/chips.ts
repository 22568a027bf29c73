import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import type { Result } from "../../../conformance/results/result.js";
import {
  concerns, standingOf, standings, type Standing, type StandingName,
} from "../../../conformance/results/standing.js";
import type { Requirement } from "../../../spec/requirement.js";

/** The style of chips, for the pages that show them. */
export const chipsStyle = `
.chips { margin: .5rem 0; padding: 0; list-style: none; font-size: .875rem; }
.chips > li { margin: .15rem 0; padding-left: .6rem; border-left: .25rem solid var(--line); }
.chips .keeps { border-color: var(--pass); }
.chips .breaks { border-color: var(--fail); }
.chips .deviates { border-color: var(--deviation); }
.chips .stale, .chips .not-judged { border-color: var(--inconclusive); }
.chips .not-claimed { color: var(--quiet); }
.chips b { font-weight: 600; }
.chips summary { cursor: pointer; }
.chips dl { margin: .25rem 0 .5rem; }
.chips dd { margin: 0 0 .25rem 1rem; color: var(--quiet); }
`;

/** In the order in which chips stand. */
const shown = ["keeps", "deviates", "breaks", "stale", "not-judged", "not-claimed"] as const satisfies StandingName[];

type Placed = readonly [result: Result, standing: Standing];

/**
 * How each subject that a requirement speaks of stands to it, as a list with an item for each standing: those that keep
 * it by name and version alone, the others with their reasons. Behind it stand links to its rows on the other pages.
 */
export function chips(requirement: Requirement, results: readonly Result[]): string {
  const placed = placedOf(requirement, results);
  const items = shown.flatMap((name) => {
    const own = placed.filter(([, standing]) => standing.name === name);
    return own.length === 0 ? [] : [item(name, own)];
  });
  const { id } = requirement;
  const runs = placed.length === 0 ? "" : `<a href="matrix.html#${id}">Runs of the kit</a> ${daysOf(placed)} · `;
  const list = items.length === 0 ? "" : `<ul class="chips">${items.join("")}</ul>`;
  return `${list}<p class="chips-when">${runs}<a href="coverage.html#${id}">Coverage</a></p>`;
}

function daysOf(placed: readonly Placed[]): string {
  const [first, ...later] = [...new Set(placed.map(([{ date }]) => date))].sort();
  const last = later.at(-1);
  return last === undefined ? `on <time>${first}</time>` : `from <time>${first}</time> to <time>${last}</time>`;
}

/** The value of `data-verdicts`: `NAME:STANDING` of each subject that the requirement speaks of. */
export function dataVerdicts(requirement: Requirement, results: readonly Result[]): string {
  return placedOf(requirement, results).map(([{ subject }, { name }]) => `${token(subject.name)}:${name}`).join(" ");
}

/** A subject's name as it stands in `data-verdicts`, and as the value of an option of `name=reactor`. */
export function token(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, "-");
}

function placedOf(requirement: Requirement, results: readonly Result[]): readonly Placed[] {
  return results.filter((result) => concerns(requirement, result))
    .map((result) => [result, standingOf(requirement, result)] as const);
}

function item(name: StandingName, placed: readonly Placed[]): string {
  const names = placed.map(([{ subject }]) => nameOf(subject, name !== "not-claimed")).join(", ");
  const head = `<b>${standings[name].words}</b>: ${names}`;
  if (name === "keeps" || name === "not-claimed" || placed.every(([, { reason }]) => reason === null)) {
    return `<li class="${name}">${head}</li>`;
  }
  return `<li class="${name}"><details><summary>${head}</summary><dl>${reasons(placed)}</dl></details></li>`;
}

/** Each reason once, with those that it is given for. */
function reasons(placed: readonly Placed[]): string {
  const names = new Map<string, string[]>();
  for (const [{ subject }, standing] of placed) {
    const reason = reasonOf(standing);
    names.set(reason, [...names.get(reason) ?? [], escapeMarkup(subject.name)]);
  }
  return [...names].map(([reason, own]) => `<dt>${own.join(", ")}</dt><dd>${reason}</dd>`).join("");
}

function nameOf({ name, version }: Result["subject"], withVersion: boolean): string {
  return escapeMarkup(withVersion && version !== "" ? `${name} ${version}` : name);
}

/** Why, with a link where that can be read. */
export function reasonOf({ reason, link }: Standing): string {
  const source = link !== null && /^https:\/\//.test(link) ? ` <a href="${escapeMarkup(link)}">Source</a>` : "";
  return `${escapeMarkup(reason ?? "")}${source}`;
}
