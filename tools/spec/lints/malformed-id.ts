import type { Problem } from "../model.js";
import { allRequirements, type Spec } from "../spec.js";

const form = /^[a-z0-9]+(\.[a-z0-9-]+)+$/;

/** An id is lower-case words, dotted from the general to the specific. */
export function malformedId(spec: Spec): readonly Problem[] {
  return allRequirements(spec).filter(({ id }) => !form.test(id)).map(({ id, file, line }) => ({
    file, line, code: "malformed-id", message: `"${id}" does not match ${form.source}`,
  }));
}
