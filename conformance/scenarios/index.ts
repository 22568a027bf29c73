import type { Scenario } from "../language/scenario.js";

/** Every scenario, in the order of the chapters. */
export const scenarios: readonly Scenario[] = [
];
