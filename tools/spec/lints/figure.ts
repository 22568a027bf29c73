import type { Problem } from "../model.js";
import type { Spec } from "../spec.js";

/** A figure has a text alternative. */
export function figure({ chapters }: Spec): readonly Problem[] {
  return chapters.flatMap(({ figures }) => figures).filter(({ alternative }) => alternative === "")
    .map(({ file, line }) => ({ file, line, code: "figure", message: "a figure without a text alternative" }));
}
