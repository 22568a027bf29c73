import assert from "node:assert/strict";
import type { Requirement } from "../../spec/requirement.js";
import { readSpec } from "../../tools/spec/spec.js";
import { beginOf } from "../../tools/site/standard/context.js";
import { partsOf } from "../../tools/site/standard/contents.js";
import { documentTitles } from "../../tools/site/standard/document-titles.js";
import { markdownOf } from "../../tools/site/standard/markdown.js";
import { Places } from "../../tools/site/standard/places.js";
import { isIssue } from "../../tools/site/standard/reference-list.js";
import { requirementArticle } from "../../tools/site/standard/requirement-article.js";
import { requirementIndex } from "../../tools/site/standard/requirement-index.js";
import { usesOfAddresses } from "../../tools/site/standard/uses.js";

const spec = readSpec();

const renamed: Requirement = {
  id: "test.new", aliases: ["test.old", "test.older"], level: "should", profile: "core", binding: "typescript",
  text: "It SHOULD.", intent: "It is useful.", prior: null, chapter: "01-conventions.md", anchor: "test.new",
  since: "0.1.0", test: { kind: "none", reason: "nothing shows it" },
};

describe("the parts of the page", () => {
  it("keep the former ids of a requirement as anchors, and say them", () => {
    const written = { id: "test.new", sentence: "It SHOULD.", intent: "<p>It is useful.</p>", prior: null, notes: [] };
    const article = requirementArticle(written, 4, { requirement: renamed, results: [], uses: [] });
    assert.match(article, /^<article class="requirement" id="test\.new" data-level="should" data-profile="core"/);
    assert.match(article, /<span id="test\.old"><\/span>\n<span id="test\.older"><\/span>/);
    assert.match(article, /<li>formerly <code>test\.old<\/code><\/li><li>formerly <code>test\.older<\/code><\/li>/);
    assert.match(article, /<li>TypeScript binding alone<\/li>/);
    assert.match(article, /<h4><a class="permalink" href="#test\.new">test\.new<\/a><\/h4>/);
  });

  it("lead from a former id to the one that it has become", () => {
    assert.match(requirementIndex([renamed], 3),
      /<a class="id" href="#test\.new">test\.old<\/a> <span class="level should">SHOULD<\/span> see <a class="id"/);
  });

  it("put each heading under the last of a lower level", () => {
    const headings = [1, 2, 3, 2, 1].map((depth, index) => ({ depth, anchor: `a${index}`, title: `${index}` }));
    const tree = partsOf(headings);
    assert.deepEqual(tree.map(({ title }) => title), ["0", "4"]);
    assert.deepEqual(tree[0]?.parts.map(({ title, parts }) => [title, parts.length]), [["1", 1], ["3", 0]]);
  });

  it("lead from a chapter to anchors of the page, and name files that the site has not", () => {
    const markdown = markdownOf(new Places(spec));
    const rendered = (source: string): string => markdown.renderInline(source, beginOf("04-timed-calls.md"));
    assert.equal(rendered("[there](#timed-calls-order)"), '<a href="#timed-calls-order">there</a>');
    assert.equal(rendered("[there](05-connections.md)"), '<a href="#connections">there</a>');
    assert.equal(rendered("[there](05-connections.md#connection.made.first)"),
      '<a href="#connection.made.first">there</a>');
    assert.equal(rendered("[what changed](CHANGES.md)"), '<a href="redline.html">what changed</a>');
    assert.equal(rendered("[what is open](not-specified.md)"), '<a href="#not-specified">what is open</a>');
    assert.equal(rendered("[`reactor.ts`](reactor.ts)"), "<code>spec/reactor.ts</code>");
    assert.equal(rendered("[the code](../reference/core/reactor.ts)"),
      "the code (<code>reference/core/reactor.ts</code>)");
    assert.equal(rendered("[Deadlines] and [timer.once]"),
      '<a href="#term-deadline">Deadlines</a> and <a class="id" href="#timer.once">timer.once</a>');
    assert.equal(rendered("[`due`][deadline], `a[0]`"),
      '<a href="#term-deadline"><code>due</code></a>, <code>a[0]</code>');
    assert.equal(rendered("`TimedCall`"), '<a class="type" href="#type-TimedCall"><code>TimedCall</code></a>');
    assert.equal(rendered("(calls user code)"), '<span class="user-code">calls user code</span>');
  });

  it("call every document that the chapters refer to by its title", () => {
    const documents = [...usesOfAddresses(spec).keys()].filter((address) => !isIssue(address));
    assert.deepEqual(documents.toSorted(), [...documentTitles.keys()].toSorted());
  });
});
