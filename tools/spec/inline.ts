import type { Token } from "markdown-it";

/** Stands in `InlineText.text` for a span whose words are not the chapter's own prose. */
const opaque = "\uFFFC";

/** Stands in `InlineText.text` for a line break inside such a span, so that lines are counted right. */
const hiddenLineBreak = "\u2028";

/** Inline Markdown as text: code and the text of external links are set apart, so that no lint reads them as prose. */
export interface InlineText {
  /** The prose, with line breaks kept (inside a span as U+2028), and one U+FFFC for each span. */
  readonly text: string;
  /** What stands for each U+FFFC in plain text, in order. */
  readonly spans: readonly string[];
}

export interface InlineLink {
  readonly href: string;
  /** Lines after the first line of the text. */
  readonly lineOffset: number;
}

export interface InlineFigure {
  readonly alternative: string;
  /** Where an image is; null for a drawing in the text itself. */
  readonly source: string | null;
  readonly lineOffset: number;
}

export interface Inline extends InlineText {
  readonly links: readonly InlineLink[];
  readonly figures: readonly InlineFigure[];
}

export function isExternal(href: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(href);
}

/** Reads the children of an inline token. */
export function readInline(tokens: readonly Token[]): Inline {
  return { ...readText(tokens), links: readLinks(tokens), figures: readFigures(tokens) };
}

function readText(tokens: readonly Token[]): InlineText {
  const spans: string[] = [];
  let text = "";
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    const href = hrefOf(token);
    if (href !== null && isExternal(href)) {
      const end = tokens.findIndex(({ type }, position) => position > index && type === "link_close");
      const label = tokens.slice(index + 1, end);
      spans.push(externalLink(plainText(readText(label)), href));
      text += opaque + hiddenLineBreak.repeat(label.filter(isLineBreak).length);
      index = end;
    } else if (token.type === "text") {
      text += token.content;
    } else if (isLineBreak(token)) {
      text += "\n";
    } else if (token.type === "code_inline" || token.type === "image") {
      spans.push(token.type === "image" ? token.content : `\`${token.content}\``);
      text += opaque;
    }
  }
  return { text, spans };
}

function externalLink(label: string, href: string): string {
  return label === href ? href : `${label} (${href})`;
}

function readLinks(tokens: readonly Token[]): readonly InlineLink[] {
  return tokens.flatMap((token, index) => {
    const href = hrefOf(token);
    return href === null ? [] : [{ href, lineOffset: tokens.slice(0, index).filter(isLineBreak).length }];
  });
}

function readFigures(tokens: readonly Token[]): readonly InlineFigure[] {
  const images = tokens.flatMap((token, index) => (token.type === "image"
    ? [{
      alternative: token.content.trim(), source: String(token.attrGet("src") ?? ""),
      lineOffset: tokens.slice(0, index).filter(isLineBreak).length,
    }] : []));
  const html = tokens.map((token) => {
    if (isLineBreak(token)) return "\n";
    return token.type === "html_inline" || token.type === "text" ? token.content : "";
  });
  return [...images, ...htmlFigures(html.join(""))];
}

function hrefOf(token: Token): string | null {
  return token.type === "link_open" ? String(token.attrGet("href") ?? "") : null;
}

function isLineBreak({ type }: Token): boolean {
  return type === "softbreak" || type === "hardbreak";
}

/** The figures that a piece of HTML holds. */
export function htmlFigures(html: string): readonly InlineFigure[] {
  return [...html.matchAll(/<img\b[^>]*>|<svg\b[^>]*>(?:[^]*?<\/svg>)?/gi)].map(({ 0: element, index }) => ({
    alternative: (/\b(?:alt|aria-label)\s*=\s*"([^"]*)"/i.exec(element)?.[1]
      ?? /<title>([^<]*)<\/title>/i.exec(element)?.[1] ?? "").trim(),
    source: /^<img/i.test(element) ? /\bsrc\s*=\s*"([^"]*)"/i.exec(element)?.[1] ?? "" : null,
    lineOffset: lineAt(html, index),
  }));
}

/** The pieces of HTML in a text, such as tags and comments. */
export function readHtml(
  tokens: readonly Token[],
): readonly { readonly content: string; readonly lineOffset: number }[] {
  return tokens.flatMap((token, index) => (token.type === "html_inline"
    ? [{ content: token.content, lineOffset: tokens.slice(0, index).filter(isLineBreak).length }] : []));
}

/** A shortcut link to a requirement or a term in a piece of prose. */
export interface ShortcutLink {
  /** A requirement's id, or a term as it is written. */
  readonly target: string;
  readonly lineOffset: number;
}

const shortcut = /\[([^[\]]+)\](?:\[([^[\]]+)\])?/g;

/** Finds `[target]` and `[shown][target]`. */
export function shortcutLinks(inline: InlineText): readonly ShortcutLink[] {
  return [...inline.text.matchAll(shortcut)].map((match) => ({
    target: oneLine(match[2] ?? match[1] ?? ""),
    lineOffset: lineAt(inline.text, match.index),
  }));
}

/** The spans of a text, each with the number of lines before it. */
export function spansOf(inline: InlineText): readonly { readonly span: string; readonly lineOffset: number }[] {
  return [...inline.text.matchAll(new RegExp(opaque, "g"))].map(({ index }, position) =>
    ({ span: inline.spans[position] ?? "", lineOffset: lineAt(inline.text, index) }));
}

/** The text on one line, with shortcut links reduced to what they show, and each span in its plain form. */
export function plainText(inline: InlineText): string {
  let span = 0;
  return oneLine(inline.text.replaceAll(hiddenLineBreak, "").replace(shortcut, "$1"))
    .replaceAll(opaque, () => inline.spans[span++] ?? "");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** How many lines of `text` end before `index`. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split(/[\n\u2028]/).length - 1;
}
