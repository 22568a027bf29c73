import type { Fault } from "./fault.js";

/** The faulty reactors of the chapter on the execution model. */
export const executionFaults: readonly Fault[] = [
];
