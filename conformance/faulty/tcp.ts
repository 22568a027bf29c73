import type { Fault } from "./fault.js";

/** The faulty reactors of the chapter on TCP. */
export const tcpFaults: readonly Fault[] = [
];
