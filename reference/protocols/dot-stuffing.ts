import { bytesOf, joined } from "./text.js";

const CR = 13;
const LF = 10;
const DOT = 46;
const CRLF = bytesOf("\r\n");
const STUFFING = bytesOf(".");
/** Ends a response of several lines. */
const END = bytesOf(".\r\n");

/** The lines of a message without their ends, which can be CR LF or LF alone. */
export function linesOf(message: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let at = 0; at < message.length;) {
    const end = message.indexOf(LF, at);
    const next = end === -1 ? message.length : end + 1;
    const last = end === -1 ? message.length : end;
    lines.push(message.subarray(at, end > at && message[end - 1] === CR ? last - 1 : last));
    at = next;
  }
  return lines;
}

/** How many bytes the lines are, each with CR LF, before any stuffing: the size that a server states. */
export function sizeOf(lines: readonly Uint8Array[]): number {
  return lines.reduce((sum, line) => sum + line.length + CRLF.length, 0);
}

/** The lines as a response carries them: a dot before each that begins with one, and a line of one dot at the end. */
export function stuffed(lines: readonly Uint8Array[]): Uint8Array {
  return joined([...lines.flatMap((line) => line[0] === DOT ? [STUFFING, line, CRLF] : [line, CRLF]), END]);
}

/** The line without what stuffing has added; null for the end. */
export function unstuffed(line: Uint8Array): Uint8Array | null {
  if (line[0] !== DOT) return line;
  return line.length === 1 ? null : line.subarray(1);
}

/** The message that the lines are. */
export function messageOf(lines: readonly Uint8Array[]): Uint8Array {
  return joined(lines.flatMap((line) => [line, CRLF]));
}
