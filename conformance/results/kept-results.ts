import { fileURLToPath } from "node:url";
import { readResultsIn } from "./read-result.js";
import type { Result } from "./result.js";

const folder = new URL("../../../conformance/results/", import.meta.url);

/**
 * The results that are kept with the kit: reactors and then shims, the reference first of each, the others by name.
 * @throws UsageError if a file there is not as `npm run matrix` has written it.
 */
export function keptResults(): readonly Result[] {
  const results = readResultsIn(fileURLToPath(folder), "conformance/results");
  return [...results].sort((a, b) => rank(a) - rank(b) || (a.subject.name < b.subject.name ? -1 : 1));
}

/** The reference is what others are compared with. It is told by nothing but the version and name of this package. */
function rank({ subject: { name }, profiles }: Result): number {
  return (profiles.includes("shim") ? 2 : 0) + (name.startsWith("reference-") || name.startsWith("host-shim") ? 0 : 1);
}
