import type { Scenario } from "../language/scenario.js";

/** The scenarios of the chapter on the execution model. */
export const executionScenarios: readonly Scenario[] = [
];
