import { availableParallelism } from "node:os";
import { isHostedHere, type Subject } from "./subject.js";

/** More agents than this at once are of no use to anybody by default. */
export const MOST_JOBS = 4;

/** How many agents play side by side, unless the caller says. */
export function defaultJobs(subject: Subject): number {
  return isHostedHere(subject) ? 1 : Math.min(availableParallelism(), MOST_JOBS);
}
