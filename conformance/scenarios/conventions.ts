import type { Scenario } from "../language/scenario.js";

/** The scenarios of the chapter on conventions. */
export const conventionScenarios: readonly Scenario[] = [
];
