import type { NumberOrOdd, OddValue } from "../../language/operations.js";

/** The value that a scenario cannot write in JSON. */
export function odd(value: OddValue["odd"]): unknown {
  switch (value) {
    case "NaN": return Number.NaN;
    case "Infinity": return Number.POSITIVE_INFINITY;
    case "-Infinity": return Number.NEGATIVE_INFINITY;
    case "string": return "5";
    case "null": return null;
    case "undefined": return undefined;
    case "object": return {};
  }
}

/** A number as it is, and an odd value in a number's place: the subject is to refuse it. */
export function numberOf(value: NumberOrOdd): number {
  return typeof value === "number" ? value : (odd(value.odd) as number);
}

/** A text as it is, and an odd value in a text's place: the subject is to refuse it. */
export function textOf(value: string | OddValue): string {
  return typeof value === "string" ? value : (odd(value.odd) as string);
}

/** How the trace writes it. */
export function shown(value: NumberOrOdd): number | string {
  return typeof value === "number" ? value : value.odd;
}
