import type { Scenario } from "../language/scenario.js";

/** The scenarios of the chapter on the lifecycle. */
export const lifecycleScenarios: readonly Scenario[] = [
];
