import { keywordsIn } from "../keywords.js";
import { lineAt } from "../inline.js";
import type { Problem } from "../model.js";
import type { Spec } from "../spec.js";

/** BCP 14 keywords stand in requirements alone; one in quotation marks is mentioned, not used. */
export function strayKeyword({ chapters }: Spec): readonly Problem[] {
  const prose = chapters.flatMap((chapter) => chapter.prose.filter(({ kind }) => kind !== "sentence"));
  return [
    ...prose.flatMap(({ file, line, inline: { text } }) => found(file, line, text)),
    ...chapters.flatMap(({ fences }) => fences).flatMap(({ file, line, content }) => found(file, line + 1, content)),
  ];
}

function found(file: string, line: number, text: string): readonly Problem[] {
  return keywordsIn(text).filter(({ word, index }) => !isQuoted(text, index, word.length)).map(({ word, index }) => ({
    file, line: line + lineAt(text, index), code: "stray-keyword", message: `${word} outside a requirement`,
  }));
}

function isQuoted(text: string, index: number, length: number): boolean {
  return /["“]/.test(text[index - 1] ?? "") && /["”]/.test(text[index + length] ?? "");
}
