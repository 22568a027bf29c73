import { keywordsIn } from "../keywords.js";
import type { Problem, RequirementBlock } from "../model.js";
import { allRequirements, type Spec } from "../spec.js";

/** A requirement has one BCP 14 keyword, the one of its level. */
export function keyword(spec: Spec): readonly Problem[] {
  return allRequirements(spec).flatMap((requirement) => {
    const message = fault(requirement);
    return message === null ? [] : [{ file: requirement.file, line: requirement.line, code: "keyword", message }];
  });
}

function fault({ id, level, sentence }: RequirementBlock): string | null {
  const found = keywordsIn(sentence.inline.text);
  const [first] = found;
  if (first === undefined) return `${id} has no BCP 14 keyword`;
  if (found.length > 1) return `${id} has ${found.length} keywords: one idea, one keyword`;
  return first.level === level ? null : `${id} has level ${level}, but says ${first.word}`;
}
