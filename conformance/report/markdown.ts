import type { Verdict } from "../oracle/results.js";
import { deviationsOf } from "./deviations.js";
import { failureLines, undecidedLines } from "./failure-lines.js";
import { failuresOf, undecidedOf, type Failure } from "./failure.js";
import { headingOf } from "./heading.js";
import { printable } from "./printable.js";
import type { Report } from "./report.js";
import { styleOf } from "./style.js";
import { byArea, conclusionOf, remarks, verdicts } from "./verdicts.js";

/** How many characters the parts may have, for all to find room in a comment: GitHub's may have 65,536. */
const FAILURES = 24_000;
const UNDECIDED = 8000;
const NAMES = 6000;
const OTHERS = 6000;

/**
 * Markdown for a comment in a forge, or the summary of a job. All that a subject says stands in code: it makes no
 * link, mention, image or markup.
 */
export function markdown(report: Report): string {
  const { result } = report;
  const { subject, facts } = headingOf(report);
  const blocks = [
    `## ${code(subject)} ${conclusionOf(result).says}`,
    facts.filter(([name]) => name !== "subject" && name !== "version")
      .map(([name, value]) => `${name} ${code(value)}`).join(" · "),
    summaryTable(report),
    ...section("Against the run", remarks(report).map((each) => `- ${code(printable(each))}`)),
    ...failureSection("Failures", FAILURES, failuresOf(report)),
    ...failureSection("Not judged", UNDECIDED, undecidedOf(report)),
    ...section("Known deviations", deviationsOf(report).map(({ id, level, reason, link }) =>
      `- \`${id}\` (${level}): ${code(reason)}${link === null ? "" : ` ${code(link)}`}`)),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function summaryTable({ result }: Report): string {
  const given = verdicts.filter((verdict) => result.requirements.some((each) => each.verdict === verdict));
  if (given.length === 0) return "No requirement was judged.";
  const row = (name: string, results: readonly { readonly verdict: Verdict }[]): string => {
    const numbers = given.map((verdict) => results.filter((each) => each.verdict === verdict).length);
    return `| ${[name, ...numbers.map((number) => (number === 0 ? "" : String(number)))].join(" | ")} |`;
  };
  return [
    `| area | ${given.join(" | ")} |`,
    `|---|${given.map(() => "---:|").join("")}`,
    ...byArea(result.requirements).map(([area, results]) => row(area, results)),
    row("**all**", result.requirements),
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const shown = upTo(OTHERS, lines);
  const more = lines.length - shown.length;
  return [`### ${title}`, [...shown, ...(more > 0 ? [`- and ${more} more`] : [])].join("\n")];
}

function failureSection(title: string, room: number, failures: readonly Failure[]): string[] {
  if (failures.length === 0) return [];
  const detailed = upTo(room, failures.map(details));
  const others = failures.slice(detailed.length).map(({ id }) => `\`${id}\``);
  const named = upTo(NAMES, others);
  const more = others.length - named.length;
  return [
    `### ${title}`, ...detailed,
    ...(others.length === 0
      ? []
      : [`And, without their details: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`]),
  ];
}

/** As many of the texts, from the first on, as have room in so many characters. */
function upTo(room: number, texts: readonly string[]): readonly string[] {
  let length = 0;
  const tooMany = texts.findIndex((text) => (length += text.length + 2) > room);
  return tooMany === -1 ? texts : texts.slice(0, tooMany);
}

function details(failure: Failure): string {
  const { id, level, verdict, sentence, says } = failure;
  const plain = styleOf(false);
  const lines = verdict === "fail"
    ? failureLines({ ...failure, sentence: null }, plain)
    : undecidedLines(failure, plain);
  const [, ...behind] = lines;
  return [
    `#### \`${id}\` (${verdict === "fail" ? level : `${level}, ${verdict}`})`,
    ...(sentence === null ? [] : [`> ${prose(sentence)}`]),
    code(says),
    `<details><summary>What happened, and where to go from there</summary>\n\n${block(behind)}\n\n</details>`,
  ].join("\n\n");
}

/** A normative sentence, in which code stands in backticks. */
function prose(sentence: string): string {
  return sentence.split(/(`[^`]*`)/).map((part) => part.startsWith("`")
    ? part
    : part.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(/[\\*_[\]|~]/g, "\\$&")).join("");
}

/** A text as a span of code, wherever it stands: its fence is longer than any run of backticks in it. */
function code(said: string): string {
  const text = withoutLongRuns(said);
  const fence = "`".repeat(longestRun(text) + 1);
  const padded = /^[` ]|[` ]$/.test(text) ? ` ${text} ` : text;
  return text === "" ? "" : `${fence}${padded}${fence}`;
}

function block(lines: readonly string[]): string {
  const text = withoutLongRuns(lines.join("\n"));
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}text\n${text}\n${fence}`;
}

/** Fences have no room for more. */
function withoutLongRuns(text: string): string {
  return text.replaceAll(/`{10,}/g, "`````````...");
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
