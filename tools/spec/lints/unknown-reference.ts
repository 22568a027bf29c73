import { shortcutLinks } from "../inline.js";
import type { Problem } from "../model.js";
import { isId } from "../references.js";
import { allRequirements, type Spec } from "../spec.js";

/** A shortcut link with a dot leads to a requirement. */
export function unknownReference(spec: Spec): readonly Problem[] {
  const known = new Set(allRequirements(spec).map(({ id }) => id));
  const prose = spec.chapters.flatMap((chapter) => chapter.prose);
  return prose.flatMap(({ file, line, inline }) => shortcutLinks(inline)
    .filter(({ target }) => isId(target) && !known.has(target))
    .map(({ target, lineOffset }) => ({
      file, line: line + lineOffset, code: "unknown-reference", message: `there is no requirement ${target}`,
    })));
}
