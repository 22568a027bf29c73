import { shortcutLinks } from "./inline.js";
import type { Place } from "./model.js";
import type { Spec } from "./spec.js";

/** Whether the target of a shortcut link is a requirement's id, not a term. */
export function isId(target: string): boolean {
  return target.includes(".");
}

/** A use of a term. */
export interface TermUse extends Place {
  readonly target: string;
  /** The term it leads to, as its definition writes it; null if there is none. */
  readonly term: string | null;
  /** Where the paragraph or item begins in which it stands. */
  readonly within: number;
}

/** Every use of a term. A term may be used in the plural, and with a capital. */
export function termUses({ chapters }: Pick<Spec, "chapters">): readonly TermUse[] {
  const names = new Map(chapters.flatMap(({ terms }) => terms.map(({ name }) => [name.toLowerCase(), name] as const)));
  return chapters.flatMap(({ prose }) => prose).flatMap(({ file, line, inline }) => shortcutLinks(inline)
    .filter(({ target }) => !isId(target))
    .map(({ target, lineOffset }) =>
      ({ file, line: line + lineOffset, target, term: findTerm(names, target), within: line })));
}

/** The term that `target` names, of the terms by their lower-case names; null if there is none. */
export function findTerm(names: ReadonlyMap<string, string>, target: string): string | null {
  return singulars(target.toLowerCase()).map((form) => names.get(form)).find((name) => name !== undefined) ?? null;
}

function singulars(word: string): readonly string[] {
  return [word, word.replace(/s$/, ""), word.replace(/es$/, ""), word.replace(/ies$/, "y")];
}
