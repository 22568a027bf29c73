/** The longest line that an agent may write, in bytes (`agent.line-length`). */
export const MAX_LINE = 1 << 20;

/** A line of a text, counted from 1, without its end. */
export interface Line {
  readonly number: number;
  readonly text: string;
  /** Whether the text ends here, with no line feed. */
  readonly cut: boolean;
}

/**
 * The lines of a text that comes in chunks of UTF-8, without those that are blank. A carriage return belongs to the end
 * of its line. `tooLong` is told the number of a line that is too long to be an agent's.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>, tooLong: (number: number) => never,
): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let number = 0;
  let rest = "";
  const line = (text: string, cut: boolean): Line => {
    number++;
    if (text.length > MAX_LINE) tooLong(number);
    return { number, text: text.endsWith("\r") ? text.slice(0, -1) : text, cut };
  };
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const made = line(part, false);
      if (made.text.trim() !== "") yield made;
    }
    if (rest.length > MAX_LINE) tooLong(number + 1);
  }
  const last = rest + decoder.decode();
  if (last.trim() !== "") yield line(last, true);
}
