import { spansOf } from "../inline.js";
import type { Place, Problem } from "../model.js";
import { allRequirements, type Spec } from "../spec.js";

const dotted = /`([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)`/g;

/**
 * Code that begins with an area and a dot names a requirement, or the leading parts of some: in prose, also of the
 * documents, and in the comments of interfaces. What is called, such as `transport.write(data)`, is not of that form.
 */
export function unknownId(spec: Spec): readonly Problem[] {
  const present = allRequirements(spec).map(({ id }) => id);
  const areas = new Set(present.map((id) => id.split(".", 1)[0] ?? ""));
  const find = (known: ReadonlySet<string>) => ({ file, line, code }: Code): readonly Problem[] =>
    [...code.matchAll(dotted)].map(([, id = ""]) => id)
      .filter((id) => areas.has(id.split(".", 1)[0] ?? "") && !known.has(id))
      .map((id) => ({ file, line, code: "unknown-id", message: `there is no requirement ${id}` }));
  // What is told of former versions has their ids, too.
  const former = spec.lock.flatMap(({ id, aliases }) => [id, ...aliases]);
  return [
    ...codeOf(spec).flatMap(find(withLeadingParts(present))),
    ...proseCode(spec.documents).flatMap(find(withLeadingParts([...present, ...former]))),
  ];
}

type Code = Place & { readonly code: string };

function withLeadingParts(ids: readonly string[]): ReadonlySet<string> {
  return new Set(ids.flatMap((id) => id.split(".").map((_, index, parts) => parts.slice(0, index + 1).join("."))));
}

/** The code in the prose of the chapters, and the lines of their interfaces. */
function codeOf({ chapters }: Spec): readonly Code[] {
  const interfaces = chapters.flatMap(({ fences }) => fences).filter(({ words }) => words[0] === "interface");
  return [
    ...proseCode(chapters),
    ...interfaces.flatMap(({ file, line, content }) =>
      content.split("\n").map((code, index) => ({ file, line: line + 1 + index, code }))),
  ];
}

function proseCode(texts: Spec["chapters"]): readonly Code[] {
  return texts.flatMap(({ prose }) => prose).flatMap(({ file, line, inline }) =>
    spansOf(inline).map(({ span, lineOffset }) => ({ file, line: line + lineOffset, code: span })));
}
