import type { MarkdownIt } from "markdown-it";
import { isId } from "../../spec/references.js";
import type { Places } from "./places.js";

/** Makes links of `[target]` and `[shown][target]`, where the target is a requirement's id or a term. */
export function shortcutLinks(markdown: MarkdownIt, places: Places): void {
  const pattern = /\[([^[\]]+)\](?:\[([^[\]]+)\])?/y;
  markdown.inline.ruler.after("link", "shortcut", (state, silent) => {
    pattern.lastIndex = state.pos;
    const match = pattern.exec(state.src);
    if (match === null) return false;
    const start = state.pos;
    const [whole, shown = "", target = shown] = match;
    const href = places.shortcut(target.replace(/\s+/g, " ").trim());
    if (href === null) return false;
    if (!silent) {
      const end = state.posMax;
      // An id that stands for itself is set as one.
      const kind: [string, string][] = match[2] === undefined && isId(shown) ? [["class", "id"]] : [];
      state.push("link_open", "a", 1).attrs = [...kind, ["href", href]];
      state.pos += 1;
      state.posMax = state.pos + shown.length;
      state.md.inline.tokenize(state);
      state.posMax = end;
      state.push("link_close", "a", -1);
    }
    state.pos = start + whole.length;
    return true;
  });
}
