import type { MarkdownIt, Token } from "markdown-it";
import { isExternal } from "../../spec/inline.js";
import { typeAnchor, type Places } from "./places.js";

type MakeToken = (type: string, tag: string, nesting: -1 | 0 | 1) => Token;

/** Leads each link to where it leads from the page, and links the names of types to their declarations. */
export function linkDestinations(markdown: MarkdownIt, places: Places): void {
  markdown.core.ruler.push("destinations", ({ tokens, Token: Made }) => {
    const make: MakeToken = (type, tag, nesting) => new Made(type, tag, nesting);
    for (const token of tokens) {
      if (token.type === "inline") token.children = linked(token.children ?? [], places, make);
    }
  });
}

function linked(tokens: readonly Token[], places: Places, make: MakeToken): Token[] {
  const result: Token[] = [];
  let rest = tokens;
  for (let [token] = rest; token !== undefined; [token] = rest) {
    const size = token.type === "link_open" ? rest.findIndex(({ type }) => type === "link_close") + 1 : 1;
    const part = rest.slice(0, size);
    rest = rest.slice(size);
    if (size > 1) result.push(...link(token, part, places, make));
    else if (token.type === "code_inline" && places.types.has(token.content)) result.push(...typeLink(token, make));
    else result.push(token);
  }
  return result;
}

/** A link, from the token that opens it to the one that closes it. A file outside the site is named in its place. */
function link(open: Token, tokens: readonly Token[], places: Places, make: MakeToken): readonly Token[] {
  const destination = places.destination(String(open.attrGet("href") ?? ""));
  if (destination.kind === "address") {
    open.attrSet("href", destination.href);
    if (isExternal(destination.href)) open.attrSet("class", "external");
    return tokens;
  }
  const shown = tokens.slice(1, -1);
  const path = Object.assign(make("code_inline", "code", 0), { content: destination.path });
  const isNamed = destination.path.endsWith(`/${shown.map(({ content }) => content).join("")}`);
  return isNamed ? [path] : [...shown, text(" (", make), path, text(")", make)];
}

function text(content: string, make: MakeToken): Token {
  return Object.assign(make("text", "", 0), { content });
}

function typeLink(name: Token, make: MakeToken): readonly Token[] {
  const open = make("link_open", "a", 1);
  open.attrs = [["class", "type"], ["href", `#${typeAnchor(name.content)}`]];
  return [open, name, make("link_close", "a", -1)];
}
