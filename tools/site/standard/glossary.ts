import type { MarkdownIt } from "markdown-it";
import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import { topLevelBlocks } from "../../spec/blocks.js";
import type { Chapter } from "../../spec/model.js";
import { beginOf } from "./context.js";
import { definedTerms, type Definition } from "./definitions.js";
import { anchorOf, slug, termAnchor, titleOf } from "./places.js";
import { useList } from "./requirement-article.js";
import type { UsePlace } from "./uses.js";

/** The anchor of the places that use a term, in the glossary. */
export function usesAnchor(name: string): string {
  return `uses-${slug(name)}`;
}

/** All terms by the alphabet, each with its definition, the chapter that gives it, and where it is used; markup. */
export function glossary(
  chapters: readonly Chapter[], markdown: MarkdownIt, uses: ReadonlyMap<string, readonly UsePlace[]>,
): string {
  const terms = chapters.flatMap((chapter) => termsOf(chapter, markdown).map((term) => ({ ...term, chapter })))
    .toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  return [
    '<dl class="glossary">',
    ...terms.map(({ name, body, chapter }) => entry({ name, body }, chapter, uses.get(name) ?? [])),
    "</dl>",
  ].join("\n");
}

function termsOf(chapter: Chapter, markdown: MarkdownIt): readonly Definition[] {
  const context = beginOf(chapter.file);
  return topLevelBlocks(markdown.parse(chapter.source, context)).flatMap((block) =>
    definedTerms(block, (tokens) => markdown.renderer.render([...tokens], markdown.options, context)) ?? []);
}

function entry({ name, body }: Definition, chapter: Chapter, uses: readonly UsePlace[]): string {
  return [
    `<div id="glossary-${slug(name)}"><dt><a class="term" href="#${termAnchor(name)}">${escapeMarkup(name)}</a></dt>`,
    `<dd>${body} <span class="from">In <a href="#${anchorOf(chapter)}">${escapeMarkup(titleOf(chapter))}</a>.</span>`,
    `<details class="used" id="${usesAnchor(name)}">`,
    `<summary>Used in ${uses.length} ${uses.length === 1 ? "place" : "places"}</summary>`,
    `${useList(uses)}</details></dd></div>`,
  ].join("\n");
}
