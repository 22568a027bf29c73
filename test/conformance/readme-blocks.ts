import { parseChapter } from "../../tools/spec/parse.js";

/** A block of code in a README: the text of a file that its info string names, or what is typed and printed. */
export interface Fence {
  readonly language: string;
  readonly name: string | null;
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** A command, and what is shown of what it prints. */
export interface Step {
  readonly command: string;
  readonly shown: string;
}

/** The blocks of a text that are not ignored, for a reason that stands there, in order. */
export function fencesOf(markdown: string): readonly Fence[] {
  return parseChapter("README.md", markdown).fences.filter(({ words }) => !words.includes("ignore"))
    .map(({ language, words: [name = null], content, line }) => ({ language, name, text: content, line }));
}

/** What a block shows: commands behind `$ `, and under each what it prints. */
export function stepsOf(text: string): readonly Step[] {
  return text.split(/^\$ /m).slice(1).map((step) => {
    // A line that ends with a backslash goes on in the next.
    const end = step.search(/(?<!\\)\n/);
    return { command: step.slice(0, end), shown: step.slice(end + 1) };
  });
}

/** Matches what is as shown: `...` stands for anything, a number with a fraction for any, and so does white space. */
export function pattern(shown: string): RegExp {
  const parts = shown.trim().split(/(\.\.\.|\b\d+\.\d+\b(?!\.\d)|\s+)/).map((part) => {
    if (part === "...") return "[\\s\\S]*?";
    if (/^\d+\.\d+$/.test(part)) return "\\d+(?:\\.\\d+)?";
    return /^\s+$/.test(part) ? "\\s*" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^\\s*${parts.join("")}\\s*$`);
}
