import { lineAt } from "../inline.js";
import type { Problem } from "../model.js";
import type { Spec } from "../spec.js";

const issue = /^([\w.-]+\/[\w.-]+)#(\d+) \((https:\/\/[^)]*)\)$/;
const numbered = /^(?:RFC|PEP) (\d+)\b.* \((https:\/\/[^)]*)\)$/;

/** The text of an external link that names an issue, an RFC or a PEP leads to just that. */
export function linkText({ chapters }: Spec): readonly Problem[] {
  return chapters.flatMap(({ prose }) => prose).flatMap(({ file, line, inline }) =>
    inline.spans.flatMap((span, index): readonly Problem[] => {
      if (!leadsElsewhere(span)) return [];
      const at = [...inline.text.matchAll(/\uFFFC/g)][index]?.index ?? 0;
      return [{ file, line: line + lineAt(inline.text, at), code: "link-text", message: `${span}: not what it names` }];
    }));
}

function leadsElsewhere(span: string): boolean {
  const [, repository, number = "", issueUrl = ""] = issue.exec(span) ?? [];
  if (repository !== undefined) {
    const path = new URL(issueUrl).pathname;
    return !path.startsWith(`/${repository}/`) || path.split("/").at(-1) !== number;
  }
  const [, document = "", url] = numbered.exec(span) ?? [];
  return url !== undefined && !url.replaceAll(/(?<=\D)0+/g, "").split(/\D+/).includes(document.replace(/^0+/, ""));
}
