/** A piece of a requirement's text: code, without its backticks, or prose. */
export interface Span {
  readonly kind: "code" | "prose";
  readonly text: string;
}

/** A plain text of the standard, taken apart at its backticks. One that has no partner is prose. */
export function codeSpans(text: string): readonly Span[] {
  return text.split(/(`[^`]+`)/).filter((part) => part !== "").map((part): Span => (
    /^`[^`]+`$/.test(part) ? { kind: "code", text: part.slice(1, -1) } : { kind: "prose", text: part }
  ));
}
