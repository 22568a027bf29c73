import type { Problem } from "../model.js";
import { termUses } from "../references.js";
import type { Spec } from "../spec.js";

/** A term is defined to be used, and once. */
export function unusedTerm(spec: Spec): readonly Problem[] {
  const used = new Set(termUses(spec).map(({ term }) => term));
  const seen = new Set<string>();
  return spec.chapters.flatMap(({ terms }) => terms).flatMap(({ file, line, name }): readonly Problem[] => {
    if (seen.has(name)) return [{ file, line, code: "duplicate-term", message: `**${name}** is defined twice` }];
    seen.add(name);
    return used.has(name) ? [] : [{ file, line, code: "unused-term", message: `nothing links to [${name}]` }];
  });
}
