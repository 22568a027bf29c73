import type { Fault } from "./fault.js";

/** The faulty reactors of the chapter on listening and connecting. */
export const listeningAndConnectingFaults: readonly Fault[] = [
];
