import { dayInWords } from "../../../conformance/explain/citation-words.js";
import { grouped, type Group } from "../../../conformance/versions/order.js";
import { retests, type Retest } from "../../../conformance/versions/retest.js";
import type { StandardText, VersionedRequirement } from "../../../conformance/versions/standard-text.js";
import { chapterTitle } from "../../spec/chapter-title.js";
import { changedArticle, facts, idLink, removedItem, sentence } from "./difference.js";
import { anchorOf, titleOf, type Step } from "./steps.js";

/** One step from a version to the next; markup. `present` are the ids that the page of the standard has. */
export function stepSection({ former, text, comparison }: Step, present: ReadonlySet<string>): string {
  const again = retests(comparison, text.requirements);
  return [
    `<section class="step" id="${anchorOf(text)}">`,
    `<h2>${former.version} <span aria-hidden="true">→</span><span class="unseen"> to </span> ${titleOf(text)}</h2>`,
    `<p class="days">${former.date === text.date ? day(text) : `${day(former)} to ${day(text)}`}</p>`,
    ...(comparison.differences.length === 0 ? ["<p>Nothing has changed.</p>"] : []),
    ...grouped(comparison).map((group) => groupSection(group, present)),
    againSection(again, text.version, present),
    "</section>",
  ].join("\n");
}

function day({ date }: StandardText): string {
  return `<time datetime="${date}">${dayInWords(date)}</time>`;
}

function groupSection(group: Group, present: ReadonlySet<string>): string {
  const { name, title, differences } = group;
  return [
    `<section class="group" data-group="${name}">`,
    `<h3>${title} <span class="number">${differences.length}</span></h3>`,
    ...(name === "added" ? addedLists(group, present) : differences.map((each) =>
      each.kind === "changed" ? changedArticle(each, present) : removedItem(each, present))),
    "</section>",
  ].join("\n");
}

/** So many as come with a new profile are opened a chapter at a time. */
function addedLists({ differences }: Group, present: ReadonlySet<string>): readonly string[] {
  const added = differences.flatMap((each) => each.kind === "added" ? [each.requirement] : []);
  const chapters = [...new Set(added.map(({ chapter }) => chapter))];
  return chapters.map((chapter) => {
    const own = added.filter((each) => each.chapter === chapter);
    return [
      `<details${own.length <= FEW ? " open" : ""}>`,
      `<summary>${chapterTitle(chapter)} <span class="number">${own.length}</span></summary>`,
      `<ul class="added">${own.map((each) => addedItem(each, present)).join("\n")}</ul>`,
      "</details>",
    ].join("\n");
  });
}

const FEW = 6;

function addedItem(requirement: VersionedRequirement, present: ReadonlySet<string>): string {
  return `<li><p class="head">${idLink(requirement.id, present)} ${facts(requirement)}</p>`
    + `<p class="sentence">${sentence(requirement.text)}</p></li>`;
}

function againSection(again: readonly Retest[], version: string, present: ReadonlySet<string>): string {
  const title = '<section class="group" data-group="again">\n<h3>To be tested again</h3>';
  if (again.length === 0) {
    return `${title}\n<p>Nothing: no MUST or SHOULD is new or may be stricter.</p>\n</section>`;
  }
  return [
    title,
    `<p>By those who claim the profile, with the kit of ${version}; SUBJECT stands for the reactor, the shim or the `
      + "agent.</p>",
    ...again.map(({ profile, requirements, whole, command }) => [
      '<div class="again">',
      `<h4>${profile} <span class="number">${requirements.length} ${requirements.length === 1 ? "requirement"
        : "requirements"}${whole ? ", all of it" : ""}</span></h4>`,
      `<pre tabindex="0"><code>${command}</code></pre>`,
      "<details><summary>Which they are, and why</summary>",
      `<ul class="ids">${requirements.map(({ id, why }) => `<li>${idLink(id, present)} <small>${why}</small></li>`)
        .join("\n")}</ul>`,
      "</details>",
      "</div>",
    ].join("\n")),
    "</section>",
  ].join("\n");
}
