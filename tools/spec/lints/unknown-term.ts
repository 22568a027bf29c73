import type { Problem } from "../model.js";
import { termUses } from "../references.js";
import type { Spec } from "../spec.js";

/** A shortcut link without a dot leads to a term. */
export function unknownTerm(spec: Spec): readonly Problem[] {
  return termUses(spec).filter(({ term }) => term === null).map(({ file, line, target }) => ({
    file, line, code: "unknown-term", message: `no list item defines **${target}**`,
  }));
}
