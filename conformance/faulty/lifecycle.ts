import type { Fault } from "./fault.js";

/** The faulty reactors of the chapter on the lifecycle. */
export const lifecycleFaults: readonly Fault[] = [
];
