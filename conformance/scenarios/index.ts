import type { Scenario } from "../language/scenario.js";
import { adapterProducingScenarios } from "./adapters-producing.js";
import { adapterReadingScenarios } from "./adapters-reading.js";
import { adapterThreadScenarios } from "./adapters-threads.js";
import { adapterWritingScenarios } from "./adapters-writing.js";
import { betweenRunsScenarios } from "./between-runs.js";
import { connectingScenarios } from "./connecting.js";
import { factoryScenarios } from "./connections-factories.js";
import { halfCloseScenarios } from "./connections-half-close.js";
import { neighbourScenarios } from "./connections-neighbours.js";
import { reasonScenarios } from "./connections-reasons.js";
import { throwingScenarios } from "./connections-throwing.js";
import { connectionScenarios } from "./connections.js";
import { conventionScenarios } from "./conventions.js";
import { datagramClosingScenarios } from "./datagrams-closing.js";
import { datagramOpeningScenarios } from "./datagrams-opening.js";
import { datagramReceivingScenarios } from "./datagrams-receiving.js";
import { datagramSendingScenarios } from "./datagrams-sending.js";
import { embeddingScenarios } from "./embedding.js";
import { descriptorScenarios } from "./descriptors.js";
import { errorScenarios } from "./errors.js";
import { fairnessScenarios } from "./execution-fairness.js";
import { executionScenarios } from "./execution.js";
import { flowReadingScenarios } from "./flow-reading.js";
import { flowWatermarkScenarios } from "./flow-watermarks.js";
import { flowWritingScenarios } from "./flow-writing.js";
import { lifecycleScenarios } from "./lifecycle.js";
import { listeningScenarios } from "./listening.js";
import { manyScenarios } from "./many.js";
import { nameAnswerScenarios } from "./name-answers.js";
import { nameScenarios } from "./names.js";
import { resourceScenarios } from "./resources.js";
import { shimCarryingScenarios } from "./shims-carrying.js";
import { shimInstallingScenarios } from "./shims-installing.js";
import { shimSwitchingScenarios } from "./shims-switching.js";
import { shimUninstallingScenarios } from "./shims-uninstalling.js";
import { standardStreamScenarios } from "./standard-streams.js";
import { tcpScenarios } from "./tcp.js";
import { blockingScenarios } from "./threads-blocking.js";
import { callingInScenarios, stopInThreadCallScenarios } from "./threads-calling-in.js";
import { threadValueScenarios } from "./threads-values.js";
import { threadWorkScenarios } from "./threads-work.js";
import { timedCallHandleScenarios } from "./timed-call-handles.js";
import { timedCallScenarios } from "./timed-calls.js";
import { tlsArgumentScenarios } from "./tls-arguments.js";
import { tlsEndingScenarios } from "./tls-ending.js";
import { tlsStartScenarios } from "./tls-start.js";
import { tlsStreamScenarios } from "./tls-streams.js";
import { tlsScenarios } from "./tls.js";
import { transportClosingScenarios } from "./transports-closing.js";
import { transportScenarios } from "./transports.js";
import { unixStreamScenarios } from "./unix-streams.js";
import { unixScenarios } from "./unix.js";

/** Every scenario, in the order of the chapters. */
export const scenarios: readonly Scenario[] = [
  ...conventionScenarios,
  ...executionScenarios,
  ...fairnessScenarios,
  ...lifecycleScenarios,
  ...betweenRunsScenarios,
  ...timedCallScenarios,
  ...timedCallHandleScenarios,
  ...manyScenarios,
  ...connectionScenarios,
  ...factoryScenarios,
  ...neighbourScenarios,
  ...reasonScenarios,
  ...throwingScenarios,
  ...halfCloseScenarios,
  ...transportScenarios,
  ...transportClosingScenarios,
  ...flowReadingScenarios,
  ...flowWritingScenarios,
  ...flowWatermarkScenarios,
  ...listeningScenarios,
  ...connectingScenarios,
  ...descriptorScenarios,
  ...errorScenarios,
  ...tcpScenarios,
  ...unixStreamScenarios,
  ...unixScenarios,
  ...tlsStreamScenarios,
  ...tlsScenarios,
  ...tlsEndingScenarios,
  ...tlsStartScenarios,
  ...tlsArgumentScenarios,
  ...standardStreamScenarios,
  ...nameScenarios,
  ...nameAnswerScenarios,
  ...adapterReadingScenarios,
  ...adapterWritingScenarios,
  ...adapterProducingScenarios,
  ...adapterThreadScenarios,
  ...datagramOpeningScenarios,
  ...datagramSendingScenarios,
  ...datagramReceivingScenarios,
  ...datagramClosingScenarios,
  ...embeddingScenarios,
  ...resourceScenarios,
  ...callingInScenarios,
  ...stopInThreadCallScenarios,
  ...threadWorkScenarios,
  ...threadValueScenarios,
  ...blockingScenarios,
  ...shimInstallingScenarios,
  ...shimUninstallingScenarios,
  ...shimCarryingScenarios,
  ...shimSwitchingScenarios,
];
