import { formatProblem, lintSpec } from "./lint.js";
import { readSpec } from "./spec.js";

const problems = lintSpec(readSpec());
for (const problem of problems) console.log(formatProblem(problem));
process.exitCode = problems.length === 0 ? 0 : 1;
