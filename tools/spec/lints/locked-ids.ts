import type { LintCode } from "../lint-codes.js";
import { sentenceHash } from "../lock.js";
import type { Problem } from "../model.js";
import { allRequirements, publishedIds, type Spec } from "../spec.js";

const lockFile = "ids.lock.json";

/** The chapters agree with the lock: no id vanishes, and no sentence changes unseen. */
export function lockedIds(spec: Spec): readonly Problem[] {
  return [...changedRequirements(spec), ...vanishedIds(spec), ...forgottenIds(spec)];
}

function changedRequirements(spec: Spec): readonly Problem[] {
  const entries = new Map(spec.lock.map((entry) => [entry.id, entry]));
  return allRequirements(spec).flatMap((requirement): readonly Problem[] => {
    const { id, file, line, level } = requirement;
    const entry = entries.get(id);
    const review = `review the scenarios that check it, then \`npm run extract -- --accept ${id}\``;
    const problem = (code: LintCode, message: string) => [{ file, line, code, message }];
    if (entry === undefined) return problem("lock-missing", `${id} is not locked: \`npm run extract\``);
    if (entry.removed !== undefined) return problem("lock-removed", `${id} was removed in ${entry.removed}`);
    if (entry.level !== level) return problem("lock-level", `${id} was ${entry.level}: ${review}`);
    if (entry.sha256 !== sentenceHash(requirement)) {
      return problem("lock-changed", `the sentence of ${id} has changed: ${review}`);
    }
    return [];
  });
}

function vanishedIds(spec: Spec): readonly Problem[] {
  const present = new Set(allRequirements(spec).map(({ id }) => id));
  return spec.lock.flatMap((entry, index): readonly Problem[] => {
    const place = { file: lockFile, line: index + 2 };
    const reused = entry.aliases.filter((alias) => present.has(alias)).map((alias): Problem => ({
      ...place, code: "lock-alias", message: `${alias} is a former id of ${entry.id}, and cannot be used again`,
    }));
    if (entry.removed !== undefined || present.has(entry.id)) return reused;
    const message = `${entry.id} is gone: \`npm run extract -- --rename ${entry.id}=NEW\` or \`--remove ${entry.id}\``;
    return [...reused, { ...place, code: "lock-vanished", message }];
  });
}

/** What was published stays known: as an id, a former id, or one that was removed. */
function forgottenIds(spec: Spec): readonly Problem[] {
  const known = new Set(spec.lock.flatMap(({ id, aliases }) => [id, ...aliases]));
  return [...publishedIds(spec)].filter((id) => !known.has(id)).map((id) => ({
    file: lockFile, line: 1, code: "lock-forgotten",
    message: `${id} was published and is neither locked, nor a former id, nor listed as removed: put its entry back`,
  }));
}
