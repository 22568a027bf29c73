import { spansOf } from "../inline.js";
import type { Problem } from "../model.js";
import { allTexts, type Spec } from "../spec.js";

const issue = /^([\w.-]+\/[\w.-]+)#(\d+) \((https:\/\/[^)]*)\)$/;
const numbered = /^(?:RFC|PEP) (\d+)\b.* \((https:\/\/[^)]*)\)$/;

/** An external link whose text names an issue, an RFC or a PEP leads to just that; in documents, too. */
export function linkText(spec: Spec): readonly Problem[] {
  return allTexts(spec).flatMap(({ prose }) => prose).flatMap(({ file, line, inline }) =>
    spansOf(inline).filter(({ span }) => leadsElsewhere(span)).map(({ span, lineOffset }) => (
      { file, line: line + lineOffset, code: "link-text", message: `${span}: not what it names` }
    )));
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
