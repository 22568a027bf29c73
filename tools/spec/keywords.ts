import type { Level } from "../../spec/requirement.js";

/** A BCP 14 keyword in a text. */
export interface Keyword {
  readonly word: string;
  readonly level: Level;
  readonly index: number;
}

const keyword =
  /\b(?:MUST(?:\s+NOT)?|SHALL(?:\s+NOT)?|REQUIRED|SHOULD(?:\s+NOT)?|(?:NOT\s+)?RECOMMENDED|MAY|OPTIONAL)\b/g;

/** Finds the BCP 14 keywords of a text, in order. */
export function keywordsIn(text: string): readonly Keyword[] {
  return [...text.matchAll(keyword)].map((match) => {
    const word = match[0].replace(/\s+/g, " ");
    return { word, level: levelOf(word), index: match.index };
  });
}

function levelOf(word: string): Level {
  if (/^(MUST|SHALL|REQUIRED)/.test(word)) return "must";
  return /^(SHOULD|NOT RECOMMENDED|RECOMMENDED)/.test(word) ? "should" : "may";
}
