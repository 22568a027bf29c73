import type { Scenario } from "../language/scenario.js";

/** Whether what is claimed allows a scenario to be played at all. */
export function suits(scenario: Scenario, profiles: ReadonlySet<string>): boolean {
  return (scenario.claims ?? []).every((profile) => profiles.has(profile))
    && !(scenario.lacks ?? []).some((profile) => profiles.has(profile));
}

/**
 * The requirements that speak only of subjects which claim less: each scenario of theirs is about a profile's absence,
 * or about a part of a host that a shim does not cover.
 */
export function aboutAbsence(scenarios: readonly Scenario[], profiles: ReadonlySet<string>): ReadonlySet<string> {
  const ids = new Set(scenarios.flatMap((scenario) => scenario.checks));
  return new Set([...ids].filter((id) => scenarios.filter((scenario) => scenario.checks.includes(id))
    .every((scenario) => (scenario.lacks ?? []).some((profile) => profiles.has(profile))
      || (scenario.claims ?? []).some((claim) => claim.startsWith("shim/") && !profiles.has(claim)))));
}
