import type { Lock } from "../../tools/spec/lock.js";
import { updateLock } from "../../tools/spec/lock.js";
import type { Problem } from "../../tools/spec/model.js";
import { parseChapter } from "../../tools/spec/parse.js";
import { allRequirements, type Spec } from "../../tools/spec/spec.js";

export const nothingAsked = { accept: [], remove: [], rename: [] };

/** A standard of the given chapters, named 01.md, 02.md and so on, all of it locked unless a lock is given. */
export function specOf(sources: readonly string[], lock?: Lock): Spec {
  const chapters = sources.map((source, index) => parseChapter(`0${index + 1}.md`, source));
  return {
    chapters, documents: [],
    lock: lock ?? updateLock([], allRequirements({ chapters }), "0.1.0", nothingAsked),
    version: "0.1.0",
    published: [],
    exists: (path) => path === "reactor.ts",
  };
}

/** A requirement with an intent, on five lines. */
export function rule(id: string, sentence: string, attributes = "level=must profile=core"): string {
  return `r[${id}]{${attributes}}\n${sentence}\n\n> [!INTENT]\n> It is useful.\n`;
}

/** Problems in short: `file:line code`. */
export function places(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ file, line, code }) => `${file}:${line} ${code}`);
}
