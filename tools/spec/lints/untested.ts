import type { Problem } from "../model.js";
import { allRequirements, type Spec } from "../spec.js";

/** The largest share of requirements that may go without a scenario. */
const share = 0.05;

/** A requirement without a scenario says why, and they are few. */
export function untested(spec: Spec): readonly Problem[] {
  const requirements = allRequirements(spec);
  const without = requirements.filter(({ test }) => test.kind === "none");
  const problems = without.filter(({ test }) => test.kind === "none" && test.reason === "")
    .map(({ id, file, line }): Problem =>
      ({ file, line, code: "untested", message: `${id} has test=none without a reason` }));
  const [first] = without;
  if (first === undefined || without.length <= requirements.length * share) return problems;
  const message = `${without.length} of ${requirements.length} requirements have test=none: more than ${share * 100} %`;
  return [...problems, { file: first.file, line: first.line, code: "untested-share", message }];
}
