import type { Place, Problem } from "../model.js";
import type { Spec } from "../spec.js";

/** A requirement's id and a heading's anchor name one place of the whole standard. */
export function duplicateId({ chapters }: Spec): readonly Problem[] {
  const problems: Problem[] = [];
  const first = new Map<string, Place>();
  for (const { requirements, headings } of chapters) {
    const anchors = headings.flatMap(({ anchor, file, line }) => (anchor === null ? [] : [{ id: anchor, file, line }]));
    for (const { id, file, line } of [...requirements, ...anchors]) {
      const before = first.get(id);
      if (before === undefined) {
        first.set(id, { file, line });
      } else {
        const message = `${id} is already at ${before.file}:${before.line}`;
        problems.push({ file, line, code: "duplicate-id", message });
      }
    }
  }
  return problems;
}
