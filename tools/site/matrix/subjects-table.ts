import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import { countsOf, remarksOn, type Comparison } from "../../../conformance/results/comparison.js";
import type { Result } from "../../../conformance/results/result.js";
import { standings, type StandingName } from "../../../conformance/results/standing.js";
import { scrolling } from "./scrolling.js";

const counted = ["keeps", "deviates", "breaks", "stale", "not-judged", "not-claimed"] as const satisfies StandingName[];

/** What was judged: each subject with its version, the day and the place of the run, its claims, and its counts. */
export function subjectsTable(comparison: Comparison): string {
  const { kind, subjects } = comparison;
  const head = ["Subject", "Version", "Runtime", "Judged on", "Platform", "Claims"];
  return scrolling(`Subjects among ${kind}`, [
    `<table class="subjects"><caption>The ${kind} that were judged, and how often each verdict was given.</caption>`,
    `<thead><tr>${head.map((each) => `<th scope="col">${each}</th>`).join("")}`
      + `${counted.map((name) => `<th scope="col" class="number">${standings[name].words}</th>`).join("")}</tr></thead>`,
    `<tbody>${subjects.map((each) => row(comparison, each)).join("\n")}</tbody></table>`,
  ].join("\n"));
}

function row(comparison: Comparison, result: Result): string {
  const { subject, date, environment, kit, report } = result;
  const counts = countsOf(comparison, result);
  const remarks = remarksOn(result).map((each) => `<br><em>${escapeMarkup(each)}</em>`).join("");
  return [
    `<tr><th scope="row">${escapeMarkup(subject.name)}</th><td>${escapeMarkup(subject.version)}</td>`,
    `<td>${escapeMarkup(subject.runtime)}</td>`,
    `<td><time>${date}</time><br><span class="quiet">kit ${escapeMarkup(kit.version)}, report `
      + `<code>${report.slice(0, 12)}</code></span>${remarks}</td>`,
    `<td>${escapeMarkup(`${environment.platform} ${environment.release}, ${environment.arch}`)}</td>`,
    `<td>${escapeMarkup(claimsOf(result).join(", "))}</td>`,
    ...counted.map((name) => `<td class="number ${counts[name] === 0 ? "none" : name}">${counts[name]}</td>`),
    "</tr>",
  ].join("");
}

/** The profiles; of a shim also what it claims to cover. */
function claimsOf({ profiles }: Result): readonly string[] {
  return profiles.filter((each) => !each.startsWith("shim/switch/")).map((each) => each.replace(/^shim\//, ""));
}
