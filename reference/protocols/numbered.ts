import { repr } from "./text.js";

/** Receives a line of output. */
export type Print = (line: string) => void;

/** A line with its number, as `print("%06d" % i, repr(line))` shows it. */
export function numbered(i: number, line: Uint8Array): string {
  return `${String(i).padStart(6, "0")} ${repr(line)}`;
}
