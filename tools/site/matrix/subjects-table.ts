import { escapeMarkup } from "../../../conformance/report/escape-markup.js";
import { countsOf, remarksOn, type Comparison } from "../../../conformance/results/comparison.js";
import type { Result } from "../../../conformance/results/result.js";
import { standings, type StandingName } from "../../../conformance/results/standing.js";
import { token } from "../standard/chips.js";
import { caption, cell, scrolling } from "./table.js";

const counted = ["keeps", "deviates", "breaks", "stale", "not-judged", "not-claimed"] as const satisfies StandingName[];

/** What was judged: each subject with its version, the day and the place of the run, its claims, and its counts. */
export function subjectsTable(comparison: Comparison): string {
  const { kind, subjects } = comparison;
  const facts = ["Subject", "Version", "Runtime", "Judged on", "Platform", "Claims"];
  const head = [
    ...facts.map((each) => `<th scope="col">${each}</th>`),
    ...counted.map((name) => `<th scope="col" class="number">${standings[name].words}</th>`),
  ];
  return scrolling(`Subjects among ${kind}`, [
    `<table class="subjects stacked">${caption(`The ${kind} that were judged, and how often each verdict was given.`)}`,
    `<thead><tr>${head.join("")}</tr></thead>`,
    `<tbody>${subjects.map((each) => row(comparison, each)).join("\n")}</tbody></table>`,
  ].join("\n"));
}

function row(comparison: Comparison, result: Result): string {
  const { subject, date, environment: { platform, release, arch }, kit, report } = result;
  const counts = countsOf(comparison, result);
  const remarks = remarksOn(result).map((each) => `<br><em>${escapeMarkup(each)}</em>`).join("");
  const by = `kit ${escapeMarkup(kit.version)}, report <code>${report.slice(0, 12)}</code>`;
  const cells = [
    cell(escapeMarkup(subject.version), { label: "Version" }),
    cell(escapeMarkup(subject.runtime), { label: "Runtime" }),
    cell(`<time>${date}</time><br><span class="quiet">${by}</span>${remarks}`, { label: "Judged on" }),
    cell(escapeMarkup(`${platform} ${release}, ${arch}`), { label: "Platform" }),
    cell(escapeMarkup(claimsOf(result).join(", ")), { label: "Claims" }),
    ...counted.map((name) => counts[name] === 0
      ? cell("0", { classes: "number none", label: standings[name].words })
      : cell(link(comparison, subject.name, name, counts[name]), {
        classes: `number ${name}`, label: standings[name].words,
      })),
  ];
  return `<tr><th scope="row">${escapeMarkup(subject.name)}</th>${cells.join("")}</tr>`;
}

/** A number that leads to the requirements that it counts; without the script, to the table of all. */
function link({ kind }: Comparison, name: string, standing: StandingName, count: number): string {
  return `<a href="?${kind}-table.${token(name)}=${standing}#${kind}-verdicts">${count}</a>`;
}

/** The profiles; of a shim also what it claims to cover. */
function claimsOf({ profiles }: Result): readonly string[] {
  return profiles.filter((each) => !each.startsWith("shim/switch/")).map((each) => each.replace(/^shim\//, ""));
}
