import type { Scenario } from "../language/scenario.js";

/** The scenarios of the chapter on connections. */
export const connectionScenarios: readonly Scenario[] = [
];
