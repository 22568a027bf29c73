import { posix } from "node:path";
import { deadLink } from "./lints/dead-link.js";
import { duplicateId } from "./lints/duplicate-id.js";
import { fence } from "./lints/fence.js";
import { figure } from "./lints/figure.js";
import { heading } from "./lints/heading.js";
import { html } from "./lints/html.js";
import { intent } from "./lints/intent.js";
import { keyword } from "./lints/keyword.js";
import { linkDefinition } from "./lints/link-definition.js";
import { linkText } from "./lints/link-text.js";
import { lockedIds } from "./lints/locked-ids.js";
import { lowerCaseKeyword } from "./lints/lower-case-keyword.js";
import { malformedId } from "./lints/malformed-id.js";
import { sectionNumber } from "./lints/section-number.js";
import { sentence } from "./lints/sentence.js";
import { splitArea } from "./lints/split-area.js";
import { strayKeyword } from "./lints/stray-keyword.js";
import { table } from "./lints/table.js";
import { unfinished } from "./lints/unfinished.js";
import { unknownId } from "./lints/unknown-id.js";
import { unknownReference } from "./lints/unknown-reference.js";
import { unknownTerm } from "./lints/unknown-term.js";
import { untested } from "./lints/untested.js";
import { unusedTerm } from "./lints/unused-term.js";
import { userCodeMark } from "./lints/user-code-mark.js";
import type { Problem } from "./model.js";
import type { Spec } from "./spec.js";

const lints: readonly ((spec: Spec) => readonly Problem[])[] = [
  duplicateId, malformedId, splitArea, keyword, strayKeyword, lowerCaseKeyword, sentence, intent, untested,
  unknownReference, unknownId, unknownTerm, unusedTerm, deadLink, linkText, linkDefinition, heading, sectionNumber,
  fence, figure, table, html, userCodeMark, unfinished, lockedIds,
];

/** Everything that is wrong with the chapters, and with the links of the documents, by file and line. */
export function lintSpec(spec: Spec): readonly Problem[] {
  return [...spec.chapters.flatMap((chapter) => chapter.problems), ...lints.flatMap((lint) => lint(spec))]
    .toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

export function formatProblem({ file, line, code, message }: Problem): string {
  return `${pathOf(file)}:${line} ${code} ${message}`;
}

/** A problem as an annotation of GitHub's: a workflow that prints it shows it beside the line. */
export function annotation({ file, line, code, message }: Problem): string {
  const escaped = message.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  return `::error file=${pathOf(file)},line=${line},title=${code}::${escaped}`;
}

/** The path of a chapter or a document from the package's directory. */
function pathOf(file: string): string {
  return posix.join("spec", file);
}
