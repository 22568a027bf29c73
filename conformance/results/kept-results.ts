import { fileURLToPath } from "node:url";
import { readResultsIn } from "./read-result.js";
import type { Result } from "./result.js";

const folder = new URL("../../../conformance/results/", import.meta.url);

/**
 * The results that are kept with the kit: reactors and then shims, of each those first that keep most.
 * @throws UsageError if a file there is not as `npm run matrix` has written it.
 */
export function keptResults(): readonly Result[] {
  return [...readResultsIn(fileURLToPath(folder), "conformance/results")].sort((a, b) =>
    kind(a) - kind(b) || b.summary.pass - a.summary.pass || (a.subject.name < b.subject.name ? -1 : 1));
}

function kind({ profiles }: Result): number {
  return profiles.includes("shim") ? 1 : 0;
}
