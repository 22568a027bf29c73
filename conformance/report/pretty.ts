import type { RequirementResult, Verdict } from "../oracle/results.js";
import { claimsInBrief } from "./claims-in-brief.js";
import { deviationsOf } from "./deviations.js";
import { failureLines, undecidedLines } from "./failure-lines.js";
import { failuresOf, undecidedOf, type Failure } from "./failure.js";
import { playedHow } from "./played-how.js";
import { printable } from "./printable.js";
import type { Display, Report } from "./report.js";
import { styleOf, type Style } from "./style.js";
import { byArea, conclusionOf, counts, verdicts } from "./verdicts.js";

const labelOf: Readonly<Record<Verdict, string>> = {
  pass: "pass", fail: "FAIL", skip: "skip", inconclusive: "inconclusive", error: "ERROR", deviation: "deviation",
};

/** A report for people: a verdict a requirement, then what is behind those that did not pass, the summary last. */
export function pretty(report: Report, display: Display): string {
  const style = styleOf(display.colours);
  const sections = [
    header(report, style),
    ...byArea(report.result.requirements).map(([area, results]) => areaSection(area, results, style)),
    deviations(report, style),
    stale(report, style),
    ...undecidedOf(report).map((each) => section(each, undecidedLines(each, style), style)),
    ...failuresOf(report).map((each) => section(each, failureLines(each, style), style)),
    summaryLine(report, style),
  ];
  return sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function header({ result, spec }: Report, style: Style): string[] {
  const { name, version, language, runtime, profiles } = result.subject;
  const how = playedHow(result.terms);
  const host = [language, runtime].filter((each) => each !== "").join(", ");
  return [
    style.bold(printable([name, version].join(" ").trim())),
    printable(`${host}; profiles: ${claimsInBrief(profiles)}; standard ${spec.version}`),
    ...(how === null ? [] : [`played: ${how}`]),
  ];
}

function areaSection(area: string, results: readonly RequirementResult[], style: Style): string[] {
  const title = `${style.bold(area)}  ${counts(results)}`;
  const [first] = results;
  const allSkipped = results.every((each) => each.verdict === "skip" && each.message === first?.message);
  if (allSkipped) return [`${title}: ${printable(first?.message ?? "")}`];
  return [title, ...results.map((result) => verdictLine(result, style))];
}

function verdictLine({ id, level, verdict, message, outcomes = {} }: RequirementResult, style: Style): string {
  const label = style.of(verdict, labelOf[verdict].padEnd(12));
  const times = verdicts.flatMap((each) => outcomes[each] === undefined ? [] : [`${outcomes[each]} ${each}`]);
  const remark = [
    level === "must" ? "" : level,
    verdict === "skip" ? printable(message ?? "") : "",
    times.length > 1 ? times.join(", ") : "",
  ].filter((each) => each !== "");
  return `  ${label}  ${id}${remark.length === 0 ? "" : style.dim(`  (${remark.join("; ")})`)}`;
}

function deviations(report: Report, style: Style): string[] {
  const deviating = deviationsOf(report);
  if (deviating.length === 0) return [];
  return [style.bold("Known deviations"), ...deviating.flatMap(({ id, level, reason, link }) => [
    `  ${style.of("deviation", id)} (${level}): ${reason}`,
    ...(link === null ? [] : [`    ${link}`]),
  ])];
}

function stale({ result }: Report, style: Style): string[] {
  if (result.stale.length === 0) return [];
  const entries = result.stale.map((each) => `  ${style.of("fail", printable(each))}`);
  return [style.bold("The expectation file is out of date"), ...entries];
}

/** What is told of one requirement, below its verdict. */
export function section({ id, level, verdict }: Failure, lines: readonly string[], style: Style): string[] {
  return [`${style.of(verdict, labelOf[verdict])}  ${style.bold(id)} (${level})`, ...lines.map((line) => `  ${line}`)];
}

function summaryLine({ result }: Report, style: Style): string[] {
  const { says, weight } = conclusionOf(result);
  const conclusion = style.of(weight, style.bold(printable(`${result.subject.name} ${says}`)));
  const counted = counts(result.requirements);
  return [`${conclusion}: ${counted === "" ? "no requirement was judged" : counted}`];
}
