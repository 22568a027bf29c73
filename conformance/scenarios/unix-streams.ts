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
import { overUnix } from "./over-unix.js";
import { transportClosingScenarios } from "./transports-closing.js";
import { transportScenarios } from "./transports.js";

/** The scenarios of the chapter on UNIX sockets: what is as over TCP. */
export const unixStreamScenarios: readonly Scenario[] = [
  ...overUnix("unix.stream.connections", [
    ...connectionScenarios, ...factoryScenarios, ...reasonScenarios, ...throwingScenarios, ...halfCloseScenarios,
  ]),
  ...overUnix("unix.stream.transports", [...transportScenarios, ...transportClosingScenarios]),
  ...overUnix("unix.stream.flow", [...flowReadingScenarios, ...flowWritingScenarios, ...flowWatermarkScenarios]),
  ...overUnix("unix.stream.listening", listeningScenarios),
  ...overUnix("unix.stream.connecting", connectingScenarios),
];
