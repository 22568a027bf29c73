import { fileURLToPath } from "node:url";
import { readResultsIn } from "../../conformance/results/read-result.js";
import type { Result } from "../../conformance/results/result.js";
import { packageRoot } from "../spec/spec.js";

const directory = "conformance/results";

/**
 * The results that are kept in the repository: reactors and then shims, the reference first of each, the others by name.
 * @throws UsageError if a file there is not as `npm run matrix` has written it.
 */
export function readResults(): readonly Result[] {
  const results = readResultsIn(fileURLToPath(new URL(directory, packageRoot)), directory);
  return [...results].sort((a, b) => rank(a) - rank(b) || (a.subject.name < b.subject.name ? -1 : 1));
}

/** The reference is what others are compared with. It is told by nothing but the version and name of this package. */
function rank({ subject: { name }, profiles }: Result): number {
  return (profiles.includes("shim") ? 2 : 0) + (name.startsWith("reference-") || name.startsWith("host-shim") ? 0 : 1);
}
