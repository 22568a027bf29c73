import assert from "node:assert/strict";
import { XMLParser } from "fast-xml-parser";
import { explanation } from "../../conformance/explain/explanation.js";
import { explanationText } from "../../conformance/explain/explanation-text.js";
import { keptResults } from "../../conformance/results/kept-results.js";
import { scenarios } from "../../conformance/scenarios/index.js";
import { requirements } from "../../spec/requirements.js";
import { evidence } from "../../tools/site/standard/evidence.js";

const pages = requirements.map((requirement) => [requirement, evidence(requirement)] as const);

/** The words of a markup, without its drawings and what only leads there. */
function wordsOf(markup: string): string {
  const text = markup.replaceAll(/<details><summary>A run of it<\/summary>|<p class="elsewhere">.*?<\/p>/g, "")
    .replaceAll(/<figure class="sequence">[\s\S]*?<\/figure>/g, "")
    .replaceAll(/<\/?(code|a)\b[^>]*>/g, "").replaceAll(/<[^>]+>/g, " ");
  return normalised(text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
}

/** As one line, without what only a page or only a terminal has between its parts. */
function normalised(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** What the command prints of how a requirement is checked and proved. */
function printed(text: string): string {
  const from = text.indexOf("\nChecked by\n") + "\nChecked by\n".length;
  const to = text.indexOf("\nRead it at\n");
  return normalised(text.slice(from, to).replace(/\nWho keeps it\n[\s\S]*(?=\nSee for yourself\n)/, "\n")
    .replace("\nSee for yourself\n", "\nSee for yourself:\n"));
}

/** The words of a page's evidence behind its summary, in the words of the command. */
function shown(markup: string): string {
  return wordsOf(markup.replace(/<summary>.*?<\/summary>/, "")).replace(/^No scenario/, "no scenario")
    .replace(/^The (check of an agent, before its reactor is judged)\./, "the $1");
}

describe("the evidence of a requirement", () => {
  it("is the same text on the page and at the command line, for every requirement", () => {
    for (const [requirement, markup] of pages) {
      const text = explanationText(explanation(requirement, []), false);
      // The page has the scenarios that are others over another kind of connections behind all others.
      assert.deepEqual(shown(markup).split(" ").sort(), printed(text).split(" ").sort(), requirement.id);
      if (!markup.includes('<ul class="variants">')) assert.equal(shown(markup), printed(text), requirement.id);
    }
  });

  it("is sound markup, with nothing that the page's policy forbids", () => {
    const parser = new XMLParser({ ignoreAttributes: false });
    for (const [{ id }, markup] of pages) {
      assert.ok(Object.hasOwn(parser.parse(markup, true) as object, "details"), id);
      assert.doesNotMatch(markup, /<[^>]* (style|on\w+)=/, id);
    }
  });

  it("is no more, all together, than a page can carry", () => {
    const bytes = pages.reduce((sum, [, markup]) => sum + Buffer.byteLength(markup), 0);
    assert.ok(bytes < 3_600_000, `${bytes} bytes`);
  });

  it("draws each scenario once, at the requirement that it is of first", () => {
    const drawn = pages.flatMap(([{ id }, markup]) =>
      [...markup.matchAll(/<title>A run of ([^<]+)<\/title>/g)].map(([, scenario = ""]) => [id, scenario] as const));
    assert.equal(new Set(drawn.map(([, scenario]) => scenario)).size, drawn.length);
    for (const [id, scenario] of drawn) assert.equal(scenario.split("/")[0], id);
    assert.ok(drawn.length > scenarios.filter(({ variantOf, code }) => variantOf === undefined && code === undefined)
      .length - 20);
  });

  it("leads elsewhere only to requirements that are there", () => {
    const ids = new Set(requirements.map(({ id }) => id));
    for (const [, markup] of pages) {
      for (const [, id = ""] of markup.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.has(id), id);
    }
  });

  it("says in both how the subjects stand to it that were judged", () => {
    const results = keptResults();
    for (const requirement of requirements.filter((_, index) => index % 20 === 0)) {
      const { standings } = explanation(requirement, results);
      const text = normalised(explanationText(explanation(requirement, results), false));
      for (const { words, subjects } of standings) {
        assert.ok(text.includes(`${words}: `), requirement.id);
        for (const { name, version } of subjects) assert.ok(text.includes(`${name} ${version}`.trim()), name);
      }
    }
  });
});
