import { failureLines, undecidedLines } from "./failure-lines.js";
import { failuresOf, undecidedOf, type Failure } from "./failure.js";
import { printable } from "./printable.js";
import type { Report } from "./report.js";
import { styleOf } from "./style.js";
import { conclusionOf, counts, countsAgainst, remarks } from "./verdicts.js";

/**
 * Commands for a workflow of GitHub Actions, which shows them as annotations: an error for what counts against the
 * subject, a warning for what else was broken, and a notice with the summary; in groups of the log, what is behind all.
 */
export function github(report: Report): string {
  const { result } = report;
  const failures = [...failuresOf(report), ...undecidedOf(report)];
  const { says } = conclusionOf(result);
  const counted = counts(result.requirements);
  return [
    ...failures.map((each) => command(countsAgainst(each, result) ? "error" : "warning", titleOf(each), each.says)),
    ...remarks(report).map((each) => command("error", "run", printable(each))),
    ...failures.flatMap(group),
    command("notice", "Reactor Standard", printable(`${result.subject.name} ${says}: ${counted}`)),
    "",
  ].join("\n");
}

function titleOf({ id, level, verdict }: Failure): string {
  return `${id} (${verdict === "fail" ? level : `${level}, ${verdict}`})`;
}

function group(failure: Failure): string[] {
  const plain = styleOf(false);
  const lines = failure.verdict === "fail" ? failureLines(failure, plain) : undecidedLines(failure, plain);
  return [`::group::${escapeData(titleOf(failure))}`, ...lines.map(logLine), "::endgroup::"];
}

function command(name: "error" | "warning" | "notice", title: string, message: string): string {
  return `::${name} title=${escapeProperty(title)}::${escapeData(message)}`;
}

/** A line of the log that is no command: those begin with `::`, or have `##[` anywhere. */
function logLine(line: string): string {
  return `| ${line.replaceAll("##[", "# #[")}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
