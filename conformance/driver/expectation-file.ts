import type { Requirement } from "../../spec/requirement.js";
import { objectOf, optionalTextField, readJson, textField } from "./json-file.js";
import { didYouMean } from "./nearest.js";
import type { ExpectedDeviation } from "../oracle/results.js";
import { UsageError } from "./usage-error.js";

/**
 * Reads the known deviations of a subject: a JSON list of `{requirement, reason, link?}`.
 * @throws UsageError naming the entry that is wrong; `shown` names the file in the message.
 */
export function readExpectations(
  path: string, shown: string, requirements: readonly Requirement[],
): readonly ExpectedDeviation[] {
  const entries = readJson(path, shown);
  if (!Array.isArray(entries)) throw new UsageError(`${shown}: a list of expected deviations is needed`);
  const ids = new Map(requirements.flatMap(({ id, aliases }) => [id, ...aliases].map((each) => [each, id])));
  const seen = new Set<string>();
  return entries.map((entry, index) => {
    const where = `${shown}: entry ${index + 1}`;
    const object = objectOf(entry, where, ["requirement", "reason", "link"]);
    const named = textField(object, "requirement");
    const requirement = ids.get(named);
    if (requirement === undefined) {
      throw new UsageError(`${where}: no requirement ${named}${didYouMean(named, ids.keys())}`);
    }
    if (seen.has(requirement)) throw new UsageError(`${where}: ${requirement} is listed twice`);
    seen.add(requirement);
    return { requirement, reason: textField(object, "reason"), link: optionalTextField(object, "link") };
  });
}
