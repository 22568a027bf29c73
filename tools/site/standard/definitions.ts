import type { Token } from "markdown-it";
import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import { definedTerm, type Block } from "../../spec/blocks.js";
import { termAnchor } from "./places.js";

/** A term that a list item defines, and what it says of it as markup. */
export interface Definition {
  readonly name: string;
  readonly body: string;
}

/** Makes markup of tokens. */
type Render = (tokens: readonly Token[]) => string;

/** The terms of a list whose items each define one; null for any other block. */
export function definedTerms(block: Block, render: Render): readonly Definition[] | null {
  if (block.first.type !== "bullet_list_open") return null;
  const found = itemsOf(block.tokens).map((item) => definition(item, render));
  return found.every((each) => each !== null) ? found : null;
}

/** A list of terms as it stands in its chapter; `after` gives what follows the definition of a term. Markup. */
export function definitionList(terms: readonly Definition[], after: (name: string) => string): string {
  return ['<dl class="terms">', ...terms.map(({ name, body }) =>
    `<div><dt><dfn id="${termAnchor(name)}">${escapeMarkup(name)}</dfn></dt>\n<dd>${body}${after(name)}</dd></div>`),
  "</dl>\n"].join("\n");
}

/** The term that a list item defines, or null if it defines none. */
function definition(item: readonly Token[], render: Render): Definition | null {
  const inline = item.find(({ type }) => type === "inline");
  const name = definedTerm(inline?.children ?? []);
  if (inline === undefined || name === null) return null;
  const children = (inline.children ?? []).filter(({ type, content }) => type !== "text" || content !== "").slice(3);
  const [colon] = children;
  if (colon !== undefined) colon.content = colon.content.replace(/^:\s*/, "");
  inline.children = children;
  return { name, body: render(item) };
}

/** What stands inside each item of a list. */
function itemsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const items: Token[][] = [];
  for (const token of tokens.slice(1, -1)) {
    if (token.type === "list_item_open" && token.level === 1) items.push([]);
    else if (!(token.type === "list_item_close" && token.level === 1)) items.at(-1)?.push(token);
  }
  return items;
}
