import { requirements } from "../../spec/requirements.js";
import { bindsReactors, type Requirement } from "../../spec/requirement.js";
import type { Scenario } from "../language/scenario.js";
import { judgeRequirements, summarise } from "../oracle/requirement-verdicts.js";
import type { RequirementResult, RunResult, ScenarioResult } from "../oracle/results.js";
import { universalRules } from "../oracle/universal-rules.js";
import { scenarios as allScenarios } from "../scenarios/index.js";
import type { Hello } from "../agents/messages.js";
import { checkAgent } from "./agent-check.js";
import { openLink } from "./open-link.js";
import { aboutAbsence, suits } from "./played.js";
import { ScenarioRunner } from "./scenario-runner.js";
import type { RunOptions, Subject } from "./subject.js";

const HELLO_PATIENCE_MS = 10_000;
const QUIET_MS = 3000;
const universal: ReadonlySet<string> = new Set(universalRules.flatMap((rule) => rule.requirements));

/**
 * Judges a subject: plays every selected scenario that it can, and gives a verdict on every selected requirement.
 * @throws AgentError if the subject's agent cannot be started at all.
 */
export async function judge(subject: Subject, options: RunOptions): Promise<RunResult> {
  const scale = options.timeoutScale;
  await checkAgent(subject, { answer: HELLO_PATIENCE_MS * scale, quiet: QUIET_MS * scale });
  const started = await openLink(subject, HELLO_PATIENCE_MS * options.timeoutScale);
  const { hello } = started;
  const profiles = new Set<string>(options.profiles ?? subject.profiles ?? hello.profiles);
  const typescript = hello.binding === "typescript";
  const chosen = requirements.filter((requirement) => isSelected(requirement, options.select));
  const selected = chosen.filter(bindsReactors);
  const scenarios = allScenarios.filter((scenario) => isPlayed(scenario, selected, profiles, typescript));

  const runner = new ScenarioRunner(subject, started, options.timeoutScale);
  const results: ScenarioResult[] = [];
  try {
    for (const [index, scenario] of scenarios.entries()) {
      options.onProgress(index, scenarios.length, scenario.id);
      const result = await runner.run(scenario);
      results.push(result);
      if (options.bail && result.findings.some((finding) => finding.kind === "violation")) break;
    }
  } finally {
    await runner.close();
  }

  const expected = new Map(subject.expectations.map(({ requirement, reason }) => [requirement, reason]));
  const judged = [
    ...judgeRequirements(selected, scenarios, results, {
      profiles, typescript, expected, elsewhere: aboutAbsence(allScenarios, profiles),
    }),
    // Rules of the agent are no part of a report on its reactor, unless they are asked for.
    ...(options.select.length === 0 ? [] : chosen)
      .filter((each) => !bindsReactors(each)).map((each) => ofAgent(each, subject)),
  ];
  const stale = staleExpectations(subject, judged, options.select.length === 0);
  return {
    subject: describe(subject, hello, profiles),
    requirements: judged, scenarios: results, summary: summarise(judged), stale,
    exitCode: exitCodeOf(judged, results, stale, options.strict),
  };
}

/** What the check that the agent has passed says of a rule that binds agents. */
function ofAgent({ id, level, profile }: Requirement, { source }: Subject): RequirementResult {
  const isOwn = source.kind === "module" && source.inProcess;
  const message = isOwn ? "the agent in this process is the kit's own" : null;
  return { id, level, profile, verdict: isOwn ? "skip" : "pass", scenarios: [], message, findings: [] };
}

function isSelected(requirement: Requirement, select: readonly string[]): boolean {
  return select.length === 0 || select.some((id) => requirement.id === id || requirement.id.startsWith(`${id}.`));
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
function staleExpectations(subject: Subject, judged: readonly RequirementResult[], whole: boolean): string[] {
  const passed = new Set(judged.filter(({ verdict }) => verdict === "pass").map(({ id }) => id)
    .filter((id) => whole || !universal.has(id)));
  return subject.expectations.flatMap(({ requirement }) => passed.has(requirement)
    ? [`${requirement} passed, though it is listed as a known deviation`]
    : []);
}

function describe(subject: Subject, hello: Hello, profiles: ReadonlySet<string>): RunResult["subject"] {
  return {
    name: subject.name, version: subject.version ?? hello.version, language: subject.language ?? hello.language,
    runtime: hello.runtime, profiles: [...profiles],
  };
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
