import type { Problem } from "../model.js";
import { allRequirements, type Spec } from "../spec.js";

/** An area, the first part of an id, has one chapter. */
export function splitArea(spec: Spec): readonly Problem[] {
  const chapters = new Map<string, string>();
  return allRequirements(spec).flatMap(({ id, file, line }) => {
    const area = id.split(".", 1)[0] ?? "";
    const first = chapters.get(area) ?? file;
    chapters.set(area, first);
    return first === file ? [] : [{ file, line, code: "split-area", message: `the area ${area} is that of ${first}` }];
  });
}
