import type { Requirement } from "../../spec/requirement.js";
import { didYouMean } from "../driver/nearest.js";
import { UsageError } from "../driver/usage-error.js";

/** Every id, alias and area (prefix of an id that ends before a dot), each with the id or area that it stands for. */
function selectable(requirements: readonly Requirement[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { id } of requirements) {
    const words = id.split(".");
    for (let length = 1; length < words.length; length++) {
      const area = words.slice(0, length).join(".");
      names.set(area, area);
    }
  }
  for (const { id, aliases } of requirements) {
    for (const name of [id, ...aliases]) names.set(name, id);
  }
  return names;
}

export function isSelectable(word: string, requirements: readonly Requirement[]): boolean {
  return selectable(requirements).has(word);
}

/**
 * The ids and areas that the words stand for.
 * @throws UsageError for a word that is neither.
 */
export function selectionOf(words: readonly string[], requirements: readonly Requirement[]): readonly string[] {
  const names = selectable(requirements);
  return words.map((word) => {
    const name = names.get(word);
    if (name === undefined) throw new UsageError(`no requirement or area ${word}${didYouMean(word, names.keys())}`);
    return name;
  });
}

/** Those that are selected: none of the words selects all. */
export function selected(select: readonly string[], requirements: readonly Requirement[]): readonly Requirement[] {
  if (select.length === 0) return requirements;
  return requirements.filter(({ id }) => select.some((each) => id === each || id.startsWith(`${each}.`)));
}
