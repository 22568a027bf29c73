import type { Requirement } from "../../spec/requirement.js";
import { requirements } from "../../spec/requirements.js";
import { didYouMean } from "../driver/nearest.js";
import { UsageError } from "../driver/usage-error.js";
import { publishedText, publishedVersions } from "../versions/read-text.js";
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
  const last = publishedVersions().findLast(({ version }) =>
    publishedText(version).requirements.some(({ id }) => id === word))?.version;
  if (last !== undefined) throw new UsageError(`${word} is in ${last} and not any more: reactor-standard diff ${last}`);
  const known = among.flatMap(({ id, aliases }) => [id, ...aliases]);
  throw new UsageError(`no requirement ${word}${didYouMean(word, known)}`);
}

/** What is to be said of a word that named a requirement by a former id, or null. */
export function formerId(word: string | undefined, { id }: Pick<Requirement, "id">): string | null {
  return word === undefined || word === id ? null : `${word} is a former id of ${id}`;
}
