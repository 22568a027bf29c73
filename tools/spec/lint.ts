import { deadLink } from "./lints/dead-link.js";
import { duplicateId } from "./lints/duplicate-id.js";
import { fence } from "./lints/fence.js";
import { figure } from "./lints/figure.js";
import { heading } from "./lints/heading.js";
import { intent } from "./lints/intent.js";
import { keyword } from "./lints/keyword.js";
import { lockedIds } from "./lints/locked-ids.js";
import { lowerCaseKeyword } from "./lints/lower-case-keyword.js";
import { malformedId } from "./lints/malformed-id.js";
import { sectionNumber } from "./lints/section-number.js";
import { strayKeyword } from "./lints/stray-keyword.js";
import { unknownReference } from "./lints/unknown-reference.js";
import { unknownTerm } from "./lints/unknown-term.js";
import { untested } from "./lints/untested.js";
import { unusedTerm } from "./lints/unused-term.js";
import { userCodeMark } from "./lints/user-code-mark.js";
import type { Problem } from "./model.js";
import type { Spec } from "./spec.js";

const lints: readonly ((spec: Spec) => readonly Problem[])[] = [
  duplicateId, malformedId, heading, keyword, strayKeyword, lowerCaseKeyword, intent, untested, unknownReference,
  unknownTerm, unusedTerm, deadLink, sectionNumber, fence, figure, userCodeMark, lockedIds,
];

/** Everything that is wrong with the chapters, by file and line. */
export function lintSpec(spec: Spec): readonly Problem[] {
  return [...spec.chapters.flatMap((chapter) => chapter.problems), ...lints.flatMap((lint) => lint(spec))]
    .toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

export function formatProblem({ file, line, code, message }: Problem): string {
  return `spec/${file}:${line} ${code} ${message}`;
}
