import { agentFaults } from "../../../conformance/faulty/agents/index.js";
import { faults } from "../../../conformance/faulty/index.js";
import { shimFaults } from "../../../conformance/faulty/shims/index.js";
import type { Scenario } from "../../../conformance/language/scenario.js";
import { scenarios } from "../../../conformance/scenarios/index.js";
import { bindsReactors, levels, type Level, type Requirement } from "../../../spec/requirement.js";

/** What checks a requirement, and what proves that it is checked. */
export interface Covered {
  readonly requirement: Requirement;
  /** The scenarios that check it, without the variants of these over other kinds of connections. */
  readonly scenarios: readonly Scenario[];
  /** How many variants there are beside these. A rule may be checked by such alone: then these are its scenarios. */
  readonly variants: number;
  /** The faulty reactors, shims or agents that break it and are caught: what each does, in a few words. */
  readonly faults: readonly string[];
}

/** Requirements of one kind counted. */
export interface Count {
  readonly all: number;
  readonly tested: number;
}

/** What checks each requirement, in the order given. */
export function coverageOf(requirements: readonly Requirement[]): readonly Covered[] {
  const checking = new Map<string, Scenario[]>();
  for (const scenario of scenarios) {
    for (const id of scenario.checks) checking.set(id, [...(checking.get(id) ?? []), scenario]);
  }
  const all = [...faults, ...shimFaults, ...agentFaults];
  return requirements.map((requirement) => {
    const own = checking.get(requirement.id) ?? [];
    const first = own.filter(({ variantOf }) => variantOf === undefined);
    return {
      requirement, scenarios: first, variants: own.length - first.length,
      faults: all.filter(({ breaks }) => breaks === requirement.id).map(({ does }) => does),
    };
  });
}

/** Whether the kit judges it: by scenarios, or before any of them where it binds agents. */
export function isTested(covered: Covered): boolean {
  const { requirement } = covered;
  return requirement.test.kind === "scenario" && (numberOfScenarios(covered) > 0 || !bindsReactors(requirement));
}

/** How many scenarios check it, each counted once, over however many kinds of connections it is played. */
export function numberOfScenarios({ scenarios: own, variants }: Covered): number {
  return own.length > 0 ? own.length : variants;
}

/** The requirements of each level, and how many of them are tested. */
export function countsByLevel(covered: readonly Covered[]): Readonly<Record<Level, Count>> {
  return Object.fromEntries(levels.map((level) => {
    const own = covered.filter(({ requirement }) => requirement.level === level);
    return [level, { all: own.length, tested: own.filter(isTested).length }];
  })) as Record<Level, Count>;
}

/** The part that is tested in percent, rounded down: 100 means all. Null where there is none. */
export function percentOf({ all, tested }: Count): number | null {
  return all === 0 ? null : Math.floor((tested * 100) / all);
}

/** What the coverage lacks, each kind with the requirements that it is true of. */
export interface Holes {
  /** No scenario checks it; each says why. */
  readonly untested: readonly Covered[];
  /** A scenario checks it, and no faulty reactor proves that. */
  readonly unproven: readonly Covered[];
  /** One scenario alone checks it. */
  readonly once: readonly Covered[];
  /** One faulty reactor alone proves it: a scenario that sees only this way of breaking it would not be told. */
  readonly oneFault: readonly Covered[];
}

export function holesOf(covered: readonly Covered[]): Holes {
  const tested = covered.filter(isTested);
  return {
    untested: covered.filter((each) => !isTested(each)),
    unproven: tested.filter(({ faults: own }) => own.length === 0),
    once: tested.filter((each) => numberOfScenarios(each) === 1),
    oneFault: tested.filter(({ faults: own }) => own.length === 1),
  };
}
