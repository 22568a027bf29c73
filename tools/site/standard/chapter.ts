import type { MarkdownIt, Token } from "markdown-it";
import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import { inlineOf, noteKind, isRequirement, topLevelBlocks, type Block } from "../../spec/blocks.js";
import { parseHeader } from "../../spec/requirement-header.js";
import { beginOf, type Context } from "./context.js";
import { definedTerms, definitionList } from "./definitions.js";
import { slug } from "./places.js";

/** A requirement as its chapter writes it, with its parts as markup. */
export interface WrittenRequirement {
  readonly id: string;
  readonly sentence: string;
  readonly intent: string;
  /** Null if there is none. */
  readonly prior: string | null;
  /** Further notes behind it. */
  readonly notes: readonly string[];
}

/** How a chapter is put onto the page. */
export interface ChapterForm {
  readonly markdown: MarkdownIt;
  /** A requirement under a heading of the level `depth` of the page. */
  readonly requirement: (written: WrittenRequirement, depth: number) => string;
  /** What stands at the end of the definition of a term; markup. */
  readonly afterTerm: (name: string) => string;
}

/**
 * A chapter, or an appendix that is written as one: a `section.chapter` with a section for each heading, and with
 * `underTitle` below its title; markup.
 */
export function chapterSection(file: string, source: string, form: ChapterForm, underTitle = ""): string {
  const context = beginOf(file);
  const writer = new ChapterWriter(context, form, underTitle);
  for (const block of topLevelBlocks(form.markdown.parse(source, context))) writer.add(block);
  return writer.end();
}

class ChapterWriter {
  readonly #context: Context;
  readonly #form: ChapterForm;
  readonly #underTitle: string;
  readonly #parts: string[] = [];
  readonly #open: number[] = [];
  #requirement: WrittenRequirement | null = null;

  constructor(context: Context, form: ChapterForm, underTitle: string) {
    this.#context = context;
    this.#form = form;
    this.#underTitle = underTitle;
  }

  add(block: Block): void {
    const kind = noteKind(block);
    if (this.#requirement !== null && kind !== null) {
      this.#requirement = withNote(this.#requirement, kind, this.#note(block));
      return;
    }
    this.#endRequirement();
    if (isRequirement(block)) this.#requirement = this.#begin(block);
    else if (block.first.type === "heading_open") this.#heading(block);
    else if (kind !== null) this.#parts.push(`<div class="note">${withLabel("Note", this.#note(block))}</div>\n`);
    else this.#parts.push(this.#prose(block));
  }

  end(): string {
    this.#endRequirement();
    while (this.#open.pop() !== undefined) this.#parts.push("</section>\n");
    return this.#parts.join("");
  }

  /** A chapter's title is a heading of the page's second level, and so on. An appendix gives no anchors of its own. */
  #heading(block: Block): void {
    const source = inlineOf(block)?.content ?? "";
    const [, text = source, anchor] = /^(.*?)\s*\{#([^}\s]+)\}$/.exec(source) ?? [];
    const file = slug(this.#context.file.replace(/\.md$/, ""));
    const id = anchor ?? (this.#open.length === 0 ? file : `${file}-${slug(text)}`);
    const depth = Number(block.first.tag.slice(1)) + 1;
    while ((this.#open.at(-1) ?? 0) >= depth) {
      this.#open.pop();
      this.#parts.push("</section>\n");
    }
    this.#open.push(depth);
    this.#context.section = text.replaceAll("`", "");
    this.#context.tables = 0;
    const title = this.#form.markdown.renderInline(text, this.#context);
    this.#parts.push(
      `<section${depth === 2 ? ' class="chapter"' : ""} id="${id}">\n`,
      `<h${depth}>${title} ${selfLink(id, this.#context.section)}</h${depth}>\n`,
      depth === 2 ? this.#underTitle : "",
    );
  }

  #begin(block: Block): WrittenRequirement {
    const [header = "", ...sentence] = (inlineOf(block)?.content ?? "").split("\n");
    const result = parseHeader(header);
    if (result.kind === "problem") throw new Error(`${this.#context.file}: ${result.message}`);
    return {
      id: result.header.id,
      // On one line, so that a keyword of two words is found whole.
      sentence: marked(this.#form.markdown.renderInline(sentence.join(" "), this.#context)),
      intent: "", prior: null, notes: [],
    };
  }

  #endRequirement(): void {
    if (this.#requirement === null) return;
    this.#parts.push(this.#form.requirement(this.#requirement, (this.#open.at(-1) ?? 1) + 1));
    this.#requirement = null;
  }

  /** The paragraphs of a note, without the line that names its kind. */
  #note(block: Block): string {
    const tokens = block.tokens.slice(1, -1);
    const first = inlineOf(block);
    const body = tokens.map((token) => (token === first ? withoutFirstLine(token) : token));
    return this.#render(body);
  }

  #prose(block: Block): string {
    const terms = definedTerms(block, (tokens) => this.#render(tokens));
    return terms === null ? this.#render(block.tokens) : definitionList(terms, this.#form.afterTerm);
  }

  #render(tokens: readonly Token[]): string {
    const { markdown } = this.#form;
    return markdown.renderer.render([...tokens], markdown.options, this.#context);
  }
}

/** The link of a heading to itself; markup. */
export function selfLink(anchor: string, title: string): string {
  return `<a class="self" href="#${anchor}" aria-label="Link to ${escapeMarkup(title)}">#</a>`;
}

/** A note with the word for what it is at the beginning of its first paragraph. */
export function withLabel(label: string, note: string): string {
  return note.trim().replace(/^<p>/, `<p><b class="label">${label}</b> `);
}

function withNote(requirement: WrittenRequirement, kind: string, markup: string): WrittenRequirement {
  switch (kind) {
    case "INTENT": return { ...requirement, intent: markup };
    case "PRIOR": return { ...requirement, prior: markup };
    default: return { ...requirement, notes: [...requirement.notes, markup] };
  }
}

function withoutFirstLine(token: Token): Token {
  const children = token.children ?? [];
  const end = children.findIndex(({ type }) => type === "softbreak" || type === "hardbreak");
  return Object.assign(Object.create(Object.getPrototypeOf(token) as object) as Token, token, {
    children: end === -1 ? [] : children.slice(end + 1),
  });
}

/** A sentence with its BCP 14 keyword marked. */
function marked(sentence: string): string {
  return sentence.replace(
    /\b(?:MUST(?: NOT)?|SHALL(?: NOT)?|REQUIRED|SHOULD(?: NOT)?|(?:NOT )?RECOMMENDED|MAY|OPTIONAL)\b/,
    '<em class="rfc2119">$&</em>');
}
