import { readFileSync } from "node:fs";
import { bindsReactors } from "../../spec/requirement.js";
import { requirements as allRequirements } from "../../spec/requirements.js";
import { judgeRun, scenariosOf } from "../oracle/judge-run.js";
import type { RequirementResult, RunResult, ScenarioResult } from "../oracle/results.js";
import { inShard } from "../oracle/shard.js";
import { canonicalJson, digestOf } from "./canonical-json.js";
import type { JsonReport } from "./json.js";
import { flawBySchema, type Schema } from "./schema.js";
import { standardDigests } from "./standard-digests.js";
import { verifyScenario } from "./verify-scenario.js";

/** What is found of a report. */
export interface Verification {
  /** Where it contradicts itself, its traces or the standard. */
  readonly problems: readonly string[];
  /** What it says, and nothing in it proves. */
  readonly unproven: readonly string[];
  /** How many verdicts were made once more, of how many scenarios with all their events. */
  readonly verdicts: number;
  readonly scenarios: number;
}

const schemaFile = new URL("../../../conformance/report/report.schema.json", import.meta.url);

/** What keeps a value from being a report of this version, in a few words; null if nothing does. */
export function flawOfReport(value: unknown): string | null {
  return flawBySchema(JSON.parse(readFileSync(schemaFile, "utf8")) as Schema, value);
}

/** Makes every verdict of a report once more, of its traces and by its terms, and compares. */
export function verifyReport(report: JsonReport): Verification {
  const problems: string[] = [];
  const { digest, ...content } = report;
  if (digestOf(content) !== digest) problems.push("its digest is not that of what it says: it was changed");
  problems.push(...otherStandard(report), ...otherTerms(report));
  const isOther = problems.some((each) => each.startsWith(OTHER));
  // By another standard every verdict may differ: what is compared then says nothing.
  if (isOther) return { problems, unproven: [], verdicts: 0, scenarios: 0 };

  problems.push(...otherScenarios(report));
  const unproven: string[] = [];
  const results: ScenarioResult[] = [];
  for (const scenario of report.scenarios) {
    const verified = verifyScenario(scenario);
    problems.push(...verified.problems.map((each) => `${scenario.scenario}: ${each}`));
    unproven.push(...verified.unproven.map((each) => `${scenario.scenario}: ${each}`));
    results.push(verified.result);
  }
  const judged = judgeRun(report.terms, results);
  problems.push(...otherVerdicts(report, judged));
  const ofAgent = judged.requirements.filter((each) => each.verdict === "pass" && !bindsReactors(requirementOf(each)));
  unproven.push(...ofAgent.map(({ id }) => `${id}: what the check of the agent saw is in no report`));
  return {
    problems, unproven, verdicts: judged.requirements.length - ofAgent.length,
    scenarios: results.filter(({ trace }) => trace.length > 0).length,
  };
}

const OTHER = "it was judged by other";

function otherStandard({ kit, spec }: JsonReport): string[] {
  const here = standardDigests();
  const by = `: the report is of ${kit.name} ${kit.version}`;
  return [
    ...(spec.requirements === here.requirements ? [] : [`${OTHER} requirements than this kit has${by}`]),
    ...(spec.scenarios === here.scenarios ? [] : [`${OTHER} scenarios than this kit has${by}`]),
  ];
}

function requirementOf({ id }: RequirementResult): { readonly profile: (typeof allRequirements)[number]["profile"] } {
  return allRequirements.find((each) => each.id === id) ?? { profile: "core" };
}

function otherTerms({ subject, terms }: JsonReport): string[] {
  return canonicalJson(subject.profiles) === canonicalJson(terms.profiles)
    ? []
    : ["the profiles of its subject are not those that it was judged by"];
}

/** Whether what was played is what the standard has for these profiles, each scenario once a round. */
function otherScenarios({ terms, scenarios }: JsonReport): string[] {
  const due = new Set(inShard(scenariosOf(terms), terms.shard).map(({ id }) => id));
  const rounds = new Map<number, string[]>();
  for (const { scenario, repeat = 1 } of scenarios) rounds.set(repeat, [...(rounds.get(repeat) ?? []), scenario]);
  if (rounds.size === 0) rounds.set(1, []);
  return [...rounds].flatMap(([round, played]) => {
    const where = terms.repeat === 1 ? "" : ` in round ${round}`;
    const missing = [...due].filter((id) => !played.includes(id));
    const twice = played.filter((id, index) => played.indexOf(id) !== index);
    const strange = played.filter((id) => !due.has(id));
    return [
      ...(missing.length === 0 ? [] : [`${some(missing)} of the standard is not in it${where}`]),
      ...(twice.length === 0 ? [] : [`${some(twice)} is in it twice${where}`]),
      ...(strange.length === 0 ? [] : [`${some(strange)} is in it and was not to be played${where}`]),
    ];
  });
}

function otherVerdicts(report: JsonReport, judged: ReturnType<typeof judgeRun>): string[] {
  const reported = new Map(report.requirements.map((each) => [each.id, each]));
  const due = new Set(judged.requirements.map(({ id }) => id));
  const strange = report.requirements.filter(({ id }, index) =>
    !due.has(id) || report.requirements.findIndex((each) => each.id === id) !== index);
  return [
    ...judged.requirements.flatMap((own) => otherVerdict(reported.get(own.id), own)),
    ...strange.map(({ id }) => `${id}: it is in the report, and not to be judged`),
    ...otherField("the summary", report.summary, judged.summary),
    ...otherField("what is listed and did not occur", report.stale, judged.stale),
    ...otherField("the exit code", report.exitCode, judged.exitCode),
  ];
}

function otherVerdict(reported: RequirementResult | undefined, own: RequirementResult): string[] {
  if (reported === undefined) return [`${own.id}: it is not in the report; its scenarios say ${own.verdict}`];
  if (reported.verdict !== own.verdict) {
    const why = own.message === null ? "" : `: ${own.message}`;
    return [`${own.id}: the report says ${reported.verdict}, its scenarios say ${own.verdict}${why}`];
  }
  const [field] = (["level", "profile", "message", "scenarios", "findings", "outcomes"] as const)
    .filter((name) => canonicalJson(reported[name]) !== canonicalJson(own[name]));
  return field === undefined ? [] : [`${own.id}: the field "${field}" is not what its scenarios say`];
}

function otherField(
  what: string, reported: RunResult["summary"] | readonly string[] | number, own: typeof reported,
): string[] {
  return canonicalJson(reported) === canonicalJson(own)
    ? []
    : [`${what} is ${canonicalJson(reported)}, and has to be ${canonicalJson(own)}`];
}

function some(ids: readonly string[]): string {
  const [first = ""] = ids;
  return ids.length === 1 ? first : `${first}, with ${ids.length - 1} more,`;
}
