import { styleOf, type Style } from "../report/style.js";
import { compare, countsOf, groups, remarksOn, type Comparison, type Group, type Row } from "./comparison.js";
import type { Result } from "./result.js";
import { standings, type StandingName } from "./standing.js";

type Colour = Parameters<Style["of"]>[0];

const weights: Readonly<Record<StandingName, Colour>> = {
  "breaks": "fail", "deviates": "deviation", "stale": "inconclusive", "not-judged": "inconclusive", "keeps": "pass",
  "not-claimed": "skip",
};

/** How much of a comparison is shown. */
export interface Shown {
  readonly colours: boolean;
  /** Whether what all keep is listed, too. */
  readonly all: boolean;
}

/** Results side by side for people at a terminal: a column a subject, divergences first. */
export function comparisonText(comparisons: ReturnType<typeof compare>, { colours, all }: Shown): string {
  const style = styleOf(colours);
  const parts = comparisons.flatMap((each) => [
    [style.bold(each.kind === "shims" ? "Shims" : "Reactors"), ...each.subjects.flatMap((subject, index) =>
      subjectLines(each, subject, index, style))],
    ...(Object.keys(groups) as Group[]).flatMap((group) => sectionOf(each, group, all, style)),
  ]);
  const shown = all ? [] : ["--all lists also what all keep, and what nobody was judged by."];
  return [...parts, [...legend(), ...shown]].map((lines) => `${lines.join("\n")}\n`).join("\n");
}

/** The signs of the tables, with what they mean. */
function legend(): string[] {
  return Object.values(standings).map(({ sign, words, means }) => `${sign} ${words}: ${means}.`);
}

function subjectLines(comparison: Comparison, subject: Result, index: number, style: Style): string[] {
  const { subject: { name, version }, date, environment: { platform, arch } } = subject;
  const counts = countsOf(comparison, subject);
  const told = (Object.keys(standings) as StandingName[]).filter((each) => counts[each] > 0)
    .sort((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((each) => style.of(weights[each], `${standings[each].words} ${counts[each]}`)).join(", ");
  return [
    `${label(index)}  ${style.bold(`${name} ${version}`)}, ${date}, ${platform} ${arch}: ${told}`,
    ...remarksOn(subject).map((each) => `    ${each}`),
  ];
}

const order: readonly StandingName[] = ["keeps", "deviates", "breaks", "stale", "not-judged", "not-claimed"];

function label(index: number): string {
  return String(index + 1).padStart(2);
}

function sectionOf({ subjects, rows }: Comparison, group: Group, all: boolean, style: Style): string[][] {
  const own = rows.filter((row) => row.group === group);
  if (own.length === 0) return [];
  const title = `${groups[group]}: ${own.length} of ${rows.length}`;
  if (!all && (group === "kept" || group === "open")) return [[title]];
  const width = Math.max(...own.map(({ requirement }) => requirement.id.length));
  const head = `${" ".repeat(width + 8)}${subjects.map((_, index) => label(index)).join(" ")}`;
  return [[style.bold(title), head, ...own.map((row) => line(row, width, style))]];
}

function line({ requirement: { id, level }, standings: own }: Row, width: number, style: Style): string {
  const cells = own.map(({ name }) => ` ${style.of(weights[name], standings[name].sign)}`).join(" ");
  return `${id.padEnd(width)}  ${level.padEnd(6)}${cells}`;
}
