import type { Scenario } from "../language/scenario.js";

/** The scenarios of the chapter on errors. */
export const errorScenarios: readonly Scenario[] = [
];
