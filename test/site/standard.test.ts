import assert from "node:assert/strict";
import { requirements } from "../../spec/requirements.js";
import { reactorModule } from "../../tools/spec/generated.js";
import { lintSpec } from "../../tools/spec/lint.js";
import { readSpec } from "../../tools/spec/spec.js";
import { pages } from "../../tools/site/pages.js";
import { dateOf } from "../../tools/spec/source-date.js";
import { elementsOf, hasClass, misplaced, rawText, readMarkup, textOf, type Element } from "./markup.js";

const spec = readSpec();
const build = () => pages({ spec, date: dateOf("1795478400") });

describe("the standard as a page", () => {
  const site = build();
  const source = site.find(({ name }) => name === "spec.html")?.content ?? "";
  let root: Element;
  let elements: readonly Element[];
  let ids: ReadonlySet<string>;

  before(() => {
    assert.deepEqual(lintSpec(spec), []);
    root = readMarkup(source);
    elements = elementsOf(root);
    ids = new Set(elements.flatMap(({ attributes }) => attributes.get("id") ?? []));
  });

  it("comes out the same, byte for byte, when it is built again", () => {
    const again = build();
    assert.deepEqual(again.map(({ name }) => name), site.map(({ name }) => name));
    assert.ok(again.every(({ content }, index) => content === site[index]?.content));
    assert.ok(source.includes("The page was made on <time>2026-11-24</time>"));
  });

  it("bears no day but one that can be repeated", () => {
    assert.match(dateOf(undefined), /^\d{4}-\d\d-\d\d$/);
    for (const epoch of ["yesterday", "-1", "1.5", "1e9", "999999999999"]) {
      assert.throws(() => dateOf(epoch), RangeError, epoch);
    }
  });

  it("is nested as HTML asks for", () => {
    assert.deepEqual(misplaced(root), []);
  });

  it("gives no id twice", () => {
    const all = elements.flatMap(({ attributes }) => attributes.get("id") ?? []);
    assert.deepEqual(all.filter((id, index) => all.indexOf(id) !== index), []);
  });

  it("has every requirement with its level, profile, permalink and citations", () => {
    const articles = elements.filter((element) => hasClass(element, "requirement"));
    assert.deepEqual(articles.map(({ attributes }) =>
      ["id", "data-level", "data-profile"].map((name) => attributes.get(name))),
    requirements.map(({ id, level, profile }) => [id, level, profile]));
    for (const article of articles) {
      const inside = elementsOf(article);
      const id = article.attributes.get("id");
      assert.ok(inside.some((each) => hasClass(each, "permalink") && each.attributes.get("href") === `#${id}`), id);
      assert.deepEqual(inside.flatMap(({ attributes }) => attributes.get("data-cite") ?? []),
        ["plain", "markdown", "bibtex", "csl"], id);
      assert.ok(article.attributes.has("data-verdicts"), id);
      assert.ok(inside.some((each) => each.tag === "details" && hasClass(each, "evidence")), id);
      assert.ok(inside.every((each) => !hasClass(each, "copy") || each.attributes.has("hidden")), id);
    }
  });

  it("says what the requirements say, word for word", () => {
    const articles = elements.filter((element) => hasClass(element, "requirement"));
    requirements.forEach(({ id, text, intent, prior }, index) => {
      const inside = elementsOf(articles[index] ?? root);
      const part = (name: string) => inside.find((each) => hasClass(each, name));
      assert.equal(plain(part("sentence")), text, id);
      assert.equal(plain(part("intent")).replace(/^Intent /, ""), intent, id);
      if (prior !== null) assert.equal(plain(part("prior")).replace(/^Prior art /, ""), prior, id);
    });
  });

  it("marks one keyword in every sentence", () => {
    const sentences = elements.filter((element) => hasClass(element, "sentence"));
    for (const sentence of sentences) {
      assert.equal(elementsOf(sentence).filter((each) => hasClass(each, "rfc2119")).length, 1, textOf(sentence));
    }
  });

  it("has an anchor for every former id", () => {
    for (const { id, aliases } of requirements) assert.deepEqual(aliases.filter((alias) => !ids.has(alias)), [], id);
  });

  it("has every heading of the chapters at its anchor, and all of them in order", () => {
    const byId = new Map(elements.map((element) => [element.attributes.get("id") ?? "", element]));
    for (const { headings } of spec.chapters) {
      for (const { anchor, title } of headings) {
        const section = byId.get(anchor ?? "");
        const heading = section?.children.find((child) => typeof child !== "string" && /^h\d$/.test(child.tag));
        assert.equal(heading === undefined || typeof heading === "string" ? null : textOf(heading),
          `${title.replaceAll("`", "")} #`, anchor ?? title);
      }
    }
    const depths = elements.filter(({ tag }) => /^h\d$/.test(tag)).map(({ tag }) => Number(tag.slice(1)));
    const main = depths.slice(depths.indexOf(1));
    assert.deepEqual(main.filter((depth, index) => depth > (main[index - 1] ?? 0) + 1), []);
    assert.equal(depths.filter((depth) => depth === 1).length, 1);
  });

  it("has every term in its chapter and in the glossary, with the places that use it", () => {
    const defined = elements.filter(({ tag }) => tag === "dfn").map(textOf);
    const terms = spec.chapters.flatMap((chapter) => chapter.terms.map(({ name }) => name));
    assert.deepEqual(defined, terms);
    const glossary = elements.find((element) => hasClass(element, "glossary"));
    assert.ok(glossary !== undefined);
    assert.deepEqual(elementsOf(glossary).filter(({ tag }) => tag === "dt").map(textOf).toSorted(), terms.toSorted());
    for (const uses of elementsOf(glossary).filter((each) => hasClass(each, "uses"))) {
      assert.ok(uses.children.length > 0);
    }
  });

  it("shows every block of code byte for byte, with each type declared once and each id in it linked", () => {
    const figures = elements.filter((element) => element.tag === "figure" && hasClass(element, "code"));
    const codes = figures.flatMap(elementsOf).filter(({ tag }) => tag === "code");
    const fences = spec.chapters.flatMap((chapter) => chapter.fences);
    assert.deepEqual(codes.map(rawText), fences.map(({ content }) => content));
    const interfaces = fences.filter(({ words }) => words[0] === "interface").map(({ content }) => content).join("\n");
    for (const [, name] of interfaces.matchAll(/^export (?:interface|type) (\w+)/gm)) {
      assert.ok(ids.has(`type-${name}`), name);
    }
    const named = [...interfaces.matchAll(/`([a-z0-9-]+(?:\.[a-z0-9-]+)+)`/g)].map(([, id]) => `#${id}`);
    const linked = figures.filter((figure) => hasClass(figure, "interface")).flatMap(elementsOf)
      .flatMap(({ attributes }) => attributes.get("href") ?? []).filter((href) => href.includes("."));
    assert.deepEqual(linked, named.filter((href) => ids.has(href.slice(1))));
    assert.ok(named.length - linked.length < named.length / 10);
  });

  it("marks every step, and every event, that calls user code", () => {
    const marks = elements.filter((element) => hasClass(element, "user-code")).map(textOf);
    const prose = spec.chapters.flatMap((chapter) => chapter.prose.map(({ inline: { text } }) => text));
    const meant = prose.filter((text) => /\(calls\s+user\s+code\)|^calls user code$/.test(text));
    // One stands in the words on how to read the page.
    assert.deepEqual(marks, Array.from({ length: meant.length + 1 }, () => "calls user code"));
  });

  it("gathers every member of every type in one place", () => {
    const whole = elements.filter((element) => hasClass(element, "whole")).map(rawText).join("");
    const lines = new Set(whole.split("\n").map((line) => line.trim()));
    const code = reactorModule(spec.chapters).replaceAll(/^ *\/\*\*[^]*?\*\/\n|^\/\/.*\n/gm, "").split("\n");
    const missed = code.map((line) => line.trim().replace(/^export /, "")).filter((line) => !lines.has(line));
    assert.deepEqual(missed.filter((line) => !/^interface \w+( extends \w+)? \{$/.test(line)), []);
  });

  it("leads nowhere in vain", () => {
    const anchors = new Map(site.map(({ name, content }) =>
      [name, new Set([...content.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id))]));
    const links = elements.filter(({ tag }) => tag === "a").map(({ attributes }) => attributes.get("href") ?? "");
    assert.deepEqual(links.filter((href) => href.startsWith("#")).filter((href) => !ids.has(href.slice(1))), []);
    const others = links.filter((href) => !/^(#|https?:)/.test(href)).map((href) => href.split("#"));
    assert.deepEqual(others.filter(([name = "", id]) =>
      (id === undefined ? !anchors.has(name) : anchors.get(name)?.has(id) !== true)), []);
  });

  it("leaves no shortcut link unmade", () => {
    const text = elements.filter(({ tag }) => ["p", "li", "td", "dd"].includes(tag))
      .flatMap(({ children }) => children.filter((child) => typeof child === "string"));
    // Scenarios name values of JavaScript as [object Null].
    assert.deepEqual(text.filter((each) => /\[(?!object )[a-z]/i.test(each)), []);
  });

  it("has no style and no handler but those that its policy names, and loads nothing", () => {
    const stray = elements.flatMap(({ tag, attributes }) => [...attributes.keys()]
      .filter((name) => name === "style" || name.startsWith("on") || (name === "src" && tag !== "img")));
    assert.deepEqual(stray, []);
    assert.equal(elements.filter(({ tag }) => ["link", "iframe", "object", "embed", "base"].includes(tag)).length, 0);
  });

  it("labels every table, and lets what can scroll be reached by the keyboard", () => {
    for (const element of elements) {
      if (element.tag === "pre") assert.equal(element.attributes.get("tabindex"), "0");
      const tables = element.children.filter((child) => typeof child !== "string" && child.tag === "table");
      if (tables.length === 0) continue;
      assert.ok((element.attributes.get("aria-label") ?? "").length > 0);
      assert.equal(element.attributes.get("tabindex"), "0");
    }
  });
});

/** What the page shows, in the plain form that `spec/requirements` has. */
function plain(element: Element | undefined): string {
  assert.ok(element !== undefined);
  return plainParts(element).replace(/\s+/g, " ").trim();
}

function plainParts(element: Element): string {
  const inside = element.children.map((child) => (typeof child === "string" ? child : plainParts(child))).join("");
  if (element.tag === "code") return `\`${inside}\``;
  const href = element.attributes.get("href") ?? "";
  return element.tag === "a" && /^https?:/.test(href) && href !== inside ? `${inside} (${href})` : inside;
}
