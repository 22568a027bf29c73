import type { MarkdownIt, Token } from "markdown-it";

/** Has the mark of a step that can call user code stand in one piece of text, also where a line ends within it. */
export function joinUserCodeMarks(markdown: MarkdownIt): void {
  markdown.core.ruler.push("user-code-marks", ({ tokens }) => {
    for (const token of tokens) {
      if (token.type === "inline") token.children = joined(token.children ?? []);
    }
  });
}

function joined(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  for (const token of tokens) {
    const before = result.at(-1);
    if (before?.type === "text" && /\(calls(?: user)?$/.test(before.content) && token.type === "softbreak") {
      before.content += " ";
    } else if (before?.type === "text" && /\(calls (?:user )?$/.test(before.content) && token.type === "text") {
      before.content += token.content;
    } else {
      result.push(token);
    }
  }
  return result;
}
