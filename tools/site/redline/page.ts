import { dayInWords } from "../../../conformance/explain/citation-words.js";
import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import type { Comparison } from "../../../conformance/versions/compare.js";
import { groups, groupOf } from "../../../conformance/versions/order.js";
import { currentText, type StandardText } from "../../../conformance/versions/standard-text.js";
import { summary } from "../../../conformance/versions/summary.js";
import { edition } from "../../../spec/edition.js";
import { frame } from "../frame.js";
import type { Page, Source } from "../site.js";
import { stepSection } from "./step.js";
import { anchorOf, stepsOf, textsOf, titleOf, type Step } from "./steps.js";
import { redlineStyle } from "./style.js";

/** What changed from each published version to the next, and from the last one to the present text. */
export function redlinePage(source: Source): Page {
  const texts = textsOf(source.spec.published);
  const steps = stepsOf(texts);
  const present = new Set(currentText().requirements.map(({ id }) => id));
  return frame({
    name: "redline.html",
    title: `Changes of the Reactor Standard ${edition.version}`,
    description: "What changed from each version of the Reactor Standard to the next, by requirement.",
    styles: [redlineStyle],
    main: [
      "<h1>Changes</h1>",
      '<p class="lead">What changed from each version of the standard to the next, by the ids of its requirements: '
        + "levels first, then sentences, with the words marked that were <del>removed</del> and <ins>added</ins>. At the "
        + "end of each step stands what those who claim a profile have to test again.</p>",
      versionList(texts, steps),
      choice(steps.map(({ comparison }) => comparison)),
      ...steps.map((step) => stepSection(step, present)),
      "<p>Any two versions can be compared on the command line: <code>reactor-standard diff OLD NEW</code>.</p>",
    ].join("\n"),
  }, source);
}

function versionList(texts: readonly StandardText[], steps: readonly Step[]): string {
  const items = texts.toReversed().map((text) => {
    const step = steps.find((each) => each.text === text);
    const title = escapeMarkup(titleOf(text));
    const name = step === undefined ? `<b>${title}</b>` : `<a href="#${anchorOf(text)}"><b>${title}</b></a>`;
    const what = step === undefined ? "the first" : summary(step.comparison);
    return `<li>${name} <span class="day"><time datetime="${text.date}">${dayInWords(text.date)}</time>, `
      + `${text.requirements.length} requirements</span> <span class="what">${what}</span></li>`;
  });
  return `<ul class="versions">\n${items.join("\n")}\n</ul>`;
}

/** Radio buttons, one a kind of change that there is: the style shows what the one that is chosen is for. */
function choice(comparisons: readonly Comparison[]): string {
  const all = comparisons.flatMap(({ differences }) => differences);
  const button = (value: string, words: string): string =>
    `<label><input type="radio" name="show" value="${value}"${value === "all" ? " checked" : ""}> ${words}</label>`;
  const kinds = groups.flatMap(({ name, title }) => {
    const count = all.filter((each) => groupOf(each) === name).length;
    return count === 0 ? [] : [button(name, `${title} <span class="number">${count}</span>`)];
  });
  return [
    '<fieldset class="choice">', "<legend>Show</legend>",
    button("all", `Everything <span class="number">${all.length}</span>`), ...kinds,
    button("again", "To be tested again"),
    "</fieldset>",
  ].join("\n");
}
