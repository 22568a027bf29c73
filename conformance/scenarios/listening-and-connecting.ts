import type { Scenario } from "../language/scenario.js";

/** The scenarios of the chapter on listening and connecting. */
export const listeningAndConnectingScenarios: readonly Scenario[] = [
];
