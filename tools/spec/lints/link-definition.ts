import type { Problem } from "../model.js";
import type { Spec } from "../spec.js";

/** Links are written where they stand: a definition would take the shortcut links of its name, without a word. */
export function linkDefinition({ chapters }: Spec): readonly Problem[] {
  return chapters.flatMap(({ definitions }) => definitions).map(({ file, line, name }) => ({
    file, line, code: "link-definition", message: `[${name}]: write the address where the link stands`,
  }));
}
