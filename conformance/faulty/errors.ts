import type { Fault } from "./fault.js";

/** The faulty reactors of the chapter on errors. */
export const errorFaults: readonly Fault[] = [
];
