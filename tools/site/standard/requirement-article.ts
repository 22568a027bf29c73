import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import type { Result } from "../../../conformance/results/result.js";
import type { Requirement } from "../../../spec/requirement.js";
import { withLabel, type WrittenRequirement } from "./chapter.js";
import { chips, dataVerdicts } from "./chips.js";
import { citations } from "./citations.js";
import { evidence } from "./evidence.js";
import type { UsePlace } from "./uses.js";

/** What a requirement is shown with, beside what its chapter says. */
export interface Surroundings {
  readonly requirement: Requirement;
  readonly results: readonly Result[];
  /** Where other parts of the text refer to it. */
  readonly uses: readonly UsePlace[];
}

/** One requirement, under a heading of the level `depth`; markup. */
export function requirementArticle(written: WrittenRequirement, depth: number, around: Surroundings): string {
  const { requirement, results, uses } = around;
  const { id, level, profile } = requirement;
  const heading = `h${Math.min(depth, 6)}`;
  return `${[
    `<article class="requirement" id="${id}" data-level="${level}" data-profile="${profile}"`
      + ` data-verdicts="${escapeMarkup(dataVerdicts(requirement, results))}">`,
    ...requirement.aliases.map((alias) => `<span id="${alias}"></span>`),
    '<header class="head">',
    `<${heading}><a class="permalink" href="#${id}">${id}</a></${heading}>`,
    '<button type="button" class="copy" data-copy="link" hidden>Copy link'
      + `<span class="unseen"> to ${id}</span></button>`,
    facts(requirement),
    "</header>",
    `<p class="sentence">${written.sentence}</p>`,
    labelled("intent", "Intent", written.intent),
    ...(written.prior === null ? [] : [labelled("prior", "Prior art", written.prior)]),
    ...written.notes.map((note) => labelled("note", "Note", note)),
    chips(requirement, results),
    '<div class="more">',
    evidence(requirement),
    ...(uses.length === 0 ? [] : [referrers(uses)]),
    citations(requirement),
    "</div>",
    "</article>",
  ].filter((part) => part !== "").join("\n")}\n`;
}

function facts({ level, profile, binding, since, aliases }: Requirement): string {
  return [
    '<ul class="facts">',
    `<li class="level ${level}">${level.toUpperCase()}</li>`,
    `<li>profile <b>${profile}</b></li>`,
    ...(binding === undefined ? [] : ["<li>TypeScript binding alone</li>"]),
    `<li>since ${since}</li>`,
    ...aliases.map((alias) => `<li>formerly <code>${alias}</code></li>`),
    "</ul>",
  ].join("");
}

function labelled(kind: string, label: string, markup: string): string {
  return `<div class="${kind}">${withLabel(label, markup)}</div>`;
}

function referrers(uses: readonly UsePlace[]): string {
  return `<details class="referrers"><summary>Referred to ${uses.length === 1 ? "once" : `in ${uses.length} places`}`
    + `</summary>\n${useList(uses)}\n</details>`;
}

/** Places as a list of links; markup. */
export function useList(uses: readonly UsePlace[]): string {
  return `<ul class="uses">${uses.map(useLink).map((link) => `<li>${link}</li>`).join("")}</ul>`;
}

export function useLink({ anchor, kind, title }: UsePlace): string {
  return `<a href="#${anchor}"${kind === "requirement" ? ' class="id"' : ""}>${escapeMarkup(title)}</a>`;
}
