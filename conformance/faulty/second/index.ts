import type { Fault } from "../fault.js";
import { secondConnectionEndingFaults } from "./connections-ending.js";
import { secondConnectionFaults } from "./connections.js";
import { secondFairnessFaults } from "./execution-fairness.js";
import { secondExecutionFaults } from "./execution.js";
import { secondFlowReadingFaults } from "./flow-reading.js";
import { secondFlowWritingFaults } from "./flow-writing.js";
import { secondTimedCallHandleFaults } from "./timed-call-handles.js";
import { secondTimedCallFaults } from "./timed-calls.js";
import { secondTransportClosingFaults } from "./transports-closing.js";
import { secondTransportFaults } from "./transports.js";

/** Of the requirements that a faulty reactor breaks already, one that breaks them in another way. */
export const secondFaults: readonly Fault[] = [
  ...secondExecutionFaults,
  ...secondFairnessFaults,
  ...secondTimedCallFaults,
  ...secondTimedCallHandleFaults,
  ...secondConnectionFaults,
  ...secondConnectionEndingFaults,
  ...secondTransportFaults,
  ...secondTransportClosingFaults,
  ...secondFlowReadingFaults,
  ...secondFlowWritingFaults,
];
