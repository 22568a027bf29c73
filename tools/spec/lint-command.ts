import { chaptersToCome } from "./chapters-to-come.js";
import { formatProblem, lintSpec } from "./lint.js";
import { readSpec } from "./spec.js";

const spec = readSpec();
const problems = lintSpec(spec);
for (const problem of problems) console.log(formatProblem(problem));
const missing = chaptersToCome(spec.chapters);
if (missing.length > 0) console.error(`links between chapters are checked once these exist: ${missing.join(", ")}`);
process.exitCode = problems.length === 0 ? 0 : 1;
