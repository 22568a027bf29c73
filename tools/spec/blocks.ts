import type { Token } from "markdown-it";

/** The tokens of one block that is not inside another. */
export interface Block {
  readonly tokens: readonly Token[];
  readonly first: Token;
}

export function topLevelBlocks(tokens: readonly Token[]): readonly Block[] {
  const blocks: Block[] = [];
  let start = 0;
  tokens.forEach((token, index) => {
    const first = tokens[start];
    if (first === undefined || token.level !== 0 || token.nesting === 1) return;
    blocks.push({ tokens: tokens.slice(start, index + 1), first });
    start = index + 1;
  });
  return blocks;
}

/** The first run of text in a block. */
export function inlineOf(block: Block): Token | undefined {
  return block.tokens.find((token) => token.type === "inline");
}

export function isRequirement(block: Block): boolean {
  return block.first.type === "paragraph_open" && (inlineOf(block)?.content.startsWith("r[") ?? false);
}

/** The word in `> [!WORD]`, or null for any other block. */
export function noteKind(block: Block): string | null {
  if (block.first.type !== "blockquote_open") return null;
  return /^\[!([A-Za-z]+)\](?:\n|$)/.exec(inlineOf(block)?.content ?? "")?.[1] ?? null;
}

/** The term that a list item such as `- **term**: ...` defines, or null. */
export function definedTerm(tokens: readonly Token[]): string | null {
  const [open, term, close, rest] = tokens.filter((token) => token.type !== "text" || token.content !== "");
  const defines = open?.type === "strong_open" && term?.type === "text" && close?.type === "strong_close"
    && rest?.type === "text" && rest.content.startsWith(":");
  return defines ? term.content : null;
}
