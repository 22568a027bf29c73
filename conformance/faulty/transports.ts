import type { Fault } from "./fault.js";

/** The faulty reactors of the chapter on transports. */
export const transportFaults: readonly Fault[] = [
];
