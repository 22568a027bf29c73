import type { Scenario } from "../language/scenario.js";
import { timedCallScenarios } from "./timed-calls.js";

/** Every scenario, in the order of the chapters. */
export const scenarios: readonly Scenario[] = [
  ...timedCallScenarios,
];
