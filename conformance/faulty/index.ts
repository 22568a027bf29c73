import type { Fault } from "./fault.js";
import { timedCallFaults } from "./timed-calls.js";

/** Every faulty reactor, in the order of the chapters. */
export const faults: readonly Fault[] = [
  ...timedCallFaults,
];
