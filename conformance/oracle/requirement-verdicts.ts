import type { Requirement } from "../../spec/requirement.js";
import type { Scenario } from "../language/scenario.js";
import type { Finding, RequirementResult, ScenarioResult, Summary, Verdict } from "./results.js";
import { overRounds } from "./rounds.js";

/** What was claimed, and what is known beforehand. */
export interface Claim {
  readonly profiles: ReadonlySet<string>;
  /** Whether scenarios of the TypeScript binding were played. */
  readonly typescript: boolean;
  /** Requirements that speak only of subjects which claim less. */
  readonly elsewhere: ReadonlySet<string>;
  /** Known deviations: requirement id to reason. */
  readonly expected: ReadonlyMap<string, string>;
}

/**
 * The verdict on each requirement, from all that the scenarios found: where they were played several times, the gravest
 * that it got in any round.
 */
export function judgeRequirements(
  requirements: readonly Requirement[],
  scenarios: readonly Scenario[],
  results: readonly ScenarioResult[],
  claim: Claim,
): RequirementResult[] {
  const rounds = new Map<number | undefined, ScenarioResult[]>();
  for (const result of results) {
    const round = rounds.get(result.repeat);
    if (round === undefined) rounds.set(result.repeat, [result]);
    else round.push(result);
  }
  const [first = [], ...others] = [...rounds.values()].map((round) =>
    judgeRound(requirements, scenarios, round, claim));
  if (rounds.size === 0) return judgeRound(requirements, scenarios, [], claim);
  if (rounds.has(undefined)) return first;
  return first.map((result, index) => overRounds([result, ...others.flatMap((round) => round[index] ?? [])]));
}

/** From what was found in one round, in which each scenario was played once at most. */
function judgeRound(
  requirements: readonly Requirement[],
  scenarios: readonly Scenario[],
  results: readonly ScenarioResult[],
  claim: Claim,
): RequirementResult[] {
  const resultOf = new Map(results.map((result) => [result.scenario, result]));
  const findings = new Map<string, Finding[]>();
  for (const finding of results.flatMap((result) => result.findings)) {
    findings.set(finding.requirement, [...(findings.get(finding.requirement) ?? []), finding]);
  }
  return requirements.map((requirement) => {
    const own = scenarios.filter((scenario) => scenario.checks.includes(requirement.id));
    const against = findings.get(requirement.id) ?? [];
    const judged = judgeRequirement(requirement, own, against, resultOf, claim);
    const reason = claim.expected.get(requirement.id);
    // What is known to deviate may be what a scenario takes for granted: then it cannot be judged, and is as known.
    const deviates = reason !== undefined && (judged.verdict === "fail" || judged.verdict === "inconclusive");
    return {
      id: requirement.id, level: requirement.level, profile: requirement.profile,
      scenarios: own.flatMap((scenario) => scenarioVerdict(scenario, requirement.id, resultOf.get(scenario.id))),
      verdict: deviates ? "deviation" : judged.verdict,
      message: deviates ? `${reason} (${judged.message})` : judged.message,
      findings: [...new Set([...against.map(({ says }) => says), ...(judged.message === null ? [] : [judged.message])])],
    };
  });
}

interface Judged {
  readonly verdict: Verdict;
  readonly message: string | null;
}

function judgeRequirement(
  requirement: Requirement,
  own: readonly Scenario[],
  findings: readonly Finding[],
  resultOf: ReadonlyMap<string, ScenarioResult>,
  claim: Claim,
): Judged {
  if (!claim.profiles.has(requirement.profile)) {
    return { verdict: "skip", message: `the profile ${requirement.profile} is not claimed` };
  }
  if (requirement.test.kind === "none") return { verdict: "skip", message: `not tested: ${requirement.test.reason}` };
  if (claim.elsewhere.has(requirement.id)) {
    return {
      verdict: "skip",
      message: requirement.profile === "shim"
        ? "it speaks of shims that claim otherwise"
        : "it speaks of reactors without a profile that is claimed",
    };
  }
  if (requirement.binding === "typescript" && !claim.typescript) {
    return { verdict: "skip", message: "a rule of the TypeScript binding" };
  }
  for (const kind of ["violation", "error", "inconclusive"] as const) {
    const finding = findings.find((each) => each.kind === kind);
    if (finding !== undefined) return { verdict: kind === "violation" ? "fail" : kind, message: finding.says };
  }
  const played = own.map((scenario) => resultOf.get(scenario.id)).filter((result) => result !== undefined);
  if (own.length === 0) {
    return { verdict: "inconclusive", message: "no scenario that checks it can be played on this subject" };
  }
  for (const [outcome, verdict] of [["error", "error"], ["incomplete", "fail"], ["skipped", "inconclusive"]] as const) {
    const result = played.find((each) => each.outcome === outcome);
    if (result !== undefined) return { verdict, message: result.message };
  }
  const left = own.length - played.length;
  if (left > 0) return { verdict: "skip", message: notPlayed(left, own.length) };
  return { verdict: "pass", message: null };
}

function notPlayed(left: number, all: number): string {
  if (left < all) return `${left} of its ${all} scenarios ${left === 1 ? "was" : "were"} not played`;
  return all === 1 ? "its scenario was not played" : `none of its ${all} scenarios was played`;
}

function scenarioVerdict(
  scenario: Scenario,
  requirement: string,
  result: ScenarioResult | undefined,
): { readonly id: string; readonly verdict: Verdict }[] {
  if (result === undefined) return [{ id: scenario.id, verdict: "skip" }];
  const finding = result.findings.find((each) => each.requirement === requirement);
  if (finding !== undefined) {
    return [{ id: scenario.id, verdict: finding.kind === "violation" ? "fail" : finding.kind }];
  }
  const verdicts = { completed: "pass", incomplete: "fail", skipped: "inconclusive", error: "error" } as const;
  return [{ id: scenario.id, verdict: verdicts[result.outcome] }];
}

/** How often each verdict was given. */
export function summarise(results: readonly Pick<RequirementResult, "verdict">[]): Summary {
  const summary = { pass: 0, fail: 0, skip: 0, inconclusive: 0, error: 0, deviation: 0 };
  for (const result of results) summary[result.verdict]++;
  return summary;
}
