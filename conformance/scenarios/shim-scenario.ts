import { marked, never, occurs, scenario, when } from "../language/build.js";
import type { Pattern } from "../language/pattern.js";
import type { Expectation, Scenario } from "../language/scenario.js";
import type { HostProgram, ShimStep } from "../language/shim-steps.js";

/** A scenario of shims: `shim/GROUP` among its claims is a part of the host that the shim covers. */
export interface ShimScenarioSource {
  readonly id: string;
  readonly title: string;
  readonly checks?: readonly string[];
  readonly binding?: "typescript";
  readonly claims?: readonly string[];
  readonly lacks?: readonly string[];
  readonly steps: readonly ShimStep[];
  readonly expect: readonly Expectation[];
}

/** It is over when its last step is done. */
export function shimScenario({ steps, ...source }: ShimScenarioSource): Scenario {
  return scenario({
    ...source, phases: [], shim: [...steps, { step: "mark", name: "done" }], ends: [when(marked("done"))],
  });
}

// Steps

export function snapshot(as: string): ShimStep {
  return { step: "snapshot", as };
}

export function compare(name: string, as: string): ShimStep {
  return { step: "compare", with: name, as };
}

export function install(shim = "shim"): ShimStep {
  return { step: "install", shim };
}

export function uninstall(shim = "shim"): ShimStep {
  return { step: "uninstall", shim };
}

export function program(name: HostProgram, as: string = name): ShimStep {
  return { step: "program", program: name, as };
}

// Patterns and expectations

/** A program has come to its end, and has seen this. */
export function played(as: string, fields: Pattern = {}): Pattern {
  return { ev: "played", as, ...fields };
}

/** In this comparison nothing is different; or nothing of this kind. */
export function unchanged(says: string, as: string, what?: Pattern): readonly Expectation[] {
  return [
    occurs(`${says}: it was compared`, { ev: "compared", as }),
    never(says, {
      ev: "compared", as, ...(what === undefined ? { changed: { $gte: 1 } } : { differences: { $with: what } }),
    }),
  ];
}

export function installed(shim = "shim"): Expectation {
  return occurs("the shim is installed", { ev: "return", op: "install", shim, threw: { $exists: false } });
}

/** Of a rule on what undoing does: a shim that has nothing to be undone by keeps none of these. */
export function takenOff(shim = "shim"): Expectation {
  return occurs("the shim is taken off", { ev: "return", op: "uninstall", shim, threw: { $exists: false } });
}
