import type { Problem } from "../model.js";
import { termUses } from "../references.js";
import type { Spec } from "../spec.js";

/** A term is defined to be used, elsewhere than in its own definition, and once. */
export function unusedTerm(spec: Spec): readonly Problem[] {
  const uses = termUses(spec);
  const seen = new Set<string>();
  return spec.chapters.flatMap(({ terms }) => terms).flatMap(({ file, line, name }): readonly Problem[] => {
    if (seen.has(name)) return [{ file, line, code: "duplicate-term", message: `**${name}** is defined twice` }];
    seen.add(name);
    const used = uses.some((use) => use.term === name && !(use.file === file && use.within === line));
    return used ? [] : [{ file, line, code: "unused-term", message: `nothing links to [${name}]` }];
  });
}
