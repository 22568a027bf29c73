import assert from "node:assert/strict";
import { publishedText, publishedVersions } from "../../conformance/versions/read-text.js";
import { currentText } from "../../conformance/versions/standard-text.js";
import { requirements } from "../../spec/requirements.js";
import { changedArticle, removedItem } from "../../tools/site/redline/difference.js";
import { redlinePage } from "../../tools/site/redline/page.js";
import { stepsOf } from "../../tools/site/redline/steps.js";
import { stepSection } from "../../tools/site/redline/step.js";
import { readSpec } from "../../tools/spec/spec.js";
import { elementsOf, hasClass, misplaced, readMarkup, textOf, type Element } from "./markup.js";

describe("the page of changes", () => {
  const published = publishedVersions().map(({ version }) => publishedText(version));
  const steps = stepsOf([...published, currentText()]);
  const root = readMarkup(redlinePage({ spec: readSpec(), date: "2026-11-26" }).content);
  const elements = elementsOf(root);
  const attribute = (name: string) => elements.flatMap(({ attributes }) => attributes.get(name) ?? []);

  it("is nested as HTML asks for, and has each anchor once", () => {
    assert.deepEqual(misplaced(root), []);
    const ids = attribute("id");
    assert.deepEqual(ids.filter((id, index) => ids.indexOf(id) !== index), []);
    const inPage = attribute("href").filter((href) => href.startsWith("#")).map((href) => href.slice(1));
    assert.deepEqual(inPage.filter((anchor) => !ids.includes(anchor)), []);
  });

  it("leads from each id to the standard", () => {
    const links = attribute("href").filter((href) => href.startsWith("spec.html#"));
    const present = new Set(requirements.map(({ id }) => `spec.html#${id}`));
    assert.ok(links.length > 0);
    assert.deepEqual(links.filter((href) => !present.has(href)), []);
    const text = textOf(root);
    for (const { comparison } of steps) for (const { id } of comparison.differences) assert.ok(text.includes(id), id);
  });

  it("marks words so that both sentences can be read off", () => {
    const shown = elements.filter((element) => hasClass(element, "sentence")).map((element) =>
      ["del", "ins"].map((tag) => bare(withoutTag(element, tag))));
    for (const { comparison } of steps) {
      for (const each of comparison.differences) {
        if (each.kind !== "changed") continue;
        const texts = [each.after.text, each.before.text].map(bare);
        assert.ok(shown.some((both) => both.every((text, index) => text === texts[index])), each.id);
      }
    }
  });

  it("offers to show each kind of change that there is", () => {
    const choices = elements.filter(({ attributes }) => attributes.get("name") === "show")
      .map(({ attributes }) => attributes.get("value"));
    assert.equal(choices[0], "all");
    const groups = new Set(attribute("data-group"));
    assert.deepEqual([...groups].toSorted(), choices.slice(1).toSorted());
  });

  it("tells levels, former ids and what is gone in words, and escapes what a text has of markup", () => {
    const [some] = currentText().requirements;
    assert.ok(some !== undefined);
    const before = { ...some, id: "a.b", level: "should", text: "a <b>", aliases: [] } as const;
    const after = { ...before, id: "a.c", level: "must", text: "a `<c>`", aliases: ["a.b"] } as const;
    const former = { version: "1", date: "2026-01-01", requirements: [before, { ...before, id: "a.d" }] };
    const [step] = stepsOf([former, { version: "2", date: "2026-01-02", requirements: [after] }]);
    const [changed, gone] = step?.comparison.differences ?? [];
    assert.ok(step !== undefined && changed?.kind === "changed" && gone?.kind === "removed");
    const markup = changedArticle(changed, new Set(["a.c"]));
    assert.match(markup, /<strong class="stricter">SHOULD became MUST, which is stricter<\/strong>/);
    assert.match(markup, /Formerly <code>a\.b<\/code>/);
    assert.match(markup, /a <del>&lt;b&gt;<\/del> <ins><code>&lt;c&gt;<\/code><\/ins>/);
    assert.match(removedItem(gone, new Set()), /<h4 class="head"><code>a\.d<\/code> .*\n.*<del>a &lt;b&gt;<\/del>/);
    const section = stepSection(step, new Set(["a.c"]));
    assert.ok(section.indexOf('data-group="stricter"') < section.indexOf('data-group="removed"'));
    assert.match(section, /<li><a class="id" href="spec\.html#a\.c"><code>a\.c<\/code><\/a> <small>was a SHOULD, /);
  });
});

/** A text without its spaces, some of which stand between the marks, and without the signs of code. */
function bare(text: string): string {
  return text.replaceAll(/[\s`]/g, "");
}

/** The text of an element without what stands in the elements of one tag. */
function withoutTag({ children }: Element, tag: string): string {
  return children.map((child) => {
    if (typeof child === "string") return child;
    return child.tag === tag ? "" : withoutTag(child, tag);
  }).join("");
}
