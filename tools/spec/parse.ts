import MarkdownIt, { type Env, type Token } from "markdown-it";
import {
  definedTerm, inlineOf, isRequirement, noteKind, topLevelBlocks, type Block,
} from "./blocks.js";
import { parseInfo } from "./fence-info.js";
import { htmlFigures, plainText, readHtml, readInline, type InlineText } from "./inline.js";
import type {
  Chapter, Fence, Figure, Heading, Html, Link, LinkDefinition, Problem, Prose, ProseKind, RequirementBlock, Table, Term,
} from "./model.js";
import { parseHeader } from "./requirement-header.js";

const markdown = new MarkdownIt({ html: true });

/** The parts of a chapter found so far. */
interface Draft {
  readonly file: string;
  readonly source: string;
  readonly headings: Heading[];
  readonly requirements: RequirementBlock[];
  readonly prose: Prose[];
  readonly terms: Term[];
  readonly fences: Fence[];
  readonly links: Link[];
  readonly figures: Figure[];
  readonly tables: Table[];
  readonly html: Html[];
  readonly definitions: readonly LinkDefinition[];
  readonly problems: Problem[];
}

/** Parses one chapter; never throws: what makes no sense is a problem of the chapter. */
export function parseChapter(file: string, source: string): Chapter {
  const environment: Env = {};
  const tokens = markdown.parse(source, environment);
  const draft: Draft = {
    file, source, headings: [], requirements: [], prose: [], terms: [], fences: [], links: [], figures: [], tables: [],
    html: [], definitions: readDefinitions(file, source, Object.keys(environment.references ?? {})), problems: [],
  };
  let open: RequirementBlock | null = null;
  for (const block of topLevelBlocks(tokens)) {
    if (isRequirement(block)) {
      open = readRequirement(draft, block);
      if (open !== null) draft.requirements.push(open);
    } else if (noteKind(block) === "INTENT" || noteKind(block) === "PRIOR") {
      open = readRequirementNote(draft, block, open);
    } else {
      open = null;
      readBlock(draft, block);
    }
    readFencesAndHtml(draft, block);
    readTables(draft, block);
  }
  return draft;
}

function readRequirement(draft: Draft, block: Block): RequirementBlock | null {
  const inline = inlineOf(block);
  const line = lineOf(block.first);
  const { file } = draft;
  if (inline === undefined) return null;
  const [headerLine = "", ...sentenceLines] = inline.content.split("\n");
  const result = parseHeader(headerLine);
  if (result.kind === "problem") {
    draft.problems.push({ file, line, code: result.code, message: result.message });
    return null;
  }
  if (sentenceLines.length === 0) {
    const message = `${result.header.id} has no sentence on the lines below it`;
    draft.problems.push({ file, line, code: "requirement-syntax", message });
    return null;
  }
  const sentence = addProse(draft, "sentence", inlineTokens(sentenceLines.join("\n")), line + 1);
  return { file, line, ...result.header, sentence, intent: null, prior: null };
}

function inlineTokens(source: string): readonly Token[] {
  return markdown.parseInline(source, {})[0]?.children ?? [];
}

/** Adds an INTENT or PRIOR to the open requirement, and returns that requirement. */
function readRequirementNote(draft: Draft, block: Block, open: RequirementBlock | null): RequirementBlock | null {
  const word = noteKind(block);
  const part = word === "INTENT" ? "intent" : "prior";
  const text = readNote(draft, block, part);
  const problem = open === null ? `${word} does not follow a requirement`
    : open[part] !== null ? `${open.id} has a second ${word}`
    : text === "" ? `${word} is empty` : null;
  if (problem !== null || open === null) {
    draft.problems.push({
      file: draft.file, line: lineOf(block.first), code: "note-syntax", message: problem ?? "",
    });
    return open;
  }
  const completed: RequirementBlock = { ...open, [part]: text };
  draft.requirements.splice(-1, 1, completed);
  return completed;
}

/** Reads the paragraphs of a note, and returns them as one plain text. */
function readNote(draft: Draft, block: Block, kind: ProseKind): string {
  const paragraphs: string[] = [];
  for (const { tokens, line } of inlineTexts(block)) {
    const first = paragraphs.length === 0;
    const body = first ? withoutFirstLine(tokens) : tokens;
    paragraphs.push(plainText(addProse(draft, kind, body, first ? line + 1 : line).inline));
  }
  return paragraphs.join(" ").trim();
}

function withoutFirstLine(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.findIndex((token) => token.type === "softbreak" || token.type === "hardbreak");
  return end === -1 ? [] : tokens.slice(end + 1);
}

