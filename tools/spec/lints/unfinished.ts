import { lineAt } from "../inline.js";
import type { Problem } from "../model.js";
import type { Spec } from "../spec.js";

/** What is still to be written is written, or an issue. */
export function unfinished({ chapters }: Spec): readonly Problem[] {
  return chapters.flatMap(({ prose }) => prose).flatMap(({ file, line, inline: { text } }) =>
    [...text.matchAll(/\b(?:TODO|TBD|FIXME|XXX)\b/g)].map((match) => ({
      file, line: line + lineAt(text, match.index), code: "unfinished", message: `${match[0]}: write it`,
    })));
}
