import { lineAt } from "../inline.js";
import type { Problem } from "../model.js";
import type { Spec } from "../spec.js";

const numbered = /(?:\b(?:section|chapter|clause|step)s?\s+|§\s*)\d+(?:\.\d+)*/gi;

/** Numbers of sections and steps change: link to an anchor. The text of an external link is exempt. */
export function sectionNumber({ chapters }: Spec): readonly Problem[] {
  return chapters.flatMap(({ prose }) => prose).flatMap(({ file, line, inline: { text } }) =>
    [...text.matchAll(numbered)].map((match) => ({
      file, line: line + lineAt(text, match.index), code: "section-number",
      message: `"${match[0]}": link to it instead`,
    })));
}
