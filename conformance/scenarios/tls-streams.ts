import type { Scenario } from "../language/scenario.js";
import { connectingScenarios } from "./connecting.js";
import { factoryScenarios } from "./connections-factories.js";
import { halfCloseScenarios } from "./connections-half-close.js";
import { reasonScenarios } from "./connections-reasons.js";
import { throwingScenarios } from "./connections-throwing.js";
import { connectionScenarios } from "./connections.js";
import { flowReadingScenarios } from "./flow-reading.js";
import { flowWatermarkScenarios } from "./flow-watermarks.js";
import { flowWritingScenarios } from "./flow-writing.js";
import { listeningScenarios } from "./listening.js";
import { overTls } from "./over-tls.js";
import { transportClosingScenarios } from "./transports-closing.js";
import { transportScenarios } from "./transports.js";

/** The scenarios of the chapter on TLS: what is as over TCP. */
export const tlsStreamScenarios: readonly Scenario[] = [
  ...overTls("tls.stream.connections", [
    ...connectionScenarios, ...factoryScenarios, ...reasonScenarios, ...throwingScenarios, ...halfCloseScenarios,
  ]),
  ...overTls("tls.stream.transports", [...transportScenarios, ...transportClosingScenarios]),
  ...overTls("tls.stream.flow", [...flowReadingScenarios, ...flowWritingScenarios, ...flowWatermarkScenarios]),
  ...overTls("tls.stream.listening", listeningScenarios),
  ...overTls("tls.stream.connecting", connectingScenarios),
];
