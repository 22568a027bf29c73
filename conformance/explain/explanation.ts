import { bindsReactors, type Requirement } from "../../spec/requirement.js";
import { agentFaults } from "../faulty/agents/index.js";
import { faults } from "../faulty/index.js";
import { shimFaults } from "../faulty/shims/index.js";
import type { Scenario } from "../language/scenario.js";
import { permalink } from "../report/report.js";
import type { Result } from "../results/result.js";
import { concerns, standingOf, standings, type StandingName } from "../results/standing.js";
import { scenarios } from "../scenarios/index.js";
import { type ScenarioWords, scenarioWords } from "./scenario-words.js";

/** All that there is to say of a requirement: what the command `explain` and the page of the standard tell. */
export interface Explanation {
  readonly id: string;
  /** "MUST", "profile core", ...: what it is, in a few words each. */
  readonly facts: readonly string[];
  readonly text: string;
  readonly intent: string | null;
  readonly prior: string | null;
  /** Who checks it; or why nobody does. */
  readonly checked: Checked;
  /** What those are called that break it on purpose, and what each of them does. */
  readonly provedBy: { readonly who: string; readonly does: readonly string[] };
  /** How the subjects stand to it that were judged, from those that keep it on. */
  readonly standings: readonly StandingLine[];
  /** The commands that judge a subject by it, and that prove that it is told from others. */
  readonly commands: { readonly judge: string; readonly prove: string | null };
  readonly permalink: string;
}

export type Checked =
  | { readonly by: "scenarios"; readonly scenarios: readonly ExplainedScenario[] }
  /** Before a reactor is judged, its agent is. */
  | { readonly by: "agent check" }
  | { readonly by: "nobody"; readonly reason: string };

/** A scenario in words. */
export interface ExplainedScenario {
  readonly id: string;
  readonly title: string;
  /** The scenario that it is the same as, over another kind of connections: then it has no words of its own. */
  readonly variantOf: string | null;
  readonly words: ScenarioWords | null;
}

/** Subjects that stand in the same way to a requirement. */
export interface StandingLine {
  readonly standing: StandingName;
  readonly words: string;
  readonly subjects: readonly {
    readonly name: string; readonly version: string; readonly date: string; readonly reason: string | null;
  }[];
}

/** In the order in which they are told. */
const told = ["keeps", "deviates", "breaks", "stale", "not-judged", "not-claimed"] as const satisfies StandingName[];

/** What there is to say of a requirement, with how the subjects of these results stand to it. */
export function explanation(requirement: Requirement, results: readonly Result[]): Explanation {
  const { id, text, intent, prior } = requirement;
  const does = [...faults, ...shimFaults, ...agentFaults].filter(({ breaks }) => breaks === id)
    .map((fault) => fault.does);
  return {
    id, facts: factsOf(requirement), text, intent: intent === "" ? null : intent, prior,
    checked: checkedBy(requirement),
    provedBy: { who: kindOf(requirement), does },
    standings: standingsOf(requirement, results),
    commands: {
      judge: bindsReactors(requirement)
        ? `reactor-standard test SUBJECT ${id}`
        : `reactor-standard test --exec "AGENT" ${id}`,
      prove: does.length === 0 ? null : `reactor-standard prove ${id}`,
    },
    permalink: permalink(requirement),
  };
}

function factsOf({ level, profile, binding, since, aliases }: Requirement): readonly string[] {
  return [
    level.toUpperCase(),
    `profile ${profile}`,
    ...(binding === undefined ? [] : [`binding ${binding}`]),
    `since ${since}`,
    ...(aliases.length === 0 ? [] : [`formerly ${aliases.join(", ")}`]),
  ];
}

/** What breaks a requirement: the kind of thing that it binds. */
function kindOf(requirement: Requirement): string {
  if (!bindsReactors(requirement)) return "agent";
  return requirement.profile === "shim" ? "shim" : "reactor";
}

function checkedBy(requirement: Requirement): Checked {
  const { id, test } = requirement;
  if (test.kind === "none") return { by: "nobody", reason: test.reason };
  if (!bindsReactors(requirement)) return { by: "agent check" };
  const own = scenarios.filter(({ checks }) => checks.includes(id));
  return { by: "scenarios", scenarios: own.map((each) => explained(each, id)) };
}

function explained(scenario: Scenario, requirement: string): ExplainedScenario {
  const { id, title, variantOf = null } = scenario;
  return { id, title, variantOf, words: variantOf === null ? scenarioWords(scenario, requirement) : null };
}

function standingsOf(requirement: Requirement, results: readonly Result[]): readonly StandingLine[] {
  const placed = results.filter((result) => concerns(requirement, result))
    .map((result) => ({ ...result.subject, date: result.date, ...standingWith(requirement, result) }));
  return told.flatMap((name): readonly StandingLine[] => {
    const own = placed.filter(({ standing }) => standing === name);
    if (own.length === 0) return [];
    return [{
      standing: name, words: standings[name].words,
      subjects: own.map(({ name: subject, version, date, reason }) => ({ name: subject, version, date, reason })),
    }];
  });
}

function standingWith(
  requirement: Requirement, result: Result,
): { readonly standing: StandingName; readonly reason: string | null } {
  const { name, reason } = standingOf(requirement, result);
  return { standing: name, reason: name === "not-claimed" ? null : reason };
}
