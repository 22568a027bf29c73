import { drawnNames } from "../drawn-tables.js";
import type { Html, Problem } from "../model.js";
import type { Spec } from "../spec.js";

/** HTML in a chapter is an image, or a comment that says where something is drawn. */
export function html({ chapters }: Spec): readonly Problem[] {
  return chapters.flatMap((chapter) => [
    ...chapter.html.filter(({ content }) => !/^\s*<(?:!--|img\b|\/)/i.test(content)).map(({ file, line, content }) => (
      { file, line, code: "html", message: `${content.trim().split("\n", 1)[0]}: say it in Markdown` } as const
    )),
    ...misdrawn(chapter.html),
  ]);
}

/** The comments that begin nothing that is drawn, end nothing, or are not ended. */
function misdrawn(pieces: readonly Html[]): readonly Problem[] {
  const problems: Problem[] = [];
  let open: { readonly name: string; readonly at: Html } | null = null;
  const tell = ({ file, line }: Html, message: string): void => {
    problems.push({ file, line, code: "drawn-part", message });
  };
  for (const piece of pieces) {
    const said = /^\s*<!--\s*(end of )?(.*?)\s*-->\s*$/s.exec(piece.content);
    if (said === null) continue;
    const [, end, name = ""] = said;
    if (end !== undefined) {
      if (open?.name !== name) tell(piece, `"${name}" ends here, and does not begin before`);
      open = null;
      continue;
    }
    if (open !== null) tell(open.at, `"${open.name}" has no end`);
    open = { name, at: piece };
    if (!drawnNames.includes(name)) tell(piece, `nothing of the name "${name}" is drawn`);
  }
  if (open !== null) tell(open.at, `"${open.name}" has no end`);
  return problems;
}
