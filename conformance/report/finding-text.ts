import { requirements } from "../../spec/requirements.js";
import type { Scenario } from "../language/scenario.js";
import type { Finding, ScenarioResult } from "../oracle/results.js";
import { endOf, legendOf, type Failure } from "./failure.js";
import { failureLines } from "./failure-lines.js";
import { printable } from "./printable.js";
import { permalink } from "./report.js";
import type { Style } from "./style.js";
import { originOf, traceRows } from "./trace-rows.js";

/** How many of the lawful events are told. */
const MOST_LAWFUL = 12;

/** One finding of one scenario, and how to see it again. */
export interface FoundIn {
  readonly finding: Finding;
  /** What else was found. */
  readonly others: readonly Finding[];
  readonly scenario: Scenario;
  readonly result: ScenarioResult;
  /** What the standard allowed in place of the event that was found, in words. */
  readonly lawful: readonly string[];
  /** The command that plays it again. */
  readonly again: string;
}

/** A finding for people: the rule, what was seen, what was lawful, the shortest trace around it, and what to do. */
export function findingLines(found: FoundIn, style: Style): readonly string[] {
  const failure = failureOf(found);
  const heading = `${style.of("fail", "FAIL")}  ${style.bold(failure.id)} (${failure.level})`;
  const [sentence = "", says = "", ...rest] = failureLines(failure, style);
  return [heading, ...[sentence, says, ...lawfulLines(found), ...rest].map((line) => `  ${line}`)];
}

function failureOf({ finding, others, scenario, result, again }: FoundIn): Failure {
  const { requirement: id, says, at } = finding;
  const requirement = requirements.find((each) => each.id === id);
  const { message, trace } = result;
  return {
    id: printable(id), level: requirement?.level ?? "must", verdict: "fail",
    sentence: printable(requirement?.text ?? "The standard has no such requirement."),
    says: printable(says), howOften: null,
    endedEarly: message === null || says.includes(message) ? null : printable(message),
    scenario: { id: printable(scenario.id), title: printable(scenario.title) },
    trace: traceRows(trace, at, finding.concerns ?? []),
    legend: legendOf(originOf(trace)),
    diagnostics: endOf(result.diagnostics),
    others: others.map((each) => printable(`${each.requirement}: ${each.says}`)),
    permalink: requirement === undefined ? null : permalink(requirement),
    rerun: again,
  };
}

function lawfulLines({ lawful, finding: { at } }: FoundIn): readonly string[] {
  if (lawful.length === 0) return [];
  const more = lawful.length - MOST_LAWFUL;
  return [
    at === null ? "what could still have come:" : "what could have come in its place:",
    ...lawful.slice(0, MOST_LAWFUL).map((each) => `  ${printable(each)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}
