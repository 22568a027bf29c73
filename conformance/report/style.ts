import type { Verdict } from "../oracle/results.js";

/** Ways to set a text off on a terminal. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly of: (verdict: Verdict, text: string) => string;
}

const colourOf = { pass: 32, fail: 31, skip: 2, inconclusive: 33, error: 35, deviation: 36 } as const;

/** Without colours, every way leaves the text as it is. */
export function styleOf(colours: boolean): Style {
  const set = (code: number, text: string): string => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    bold: (text) => set(1, text),
    dim: (text) => set(2, text),
    of: (verdict, text) => set(colourOf[verdict], text),
  };
}
