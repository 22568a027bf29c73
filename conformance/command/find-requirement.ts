import type { Requirement } from "../../spec/requirement.js";
import { requirements } from "../../spec/requirements.js";
import { didYouMean } from "../driver/nearest.js";
import { UsageError } from "../driver/usage-error.js";
import { selected } from "./selection.js";

/**
 * The one requirement of that id, present or former.
 * @throws UsageError if there is none, with what was probably meant.
 */
export function findRequirement(word: string, among: readonly Requirement[] = requirements): Requirement {
  const found = among.find(({ id, aliases }) => id === word || aliases.includes(word));
  if (found !== undefined) return found;
  const area = selected([word], among);
  if (area.length > 0) {
    throw new UsageError(`${word} is an area of ${area.length} requirements: reactor-standard list ${word}`);
  }
  const known = among.flatMap(({ id, aliases }) => [id, ...aliases]);
  throw new UsageError(`no requirement ${word}${didYouMean(word, known)}`);
}
