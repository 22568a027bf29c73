import type { Scenario } from "../language/scenario.js";

const SWITCH = "shim/switch/";

/** The scenario, whose probes are told which calls are claimed to be switch points. */
export function withSwitches(scenario: Scenario, claims: readonly string[]): Scenario {
  if (scenario.shim?.some(({ step }) => step === "probe") !== true) return scenario;
  const switches = claims.filter((claim) => claim.startsWith(SWITCH)).map((claim) => claim.slice(SWITCH.length));
  return { ...scenario, shim: scenario.shim.map((step) => (step.step === "probe" ? { ...step, switches } : step)) };
}
