import { lineAt } from "../inline.js";
import type { Problem, Prose } from "../model.js";
import type { Spec } from "../spec.js";

const inSentence = /\b(?:[Mm]ust|[Ss]hall|[Ss]hould|may)\b/g;
/** "May not" is a ban to some readers, and a chance to others. */
const elsewhere = /\b(?:[Mm]ust|[Ss]hall|[Mm]ay\s+not)\b/g;

/** A keyword in lower case leaves open whether it is meant: none in sentences, nor "must" and the like elsewhere. */
export function lowerCaseKeyword({ chapters }: Spec): readonly Problem[] {
  return chapters.flatMap(({ prose }) => prose.filter(({ kind }) => kind !== "quote")).flatMap(problemsOf);
}

function problemsOf({ file, line, kind, inline: { text } }: Prose): readonly Problem[] {
  return [...text.matchAll(kind === "sentence" ? inSentence : elsewhere)].map((match) => ({
    file, line: line + lineAt(text, match.index), code: "lower-case-keyword",
    message: `"${match[0].replace(/\s+/g, " ")}": say it otherwise`,
  }));
}
