import type { RequirementResult } from "../oracle/results.js";
import { deviationsOf } from "./deviations.js";
import { failureOf, type Failure } from "./failure.js";
import { headingOf } from "./heading.js";
import { printable } from "./printable.js";
import type { Report } from "./report.js";
import { countsAgainst, remarks } from "./verdicts.js";

/**
 * The Test Anything Protocol, version 14: a test a requirement. What was not judged is `# SKIP`, a known deviation is
 * `# TODO`, as is what does not count against the subject; and what is behind a failure is a block of YAML.
 */
export function tap(report: Report): string {
  const { result } = report;
  const against = remarks(report);
  const { facts } = headingOf(report);
  const count = result.requirements.length + against.length;
  return [
    "TAP version 14",
    ...facts.map(([name, value]) => `# ${name}: ${value}`),
    `1..${count}`,
    ...result.requirements.flatMap((each, index) => testPoint(report, each, index + 1)),
    ...against.map((each, index) => `not ok ${result.requirements.length + index + 1} - ${description(each)}`),
    "",
  ].join("\n");
}

function testPoint(report: Report, result: RequirementResult, number: number): string[] {
  const point = `${number} - ${description(result.id)}`;
  switch (result.verdict) {
    case "pass": return [`ok ${point}`];
    case "skip": return [`ok ${point} # SKIP ${description(result.message ?? "")}`.trimEnd()];
    case "deviation": {
      const known = deviationsOf(report).find(({ id }) => id === result.id);
      const reason = [known?.reason ?? result.message ?? "", ...(known?.link == null ? [] : [`(${known.link})`])];
      return [`not ok ${point} # TODO ${description(reason.join(" "))}`.trimEnd()];
    }
    case "fail":
    case "inconclusive":
    case "error": {
      const failure = failureOf(report, result);
      const counts = countsAgainst(result, report.result);
      const todo = counts ? "" : ` # TODO ${description(`a ${result.level.toUpperCase()}: ${failure.says}`)}`;
      return [`not ok ${point}${todo}`.trimEnd(), ...diagnostics(failure)];
    }
  }
}

/** A text that cannot be taken for a directive. */
function description(text: string): string {
  return printable(text).replaceAll("\\", "\\\\").replaceAll("#", "\\#");
}

function diagnostics(failure: Failure): string[] {
  const { says, howOften, endedEarly, verdict, level, sentence, scenario, trace, legend } = failure;
  const rows = trace.map((row) => row.kind === "gap"
    ? row.what
    : [row.seq, row.time, "  ".repeat(row.nesting) + row.what, ...(row.forbidden ? ["<- here"] : [])].join(" ").trim());
  return [
    "  ---",
    scalar("message", says),
    scalar("severity", verdict),
    scalar("level", level),
    ...(howOften === null ? [] : [scalar("howOften", howOften)]),
    ...(sentence === null ? [] : [scalar("sentence", sentence)]),
    ...(endedEarly === null ? [] : [scalar("endedEarly", endedEarly)]),
    ...(scenario === null ? [] : [scalar("scenario", scenario.id)]),
    ...(rows.length === 0 ? [] : [scalar("legend", legend), ...list("trace", rows)]),
    ...list("diagnostics", failure.diagnostics),
    ...list("also", failure.others),
    ...(failure.permalink === null ? [] : [scalar("rule", failure.permalink)]),
    scalar("again", failure.rerun),
    "  ...",
  ];
}

function scalar(name: string, value: string): string {
  return `  ${name}: ${quoted(value)}`;
}

function list(name: string, values: readonly string[]): string[] {
  return values.length === 0 ? [] : [`  ${name}:`, ...values.map((each) => `    - ${quoted(each)}`)];
}

/** In double quotes YAML reads what JSON does: the texts of a failure have no characters that do not print. */
function quoted(value: string): string {
  return JSON.stringify(value);
}