function readBlock(draft: Draft, block: Block): void {
  const { first } = block;
  const word = noteKind(block);
  if (first.type === "heading_open") {
    readHeading(draft, block);
  } else if (word !== null) {
    readNote(draft, block, "note");
    if (word !== "NOTE") {
      const message = `unknown note [!${word}]: use INTENT, PRIOR or NOTE`;
      draft.problems.push({ file: draft.file, line: lineOf(first), code: "note-syntax", message });
    }
  } else {
    readProse(draft, block);
  }
}

function readHeading(draft: Draft, block: Block): void {
  const [text] = inlineTexts(block);
  if (text === undefined) return;
  const { inline, line } = addProse(draft, "heading", text.tokens, text.line);
  const [, title = "", anchor = null] = /^(.*?)\s*(?:\{#([^}\s]+)\})?$/.exec(plainText(inline)) ?? [];
  draft.headings.push({ file: draft.file, line, depth: Number(block.first.tag.slice(1)), title, anchor });
}

function readProse(draft: Draft, block: Block): void {
  const kind = proseKind(block.first);
  for (const { tokens, line, item } of inlineTexts(block)) {
    const prose = addProse(draft, kind, tokens, line);
    const term = item ? definedTerm(tokens) : null;
    if (term !== null) draft.terms.push({ file: draft.file, line, name: term });
    if (prose.inline.text.startsWith("r[")) {
      const message = "a requirement stands in a paragraph of its own, outside lists, tables and quotations";
      draft.problems.push({ file: draft.file, line, code: "requirement-syntax", message });
    }
  }
}

function proseKind(first: Token): ProseKind {
  switch (first.type) {
    case "blockquote_open": return "quote";
    case "ordered_list_open": return "step";
    default: return "text";
  }
}

interface InlineBlock {
  readonly tokens: readonly Token[];
  readonly line: number;
  /** Whether it is the first paragraph of an item of an unordered list. */
  readonly item: boolean;
}

function inlineTexts(block: Block): readonly InlineBlock[] {
  const texts: InlineBlock[] = [];
  let line = lineOf(block.first);
  block.tokens.forEach((token, index) => {
    if (token.map !== null) line = lineOf(token);
    if (token.type !== "inline") return;
    const item = block.first.type === "bullet_list_open" && block.tokens[index - 2]?.type === "list_item_open";
    texts.push({ tokens: token.children ?? [], line, item });
  });
  return texts;
}

function addProse(draft: Draft, kind: ProseKind, tokens: readonly Token[], line: number): Prose {
  const { links, figures, text, spans } = readInline(tokens);
  const { file } = draft;
  const inline: InlineText = { text, spans };
  const prose: Prose = { file, line, kind, inline };
  draft.prose.push(prose);
  for (const { href, lineOffset } of links) draft.links.push({ file, line: line + lineOffset, href });
  for (const { alternative, source, lineOffset } of figures) {
    draft.figures.push({ file, line: line + lineOffset, alternative, source });
  }
  for (const { content, lineOffset } of readHtml(tokens)) {
    draft.html.push({ file, line: line + lineOffset, content });
  }
  return prose;
}

function readFencesAndHtml(draft: Draft, block: Block): void {
  const { file } = draft;
  for (const token of block.tokens) {
    if (token.type === "fence" || token.type === "code_block") {
      draft.fences.push({ file, line: lineOf(token), ...parseInfo(token.info), content: token.content });
    } else if (token.type === "html_block") {
      draft.html.push({ file, line: lineOf(token), content: token.content });
      for (const { alternative, source, lineOffset } of htmlFigures(token.content)) {
        draft.figures.push({ file, line: lineOf(token) + lineOffset, alternative, source });
      }
    }
  }
}

function readTables(draft: Draft, block: Block): void {
  block.tokens.forEach((token, index) => {
    if (token.type !== "table_open") return;
    const end = block.tokens.findIndex(({ type }, position) => position > index && type === "thead_close");
    const cells = block.tokens.slice(index, end).filter(({ type }) => type === "inline");
    draft.tables.push({ file: draft.file, line: lineOf(token), head: cells.map(({ content }) => content.trim()) });
  });
}

/** The definitions of links, by the names that the parser has found, in upper case. */
function readDefinitions(file: string, source: string, names: readonly string[]): readonly LinkDefinition[] {
  return source.split("\n").flatMap((text, index) => {
    const name = /^ {0,3}\[([^\]]+)\]:/.exec(text)?.[1];
    return name !== undefined && names.includes(name.trim().toUpperCase()) ? [{ file, line: index + 1, name }] : [];
  });
}

function lineOf(token: Token): number {
  return (token.map?.[0] ?? 0) + 1;
}
