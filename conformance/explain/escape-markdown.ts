import { codeSpans } from "./code-spans.js";

/** A plain text of the standard as Markdown that shows it: its code stays code, and nothing else in it is markup. */
export function escapeMarkdown(text: string): string {
  const escaped = codeSpans(text).map((span) => span.kind === "code" ? `\`${span.text}\`` : escapeProse(span.text));
  return escaped.join("").replace(/^[#+=-]/, "\\$&").replace(/^(\d+)([.)])/, "$1\\$2");
}

/** An address stays as it is, since an escape would become part of it. */
function escapeProse(text: string): string {
  return text.split(/(https?:\/\/[^\s)>]+)/).map((part, index) => index % 2 === 1 ? part
    : part.replace(/[\\`*_[\]<>&~|]/g, "\\$&")).join("");
}
