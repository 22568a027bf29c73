import type { MutantResult } from "./campaign.js";
import type { Mutant, MutantKey } from "./mutants.js";
import type { Score } from "./score.js";
import type { ListProblems, SurvivorList } from "./survivor-list.js";

/** One line on a mutant: its id, where it is, and what is changed. */
export function mutantLine({ id, key, line }: Mutant): string {
  return `${id}  ${key.file}:${line}  ${key.within === "" ? "" : `${key.within}: `}${changeOf(key)}`;
}

function changeOf({ original, replacement, operator, ordinal }: MutantKey): string {
  const which = ordinal === 1 ? "" : ` (number ${ordinal})`;
  return `${operator === "emptied" || operator === "removed" ? `${operator}: ` : ""}${original}`
    + `${replacement === "" ? "" : ` -> ${replacement}`}${which}`;
}

const heads = ["mutants", "fails", "crashes", "hangs", "equivalent", "unspecified", "gaps", "unlisted", "score"];

/** The scores as a table. */
export function scoreTable(scores: readonly Score[]): string {
  const width = Math.max(...scores.map(({ name }) => name.length));
  const row = (name: string, cells: readonly string[]): string =>
    [name.padEnd(width), ...cells.map((cell, index) => cell.padStart(heads[index]?.length ?? 0))].join("  ");
  const cellsOf = ({ mutants, killed, equivalent, unspecified, gaps, unlisted, share }: Score): readonly string[] => [
    ...[mutants, killed.fails, killed.crashes, killed.hangs, equivalent, unspecified, gaps, unlisted].map(String),
    percent(share),
  ];
  const rows = [row("", heads), ...scores.map((score) => row(score.name, cellsOf(score)))];
  return rows.map((line) => `${line}\n`).join("");
}

/** Rounded down, so that no bound seems to be reached that is not. */
export function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}

/** The survivors that are listed, by their reasons. */
export function survivorText(results: readonly MutantResult[], list: SurvivorList): string {
  const groups = new Map<string, string[]>();
  for (const { fate, mutant } of results) {
    const group = list.get(mutant.id);
    if (fate.kind !== "survived" || group === undefined) continue;
    const head = `${group.kind}: ${group.why}`;
    groups.set(head, [...(groups.get(head) ?? []), mutantLine(mutant)]);
  }
  return [...groups].map(([head, lines]) => `\n${[head, ...lines.map((line) => `  ${line}`)].join("\n")}\n`).join("");
}

/** What is wrong, a line each. */
export function problemLines(
  { unlisted, killed, unknown }: ListProblems, results: readonly MutantResult[], all: Score, least: number,
): readonly string[] {
  const reached = new Map(results.map(({ mutant, reachedBy }) => [mutant, reachedBy]));
  return [
    ...unlisted.map((mutant) => `survived, and is not listed, tried by ${reached.get(mutant)}: ${mutantLine(mutant)}`),
    ...results.flatMap(({ fate, mutant }) => fate.kind === "unsure"
      ? [`not judged, as ${fate.scenario} failed without it, too (${fate.says}): ${mutantLine(mutant)}`] : []),
    ...killed.map(({ mutant, fate }) =>
      `listed, and killed${fate.kind === "killed" ? ` by ${fate.scenario}` : ""}: ${mutantLine(mutant)}`),
    ...unknown.map((key) => `listed, and not there: ${key.file} ${key.within}: ${changeOf(key)}`),
    ...(all.share < least ? [`only ${percent(all.share)} are killed, not ${percent(least)}`] : []),
  ];
}
