import type { Scenario } from "../language/scenario.js";

/** The scenarios of connecting. */
export const connectingScenarios: readonly Scenario[] = [
];
