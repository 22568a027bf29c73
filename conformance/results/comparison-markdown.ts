import { permalink } from "../report/report.js";
import { countsOf, groups, remarksOn, type Comparison, type Group, type Row } from "./comparison.js";
import { standings, type StandingName } from "./standing.js";

/** Results side by side in Markdown: a table of the subjects, then one a group of requirements, divergences first. */
export function comparisonMarkdown(comparisons: readonly Comparison[]): string {
  const blocks = comparisons.flatMap((comparison) => [
    `## ${comparison.kind === "shims" ? "Shims" : "Reactors"}`,
    summaryTable(comparison),
    ...(Object.keys(groups) as Group[]).flatMap((group) => sectionOf(comparison, group)),
  ]);
  return `${blocks.join("\n\n")}\n`;
}

function summaryTable(comparison: Comparison): string {
  const names = Object.keys(standings) as StandingName[];
  return table(
    ["subject", "version", "date", "platform", "profiles", ...names.map((name) => standings[name].words)],
    comparison.subjects.map((result) => {
      const { subject, date, environment: { platform, arch }, profiles } = result;
      const counts = countsOf(comparison, result);
      return [
        code(subject.name), code(subject.version), [date, ...remarksOn(result)].join("; "), `${platform} ${arch}`,
        profiles.filter((each) => !each.includes("/")).join(", "), ...names.map((name) => String(counts[name])),
      ];
    }),
  );
}

function sectionOf({ subjects, rows }: Comparison, group: Group): string[] {
  const own = rows.filter((row) => row.group === group);
  if (own.length === 0) return [];
  return [
    `### ${groups[group]}: ${own.length} of ${rows.length}`,
    table(["requirement", "level", ...subjects.map(({ subject }) => code(subject.name))], own.map(cellsOf)),
  ];
}

function cellsOf({ requirement, standings: own }: Row): readonly string[] {
  return [
    `[\`${requirement.id}\`](${permalink(requirement)})`, requirement.level, ...own.map(({ name }) => {
      const { words } = standings[name];
      return name === "breaks" || name === "deviates" ? `**${words}**` : words;
    }),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** What a subject says of itself makes no link, mention or markup, and ends no cell. */
function code(text: string): string {
  const plain = text.replaceAll(/[`|\\]/g, "'");
  return plain === "" ? "" : `\`${plain}\``;
}
