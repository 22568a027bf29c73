import type { Scenario } from "../language/scenario.js";

/** The scenarios of the chapter on TCP. */
export const tcpScenarios: readonly Scenario[] = [
];
