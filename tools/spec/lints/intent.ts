import type { Problem } from "../model.js";
import { allRequirements, type Spec } from "../spec.js";

/** A requirement says why it is there. */
export function intent(spec: Spec): readonly Problem[] {
  return allRequirements(spec).filter((requirement) => requirement.intent === null).map(({ id, file, line }) => ({
    file, line, code: "intent", message: `${id} is not followed by > [!INTENT]`,
  }));
}
