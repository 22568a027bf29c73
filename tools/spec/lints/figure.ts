import type { Problem } from "../model.js";
import { allTexts, type Spec } from "../spec.js";

/** A figure has a text alternative. */
export function figure(spec: Spec): readonly Problem[] {
  return allTexts(spec).flatMap(({ figures }) => figures).filter(({ alternative }) => alternative === "")
    .map(({ file, line }) => ({ file, line, code: "figure", message: "a figure without a text alternative" }));
}
