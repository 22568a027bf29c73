import { adapterProducingFaults } from "./adapters-producing.js";
import { adapterReadingFaults } from "./adapters-reading.js";
import { adapterThreadFaults } from "./adapters-threads.js";
import { adapterWritingFaults } from "./adapters-writing.js";
import { betweenRunsFaults } from "./between-runs.js";
import { connectingFaults } from "./connecting.js";
import { factoryFaults } from "./connections-factories.js";
import { halfCloseFaults } from "./connections-half-close.js";
import { neighbourFaults } from "./connections-neighbours.js";
import { reasonFaults } from "./connections-reasons.js";
import { throwingFaults } from "./connections-throwing.js";
import { connectionFaults } from "./connections.js";
import { conventionFaults } from "./conventions.js";
import { datagramClosingFaults } from "./datagrams-closing.js";
import { datagramOpeningFaults } from "./datagrams-opening.js";
import { datagramReceivingFaults } from "./datagrams-receiving.js";
import { datagramSendingFaults } from "./datagrams-sending.js";
import { embeddingFaults } from "./embedding.js";
import { descriptorFaults } from "./descriptors.js";
import { errorFaults } from "./errors.js";
import { fairnessFaults } from "./execution-fairness.js";
import { executionFaults } from "./execution.js";
import type { Fault } from "./fault.js";
import { flowReadingFaults } from "./flow-reading.js";
import { flowWatermarkFaults } from "./flow-watermarks.js";
import { flowWritingFaults } from "./flow-writing.js";
import { lifecycleFaults } from "./lifecycle.js";
import { listeningFaults } from "./listening.js";
import { nameAnswerFaults } from "./name-answers.js";
import { nameFaults } from "./names.js";
import { resourceFaults } from "./resources.js";
import { secondFaults } from "./second/index.js";
import { standardStreamFaults } from "./standard-streams.js";
import { tcpFaults } from "./tcp.js";
import { blockingFaults } from "./threads-blocking.js";
import { callingInFaults } from "./threads-calling-in.js";
import { threadValueFaults } from "./threads-values.js";
import { threadWorkFaults } from "./threads-work.js";
import { timedCallHandleFaults } from "./timed-call-handles.js";
import { timedCallFaults } from "./timed-calls.js";
import { tlsArgumentFaults } from "./tls-arguments.js";
import { tlsEndingFaults } from "./tls-ending.js";
import { tlsStartFaults } from "./tls-start.js";
import { tlsStreamFaults } from "./tls-streams.js";
import { tlsFaults } from "./tls.js";
import { transportClosingFaults } from "./transports-closing.js";
import { transportFaults } from "./transports.js";
import { unixFaults } from "./unix.js";

/** Every faulty reactor, in the order of the chapters. */
export const faults: readonly Fault[] = [
  ...conventionFaults,
  ...executionFaults,
  ...fairnessFaults,
  ...lifecycleFaults,
  ...betweenRunsFaults,
  ...timedCallFaults,
  ...timedCallHandleFaults,
  ...connectionFaults,
  ...factoryFaults,
  ...neighbourFaults,
  ...reasonFaults,
  ...throwingFaults,
  ...halfCloseFaults,
  ...transportFaults,
  ...transportClosingFaults,
  ...flowReadingFaults,
  ...flowWritingFaults,
  ...flowWatermarkFaults,
  ...listeningFaults,
  ...connectingFaults,
  ...descriptorFaults,
  ...errorFaults,
  ...tcpFaults,
  ...unixFaults,
  ...tlsStreamFaults,
  ...tlsFaults,
  ...tlsEndingFaults,
  ...tlsStartFaults,
  ...tlsArgumentFaults,
  ...standardStreamFaults,
  ...nameFaults,
  ...nameAnswerFaults,
  ...adapterReadingFaults,
  ...adapterWritingFaults,
  ...adapterProducingFaults,
  ...adapterThreadFaults,
  ...datagramOpeningFaults,
  ...datagramSendingFaults,
  ...datagramReceivingFaults,
  ...datagramClosingFaults,
  ...embeddingFaults,
  ...resourceFaults,
  ...callingInFaults,
  ...threadWorkFaults,
  ...threadValueFaults,
  ...blockingFaults,
  ...secondFaults,
];
