import type { Place, Problem } from "../model.js";
import { allRequirements, type Spec } from "../spec.js";

const dotted = /`([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)`/g;

/**
 * Code that begins with an area and a dot names a requirement, or the leading parts of some: in prose, and in the
 * comments of interfaces. What is called, such as `transport.write(data)`, is not of that form.
 */
export function unknownId(spec: Spec): readonly Problem[] {
  const known = new Set(allRequirements(spec).flatMap(({ id }) =>
    id.split(".").map((_, index, parts) => parts.slice(0, index + 1).join("."))));
  const areas = new Set([...known].filter((each) => !each.includes(".")));
  return codeOf(spec).flatMap(({ file, line, code }) => [...code.matchAll(dotted)]
    .filter(([, id = ""]) => areas.has(id.split(".", 1)[0] ?? "") && !known.has(id))
    .map(([, id]) => ({ file, line, code: "unknown-id", message: `there is no requirement ${id}` })));
}

/** The code of prose, and the lines of interfaces. */
function codeOf({ chapters }: Spec): readonly (Place & { readonly code: string })[] {
  return chapters.flatMap(({ prose, fences }) => [
    ...prose.flatMap(({ file, line, inline }) => inline.spans.map((code) => ({ file, line, code }))),
    ...fences.filter(({ words }) => words[0] === "interface").flatMap(({ file, line, content }) =>
      content.split("\n").map((code, index) => ({ file, line: line + 1 + index, code }))),
  ]);
}
