import type { Problem } from "../model.js";
import type { Spec } from "../spec.js";

/** A chapter has one first-level heading, its first; every heading has a permanent anchor, and skips no level. */
export function heading({ chapters }: Spec): readonly Problem[] {
  return chapters.flatMap(({ file, headings }) => {
    const problems: Problem[] = [];
    let above = 0;
    for (const { line, depth, title, anchor } of headings) {
      if (anchor === null) problems.push({ file, line, code: "heading", message: `"${title}" has no {#anchor}` });
      if (depth > above + 1) problems.push({ file, line, code: "heading", message: `"${title}" skips a level` });
      if (depth === 1 && above > 0) problems.push({ file, line, code: "heading", message: "a second title" });
      above = depth;
    }
    if (headings.length === 0) problems.push({ file, line: 1, code: "heading", message: "a chapter without a title" });
    return problems;
  });
}
