import { plainText } from "../inline.js";
import type { Problem } from "../model.js";
import { allRequirements, type Spec } from "../spec.js";

/** A sentence is whole, and says what no other says: reports quote it by itself. */
export function sentence(spec: Spec): readonly Problem[] {
  const first = new Map<string, string>();
  return allRequirements(spec).flatMap((requirement): readonly Problem[] => {
    const { id, file } = requirement;
    const { line } = requirement.sentence;
    const text = plainText(requirement.sentence.inline);
    const before = first.get(text);
    if (before !== undefined) {
      return [{ file, line, code: "duplicate-sentence", message: `${id} says the same as ${before}` }];
    }
    first.set(text, id);
    return text.endsWith(".") ? []
      : [{ file, line, code: "sentence-end", message: `the sentence of ${id} does not end with a full stop` }];
  });
}
