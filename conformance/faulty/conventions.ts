import type { Fault } from "./fault.js";

/** The faulty reactors of the chapter on conventions. */
export const conventionFaults: readonly Fault[] = [
];
