import type { RequirementResult } from "../oracle/results.js";
import { deviationsOf } from "./deviations.js";
import { failureLines, undecidedLines } from "./failure-lines.js";
import { failureOf } from "./failure.js";
import { escapeMarkup } from "./escape-markup.js";
import { headingOf } from "./heading.js";
import { printable } from "./printable.js";
import type { Report } from "./report.js";
import { styleOf } from "./style.js";
import { byArea, countsAgainst, remarks } from "./verdicts.js";

/**
 * JUnit's XML, as Jenkins, GitLab and others read it: a suite an area, a case a requirement. What failed is a
 * `failure`, and what could not be judged an `error`; what was not judged, what is known to deviate, and what does not
 * count against the subject is `skipped`.
 */
export function junit(report: Report): string {
  const suites = byArea(report.result.requirements).map(([area, results]) => suite(report, area, results));
  const run = ofRun(report);
  const all = [...suites, ...(run === null ? [] : [run])];
  const total = sum(all.map(({ counted }) => counted));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    tag("testsuites", { name: report.kit.name, ...attributes(total), time: seconds(timeOfAll(report)) }),
    ...all.flatMap(({ lines }) => lines),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Counted {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

interface Suite {
  readonly counted: Counted;
  readonly lines: readonly string[];
}

function suite(report: Report, area: string, results: readonly RequirementResult[]): Suite {
  const counted = sum(results.map((result) => countOf(report, result)));
  const time = seconds(timeOf(report, new Set(results.flatMap(({ scenarios }) => scenarios.map(({ id }) => id)))));
  return {
    counted,
    lines: [
      `  ${tag("testsuite", { name: area, ...attributes(counted), time })}`,
      ...properties(report),
      ...results.flatMap((result) => testCase(report, area, result)),
      "  </testsuite>",
    ],
  };
}

function properties(report: Report): string[] {
  const facts = headingOf(report).facts.map(([name, value]) => `      ${tag("property", { name, value }, true)}`);
  return ["    <properties>", ...facts, "    </properties>"];
}

function testCase(report: Report, area: string, result: RequirementResult): string[] {
  const time = seconds(timeOf(report, new Set(result.scenarios.map(({ id }) => id))));
  const named = { classname: `${report.kit.name}.${area}`, name: printable(result.id), time };
  const inside = outcome(report, result);
  if (inside.length === 0) return [`    ${tag("testcase", named, true)}`];
  return [`    ${tag("testcase", named)}`, ...inside.map((line) => `      ${line}`), "    </testcase>"];
}

function outcome(report: Report, result: RequirementResult): string[] {
  const plain = styleOf(false);
  switch (result.verdict) {
    case "pass": return [];
    case "skip": return [tag("skipped", { message: printable(result.message ?? "") }, true)];
    case "deviation": {
      const known = deviationsOf(report).find(({ id }) => id === result.id);
      const reason = known?.reason ?? printable(result.message ?? "");
      const link = known?.link == null ? "" : ` (${known.link})`;
      return [tag("skipped", { message: `known deviation: ${reason}${link}` }, true)];
    }
    case "fail":
    case "inconclusive":
    case "error": {
      const failure = failureOf(report, result);
      const { says, verdict, level } = failure;
      const lines = verdict === "fail" ? failureLines(failure, plain) : undecidedLines(failure, plain);
      if (!countsAgainst(result, report.result)) {
        const message = `${verdict}, of a ${level.toUpperCase()}: ${says}`;
        return [tag("skipped", { message }, true), ...element("system-out", {}, lines)];
      }
      return verdict === "fail"
        ? element("failure", { message: says, type: level }, lines)
        : element("error", { message: says, type: verdict }, lines);
    }
  }
}

function element(name: string, given: Attributes, lines: readonly string[]): string[] {
  return [`${tag(name, given)}${escapeMarkup(lines.join("\n"))}</${name}>`];
}

/** What speaks against the run, and against no requirement, as a suite of its own: it must not be lost. */
function ofRun(report: Report): Suite | null {
  const against = remarks(report);
  if (against.length === 0) return null;
  const counted = { tests: against.length, failures: against.length, errors: 0, skipped: 0 };
  return {
    counted,
    lines: [
      `  ${tag("testsuite", { name: "run", ...attributes(counted), time: seconds(0) })}`,
      ...properties(report),
      ...against.flatMap((each) => [
        `    ${tag("testcase", { classname: `${report.kit.name}.run`, name: printable(each), time: seconds(0) })}`,
        `      ${tag("failure", { message: printable(each), type: "run" }, true)}`,
        "    </testcase>",
      ]),
      "  </testsuite>",
    ],
  };
}

function countOf(report: Report, result: RequirementResult): Counted {
  const { verdict } = result;
  const isSkipped = verdict !== "pass" && (verdict === "skip" || verdict === "deviation"
    || !countsAgainst(result, report.result));
  return {
    tests: 1,
    failures: !isSkipped && verdict === "fail" ? 1 : 0,
    errors: !isSkipped && (verdict === "error" || verdict === "inconclusive") ? 1 : 0,
    skipped: isSkipped ? 1 : 0,
  };
}

function sum(counted: readonly Counted[]): Counted {
  const of = (name: keyof Counted): number => counted.reduce((total, each) => total + each[name], 0);
  return { tests: of("tests"), failures: of("failures"), errors: of("errors"), skipped: of("skipped") };
}

function timeOf({ result }: Report, scenarios: ReadonlySet<string>): number {
  return result.scenarios.filter(({ scenario }) => scenarios.has(scenario))
    .reduce((total, { durationMs }) => total + durationMs, 0);
}

function timeOfAll({ result }: Report): number {
  return result.scenarios.reduce((total, { durationMs }) => total + durationMs, 0);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

type Attributes = Readonly<Record<string, string>>;

function attributes({ tests, failures, errors, skipped }: Counted): Attributes {
  return { tests: String(tests), failures: String(failures), errors: String(errors), skipped: String(skipped) };
}

function tag(name: string, given: Attributes, empty = false): string {
  const written = Object.entries(given).map(([attribute, value]) => ` ${attribute}="${escapeMarkup(value)}"`);
  return `<${name}${written.join("")}${empty ? "/" : ""}>`;
}
