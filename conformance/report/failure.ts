import { scenarios } from "../scenarios/index.js";
import { brief } from "../trace/brief.js";
import type { RequirementResult } from "../oracle/results.js";
import { evidenceOf, type Judged } from "./evidence.js";
import { howOften } from "./played-how.js";
import { printable } from "./printable.js";
import { permalink, type Report } from "./report.js";
import { originOf, traceRows, type TraceRow } from "./trace-rows.js";

/**
 * All that is told of a requirement that failed, or could not be judged, whatever the form of the report. Every text is
 * one line that prints; what a subject said in it is not otherwise changed: each reporter escapes it for its own form.
 */
export interface Failure {
  readonly id: string;
  readonly level: RequirementResult["level"];
  readonly verdict: RequirementResult["verdict"];
  /** The normative sentence; null for a requirement that the standard no longer has. */
  readonly sentence: string | null;
  /** What happened first that the standard forbids, or what was missing. */
  readonly says: string;
  /** How often it got this verdict; null where nothing was repeated. */
  readonly howOften: string | null;
  /** What the scenario waited for in vain, where it did not come to its end, and that says more. */
  readonly endedEarly: string | null;
  readonly scenario: { readonly id: string; readonly title: string | null } | null;
  /** The shortest trace around it; empty where there is none. */
  readonly trace: readonly TraceRow[];
  /** What the columns of the trace mean. */
  readonly legend: string;
  /** The end of what the subject wrote on its standard error, without frames of stacks. */
  readonly diagnostics: readonly string[];
  /** What else was found against it. */
  readonly others: readonly string[];
  readonly permalink: string | null;
  /** The command that judges this requirement alone. */
  readonly rerun: string;
}

/** What a failure is told from. */
export interface Told extends Pick<Report, "requirements" | "rerun"> {
  readonly result: Judged;
}

/** What is told of a requirement that did not pass. */
export function failureOf(report: Told, result: RequirementResult): Failure {
  const requirement = report.requirements.find((each) => each.id === result.id);
  const evidence = evidenceOf(report.result, result.id);
  const says = evidence?.says ?? result.message ?? "no reason is known";
  const scenario = evidence?.scenario ?? null;
  const { message = null, trace = [] } = scenario ?? {};
  return {
    id: printable(result.id), level: result.level, verdict: result.verdict,
    sentence: requirement === undefined ? null : printable(requirement.text),
    says: printable(says),
    howOften: howOften(result),
    endedEarly: message === null || message === says ? null : printable(message),
    scenario: scenario === null ? null : { id: printable(scenario.scenario), title: titleOf(scenario.scenario) },
    trace: evidence === null ? [] : traceRows(trace, evidence.at, evidence.concerns),
    legend: legendOf(originOf(trace)),
    diagnostics: scenario === null ? [] : endOf(scenario.diagnostics),
    others: result.findings.filter((each) => each !== says).map((each) => printable(each)),
    permalink: requirement === undefined ? null : permalink(requirement),
    rerun: printable(report.rerun(result.id)),
  };
}

/** Those that failed, the broken MUSTs first. */
export function failuresOf(report: Told): readonly Failure[] {
  const failed = report.result.requirements.filter(({ verdict }) => verdict === "fail");
  const isMust = ({ level }: RequirementResult): boolean => level === "must";
  return [...failed.filter(isMust), ...failed.filter((each) => !isMust(each))].map((each) => failureOf(report, each));
}

/** Those that could not be judged. */
export function undecidedOf(report: Told): readonly Failure[] {
  return report.result.requirements
    .filter(({ verdict }) => verdict === "inconclusive" || verdict === "error")
    .map((each) => failureOf(report, each));
}

/** What the columns of a trace mean that begins at this reading of the clock. */
export function legendOf(origin: number | null): string {
  const began = "times in ms since the scenario began";
  return origin === null ? began : `${began}, at ${brief(origin)} of the reactor's clock`;
}

function titleOf(id: string): string | null {
  return scenarios.find((each) => each.id === id)?.title ?? null;
}

const DIAGNOSTIC_LINES = 6;
/** The sequences by which terminals are steered. */
const escapeSequences = /\u001b\[[0-9;]*[A-Za-z]/g;
const stackFrame = /^\s+at .*:\d+:\d+\)?$/;

/** The end of what a subject wrote on its standard error, line by line. */
export function endOf(diagnostics: string | null): readonly string[] {
  return (diagnostics ?? "").replace(escapeSequences, "").split(/\r?\n/)
    .filter((line) => line.trim() !== "" && !stackFrame.test(line))
    .slice(-DIAGNOSTIC_LINES).map((line) => printable(line));
}
