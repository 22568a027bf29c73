import type { Requirement } from "../../spec/requirement.js";
import type { RequirementResult, Verdict } from "../oracle/results.js";
import { describeEvent } from "./describe-event.js";
import { evidenceOf, type Evidence } from "./evidence.js";
import { excerpt } from "./excerpt.js";
import { permalink, type Display, type Report } from "./report.js";
import { styleOf, type Style } from "./style.js";

const verdicts: readonly Verdict[] = ["pass", "fail", "deviation", "inconclusive", "error", "skip"];
const labelOf: Readonly<Record<Verdict, string>> = {
  pass: "pass", fail: "FAIL", skip: "skip", inconclusive: "inconclusive", error: "ERROR", deviation: "deviation",
};

/** A report for people: a verdict a requirement, then what is behind those that did not pass, the summary last. */
export function pretty(report: Report, display: Display): string {
  const style = styleOf(display.colours);
  const failures = report.result.requirements.filter((each) => each.verdict === "fail");
  const undecided = report.result.requirements
    .filter(({ verdict }) => verdict === "inconclusive" || verdict === "error");
  const sections = [
    header(report, style),
    ...byArea(report.result.requirements).map(([area, results]) => areaSection(area, results, style)),
    deviations(report, style),
    stale(report, style),
    ...undecided.map((result) => undecidedSection(report, result, style)),
    ...failures.map((result) => failureSection(report, result, style)),
    summaryLine(report, style),
  ];
  return sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function header({ result, spec }: Report, style: Style): string[] {
  const { name, version, language, runtime, profiles } = result.subject;
  return [
    style.bold([name, version].join(" ").trim()),
    `${[language, runtime].filter((each) => each !== "").join(", ")}; profiles: ${profiles.join(", ")}; ` +
      `standard ${spec.version}`,
  ];
}

function byArea(results: readonly RequirementResult[]): (readonly [string, readonly RequirementResult[]])[] {
  const areas = new Map<string, RequirementResult[]>();
  for (const result of results) {
    const area = result.id.split(".")[0] ?? result.id;
    areas.set(area, [...(areas.get(area) ?? []), result]);
  }
  return [...areas];
}

function areaSection(area: string, results: readonly RequirementResult[], style: Style): string[] {
  const title = `${style.bold(area)}  ${counts(results)}`;
  const [first] = results;
  const allSkipped = results.every((each) => each.verdict === "skip" && each.message === first?.message);
  if (allSkipped) return [`${title}: ${first?.message ?? ""}`];
  return [title, ...results.map((result) => verdictLine(result, style))];
}

function verdictLine({ id, level, verdict, message }: RequirementResult, style: Style): string {
  const label = style.of(verdict, labelOf[verdict].padEnd(12));
  const remark = [level === "must" ? "" : level, verdict === "skip" ? message ?? "" : ""].filter((each) => each !== "");
  return `  ${label}  ${id}${remark.length === 0 ? "" : style.dim(`  (${remark.join("; ")})`)}`;
}

/** "3 pass, 1 fail": verdicts counted, those that were not given left out. */
function counts(results: readonly { readonly verdict: Verdict }[]): string {
  return verdicts
    .map((verdict) => [results.filter((each) => each.verdict === verdict).length, verdict] as const)
    .filter(([count]) => count > 0)
    .map(([count, verdict]) => `${count} ${verdict}`)
    .join(", ");
}

function deviations({ result, subject }: Report, style: Style): string[] {
  const deviating = result.requirements.filter((each) => each.verdict === "deviation");
  if (deviating.length === 0) return [];
  return [style.bold("Known deviations"), ...deviating.flatMap(({ id, level }) => {
    const expected = subject.expectations.find((each) => each.requirement === id);
    return [
      `  ${style.of("deviation", id)} (${level}): ${expected?.reason ?? "no reason given"}`,
      ...(expected?.link == null ? [] : [`    ${expected.link}`]),
    ];
  })];
}

function stale({ result }: Report, style: Style): string[] {
  if (result.stale.length === 0) return [];
  const entries = result.stale.map((each) => `  ${style.of("fail", each)}`);
  return [style.bold("The expectation file is out of date"), ...entries];
}

function undecidedSection(report: Report, result: RequirementResult, style: Style): string[] {
  const scenario = evidenceOf(report.result, result.id)?.scenario;
  return [
    `${style.of(result.verdict, labelOf[result.verdict])}  ${style.bold(result.id)} (${result.level})`,
    `  ${result.message ?? "no reason is known"}`,
    ...(scenario === undefined ? [] : diagnosticLines(scenario.diagnostics, style)),
    `  again: ${report.rerun(result.id)}`,
  ];
}

function failureSection(report: Report, result: RequirementResult, style: Style): string[] {
  const requirement = report.requirements.find((each) => each.id === result.id);
  const evidence = evidenceOf(report.result, result.id);
  const others = result.findings.length - 1;
  return [
    `${style.of("fail", labelOf.fail)}  ${style.bold(result.id)} (${result.level})`,
    ...(requirement === undefined ? [] : [`  ${requirement.text}`]),
    ...(evidence === null ? [`  ${result.message ?? ""}`] : evidenceLines(evidence, style)),
    ...(others > 0 ? [`  and ${others} more ${others === 1 ? "finding" : "findings"} against it`] : []),
    ...whereToGo(report, result.id, requirement),
  ];
}

function whereToGo(report: Report, id: string, requirement: Requirement | undefined): string[] {
  const rule = requirement === undefined ? [] : [`  rule:  ${permalink(requirement)}`];
  return [...rule, `  again: ${report.rerun(id)}`];
}

function evidenceLines({ scenario, says, at }: Evidence, style: Style): string[] {
  const { message } = scenario;
  return [
    `  ${style.of("fail", says)}`,
    ...(message === null || message === says ? [] : [`  the scenario ended early: ${message}`]),
    style.dim(`  in the scenario ${scenario.scenario}; times in ms of the reactor's clock`),
    ...traceLines(scenario.trace, at, style),
    ...diagnosticLines(scenario.diagnostics, style),
  ];
}

function traceLines(trace: Evidence["scenario"]["trace"], at: number | null, style: Style): string[] {
  const first = trace.find((event) => event.ev !== "peer");
  const origin = first?.t ?? 0;
  const row = (seq: string, time: string, what: string): string => `${seq.padStart(6)}  ${time.padStart(10)}  ${what}`;
  return excerpt(trace, at).map((line) => {
    if (line.kind === "gap") return style.dim(`    ${row("", "", `(${line.events} more)`)}`);
    const { event, forbidden } = line;
    const text = event.ev === "peer"
      ? row("", "", describeEvent(event))
      : row(String(event.seq), (event.t - origin).toFixed(2), describeEvent(event));
    return forbidden ? style.of("fail", `  > ${text}`) : `    ${text}`;
  });
}

const DIAGNOSTIC_LINES = 6;

/** All but the line feed: what a subject prints must not steer the terminal. */
const controlCharacters = /\u001b\[[0-9;]*m|[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;

function diagnosticLines(diagnostics: string | null, style: Style): string[] {
  if (diagnostics === null || diagnostics.trim() === "") return [];
  const lines = diagnostics.replace(controlCharacters, "").trimEnd().split("\n").slice(-DIAGNOSTIC_LINES);
  return ["  its diagnostics end with:", ...lines.map((line) => style.dim(`    | ${line}`))];
}

const conclusionOf = {
  0: "conforms", 1: "does not conform", 3: "no verdict: the kit or the agent broke", 4: "no verdict: nothing ran",
} as const;

function summaryLine({ result }: Report, style: Style): string[] {
  const deviates = result.exitCode === 0 && result.summary.deviation > 0;
  const weight: Verdict = deviates ? "deviation" : result.exitCode === 0 ? "pass" : "fail";
  const said = deviates
    ? "does not conform, in the ways that are known and in no other"
    : conclusionOf[result.exitCode];
  const conclusion = style.of(weight, style.bold(`${result.subject.name} ${said}`));
  const counted = verdicts.filter((verdict) => result.summary[verdict] > 0)
    .map((verdict) => `${result.summary[verdict]} ${verdict}`);
  return [`${conclusion}: ${counted.length === 0 ? "no requirement was judged" : counted.join(", ")}`];
}
