import { lineAt } from "../inline.js";
import type { Problem } from "../model.js";
import type { Spec } from "../spec.js";

const mark = "(calls user code)";

/** The mark of a step that can call user code has one form, and stands in steps alone. */
export function userCodeMark({ chapters }: Spec): readonly Problem[] {
  return chapters.flatMap(({ prose }) => prose).flatMap(({ file, line, kind, inline: { text } }) =>
    [...text.matchAll(/\([^()]*\buser\s+code\b[^()]*\)/gi)]
      .filter((match) => kind !== "step" || match[0].replace(/\s+/g, " ") !== mark)
      .map((match) => ({
        file, line: line + lineAt(text, match.index), code: "user-code-mark",
        message: `the mark of a step that can call user code is ${mark}, in a numbered list`,
      })));
}
