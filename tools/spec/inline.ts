import type { Token } from "markdown-it";

/** Stands in `InlineText.text` for a span whose words are not the chapter's own prose. */
const opaque = "\uFFFC";

/** Inline Markdown as text: code and the text of external links are set apart, so that no lint reads them as prose. */
export interface InlineText {
  /** The prose, with line breaks kept and one U+FFFC for each span. */
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
  const links: InlineLink[] = [];
  const figures: InlineFigure[] = [];
  const spans: string[] = [];
  let text = "";
  let html = "";
  let external: { readonly href: string; label: string } | null = null;
  const lineOffset = () => lineAt(text, text.length);
  const append = (piece: string) => {
    if (external === null) text += piece;
    else external.label += piece === "\n" ? " " : piece;
  };
  const appendSpan = (plain: string) => {
    if (external !== null) { external.label += plain; return; }
    text += opaque;
    spans.push(plain);
  };
  for (const token of tokens) {
    switch (token.type) {
      case "text": append(token.content); html += token.content; break;
      case "softbreak": case "hardbreak": append("\n"); html += "\n"; break;
      case "code_inline": appendSpan(`\`${token.content}\``); break;
      case "image":
        figures.push({ alternative: token.content.trim(), lineOffset: lineOffset() });
        appendSpan(token.content);
        break;
      case "html_inline": html += token.content; break;
      case "link_open": {
        const href = String(token.attrGet("href") ?? "");
        links.push({ href, lineOffset: lineOffset() });
        if (isExternal(href)) external = { href, label: "" };
        break;
      }
      case "link_close":
        if (external !== null) {
          const { href, label } = external;
          external = null;
          appendSpan(label === href ? href : `${label} (${href})`);
        }
        break;
    }
  }
  return { text, spans, links, figures: [...figures, ...htmlFigures(html)] };
}

/** The figures that a piece of HTML holds. */
export function htmlFigures(html: string): readonly InlineFigure[] {
  return [...html.matchAll(/<img\b[^>]*>|<svg\b[^>]*>(?:[^]*?<\/svg>)?/gi)].map(({ 0: element, index }) => ({
    alternative: (/\b(?:alt|aria-label)\s*=\s*"([^"]*)"/i.exec(element)?.[1]
      ?? /<title>([^<]*)<\/title>/i.exec(element)?.[1] ?? "").trim(),
    lineOffset: lineAt(html, index),
  }));
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

/** The text on one line, with shortcut links reduced to what they show, and each span in its plain form. */
export function plainText(inline: InlineText): string {
  let span = 0;
  return oneLine(inline.text.replace(shortcut, "$1"))
    .replaceAll(opaque, () => inline.spans[span++] ?? "");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** How many lines of `text` end before `index`. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length - 1;
}
