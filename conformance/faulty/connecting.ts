import type { Fault } from "./fault.js";

/** The faulty reactors of connecting. */
export const connectingFaults: readonly Fault[] = [
];
