import { bindsReactors, type Requirement } from "../../spec/requirement.js";
import { requirements } from "../../spec/requirements.js";
import type { Scenario } from "../language/scenario.js";
import { scenarios as allScenarios } from "../scenarios/index.js";
import { aboutAbsence, suits } from "./played.js";
import { judgeRequirements, summarise } from "./requirement-verdicts.js";
import type { RequirementResult, RunResult, RunTerms, ScenarioResult } from "./results.js";
import { universalRules } from "./universal-rules.js";

const universal: ReadonlySet<string> = new Set(universalRules.flatMap((rule) => rule.requirements));

/** The scenarios that are to be played for a run on these terms, in their order. */
export function scenariosOf(terms: RunTerms): readonly Scenario[] {
  const profiles = new Set(terms.profiles);
  const selected = selectedOf(terms).filter(bindsReactors);
  return allScenarios.filter((scenario) => isPlayed(scenario, selected, profiles, terms.typescript));
}

/** The verdict on every selected requirement, and on the whole, from what the scenarios came to. */
export function judgeRun(
  terms: RunTerms, results: readonly ScenarioResult[],
): Pick<RunResult, "requirements" | "summary" | "stale" | "exitCode"> {
  const profiles = new Set(terms.profiles);
  const chosen = selectedOf(terms);
  // What binds reactors is no part of a report on a shim.
  const bound = profiles.has("shim") && !profiles.has("core") ? isOfShims : bindsReactors;
  const judged = [
    ...judgeRequirements(chosen.filter(bound), scenariosOf(terms), results, {
      profiles, typescript: terms.typescript, elsewhere: aboutAbsence(allScenarios, profiles),
      expected: new Map(terms.expectations.map(({ requirement, reason }) => [requirement, reason])),
    }),
    // Rules of the agent are no part of a report on its reactor, unless they are asked for.
    ...(terms.select.length === 0 ? [] : chosen)
      .filter((each) => !bindsReactors(each)).map((each) => ofAgent(each, terms)),
  ];
  const stale = staleExpectations(judged, terms);
  return {
    requirements: judged, summary: summarise(judged), stale,
    exitCode: exitCodeOf(judged, results, stale, terms.strict),
  };
}

function isOfShims({ profile }: Requirement): boolean {
  return profile === "shim";
}

function selectedOf({ select }: RunTerms): readonly Requirement[] {
  if (select.length === 0) return requirements;
  return requirements.filter((each) => select.some((id) => each.id === id || each.id.startsWith(`${id}.`)));
}

/** What the check that the agent has passed says of a rule that binds agents. */
function ofAgent({ id, level, profile }: Requirement, { ownAgent }: RunTerms): RequirementResult {
  const message = ownAgent ? "the agent in this process is the kit's own" : null;
  return { id, level, profile, verdict: ownAgent ? "skip" : "pass", scenarios: [], message, findings: [] };
}

/** A scenario is played if it checks a selected requirement, of a claimed profile, in a binding that the agent has. */
function isPlayed(
  scenario: Scenario,
  selected: readonly Requirement[],
  profiles: ReadonlySet<string>,
  typescript: boolean,
): boolean {
  if (scenario.binding === "typescript" && !typescript) return false;
  if (!suits(scenario, profiles)) return false;
  const checked = selected.filter((requirement) => scenario.checks.includes(requirement.id));
  return checked.length > 0 && checked.every((requirement) => profiles.has(requirement.profile));
}

/**
 * Known deviations that did not occur. What a universal rule judges may deviate in the scenarios of other requirements
 * alone: only a whole run tells that it is gone.
 */
function staleExpectations(judged: readonly RequirementResult[], terms: RunTerms): string[] {
  const { select, shard, expectations } = terms;
  const isWhole = select.length === 0 && (shard === null || shard.of === 1);
  const passed = new Set(judged.filter(({ verdict }) => verdict === "pass").map(({ id }) => id)
    .filter((id) => isWhole || !universal.has(id)));
  return expectations.flatMap(({ requirement }) => passed.has(requirement)
    ? [`${requirement} passed, though it is listed as a known deviation`]
    : []);
}

function exitCodeOf(
  judged: readonly RequirementResult[],
  results: readonly ScenarioResult[],
  stale: readonly string[],
  strict: boolean,
): RunResult["exitCode"] {
  if (results.length === 0 && !judged.some(({ verdict }) => verdict === "pass")) return 4;
  if (judged.some((result) => result.verdict === "error")) return 3;
  const against = judged.some(({ level, verdict }) =>
    (level === "must" || (strict && level === "should")) && (verdict === "fail" || verdict === "inconclusive"));
  return against || stale.length > 0 ? 1 : 0;
}
