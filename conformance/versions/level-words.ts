import type { Change } from "./compare.js";

/** A change of level in words, such as `SHOULD became MUST, which is stricter`. */
export function levelWords({ from, to, direction }: Extract<Change, { readonly kind: "level" }>): string {
  return `${from.toUpperCase()} became ${to.toUpperCase()}, which is ${direction}`;
}
