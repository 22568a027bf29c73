import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import type { Source } from "../site.js";
import type { Covered, Holes } from "./coverage.js";

/** What the coverage lacks, from the gravest on. */
export function holesSection({ untested, unproven, once, oneFault }: Holes, source: Source): string {
  return [
    '<section class="holes" id="holes">', "<h2>What is missing</h2>", "<ul>",
    `<li id="untested"><b>${untested.length} without a scenario.</b>${reasons(untested)}</li>`,
    item("unproven", unproven, "without a faulty reactor", "nothing proves that their scenarios can fail", source),
    item("one-scenario", once, "with one scenario only",
      "what this scenario does not provoke, the kit does not see", source),
    item("one-fault", oneFault, "with one faulty reactor only",
      "another way of breaking them may pass unseen: no second fault was tried", source),
    "</ul>", "</section>",
  ].join("\n");
}

function reasons(untested: readonly Covered[]): string {
  const items = untested.map(({ requirement: { id, test } }) =>
    `<li>${link(id)}: ${escapeMarkup(sentence(test.kind === "none" ? test.reason : "There is none"))}</li>`);
  return items.length === 0 ? "" : `<ul>${items.join("")}</ul>`;
}

function sentence(text: string): string {
  const begun = `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
  return begun.endsWith(".") ? begun : `${begun}.`;
}

function item(id: string, own: readonly Covered[], what: string, meaning: string, { spec }: Source): string {
  const count = `<b>${own.length} ${what}</b>`;
  if (own.length === 0) return `<li id="${id}">${count}.</li>`;
  const chapters = spec.chapters.flatMap(({ file, headings }) => {
    const ids = own.filter(({ requirement }) => requirement.chapter === file).map(({ requirement }) => requirement.id);
    return ids.length === 0 ? [] : [`<dt>${escapeMarkup(headings[0]?.title ?? file)}, ${ids.length}</dt>`
      + `<dd>${ids.map(link).join(", ")}</dd>`];
  });
  const folded = `<details><summary>${count}: ${meaning}.</summary><dl>${chapters.join("\n")}</dl></details>`;
  return `<li id="${id}">${folded}</li>`;
}

function link(id: string): string {
  return `<a href="#${id}">${id}</a>`;
}
