import type { Problem } from "../model.js";
import { allTexts, type Spec } from "../spec.js";

/** Every column of a table has a head: without one, a screen reader has no name for what stands in it. */
export function table(spec: Spec): readonly Problem[] {
  const texts = allTexts(spec).filter(({ file }) => !file.startsWith("../"));
  return texts.flatMap(({ tables }) => tables).filter(({ head }) => head.includes(""))
    .map(({ file, line, head }) => ({
      file, line, code: "table", message: `column ${head.indexOf("") + 1} has nothing at its head`,
    }));
}
