import type { Fault } from "./fault.js";

/** The faulty reactors of the chapter on connections. */
export const connectionFaults: readonly Fault[] = [
];
