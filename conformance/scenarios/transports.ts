import type { Scenario } from "../language/scenario.js";

/** The scenarios of the chapter on transports. */
export const transportScenarios: readonly Scenario[] = [
];
