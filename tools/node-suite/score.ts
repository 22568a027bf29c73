import type { Result, Results } from "./campaign.js";
import type { ShimmedGround } from "./suite-options.js";

/** The least part of the files that are to pass, of those that pass on Node as it is. */
export const least: Readonly<Record<ShimmedGround, number>> = { node: 0.98, simulated: 0.94 };

/** How many passed of how many. */
export interface Share {
  readonly passed: number;
  readonly of: number;
}

export interface FamilyScore {
  readonly name: string;
  readonly files: number;
  /** How many pass on Node as it is; the rest fails there, or is not for this machine. */
  readonly plain: number;
  readonly shimmed: ReadonlyMap<ShimmedGround, Share>;
}

/** A file that passes on Node as it is counts as passed if it does so here: what is skipped does not. */
export function hasPassed({ outcome }: Result): boolean {
  return outcome.kind === "pass";
}

/** The scores of the families, and of all together where there are several. */
export function scoresOf({ plain, shimmed }: Results): readonly FamilyScore[] {
  const families = [...new Set(plain.map(({ file }) => file.family))];
  const score = (name: string, isIn: (result: Result) => boolean): FamilyScore => ({
    name, files: plain.filter(isIn).length, plain: plain.filter(isIn).filter(hasPassed).length,
    shimmed: new Map([...shimmed].map(([ground, results]) => {
      const own = results.filter(isIn);
      return [ground, { passed: own.filter(hasPassed).length, of: own.length }] as const;
    })),
  });
  const each = families.map((family) => score(family, ({ file }) => file.family === family));
  return each.length === 1 ? each : [...each, score("all", () => true)];
}

/** Rounded down, so that no bound seems to be reached that is not. */
export function percent({ passed, of }: Share): string {
  return `${(Math.floor((1000 * passed) / Math.max(1, of)) / 10).toFixed(1)} %`;
}

/** The bounds that are missed, a line each. */
export function boundProblems(scores: readonly FamilyScore[]): readonly string[] {
  return [...scores.at(-1)?.shimmed ?? []].flatMap(([ground, share]) => share.passed >= least[ground] * share.of
    ? [] : [`only ${percent(share)} pass on ${ground}, not ${100 * least[ground]} %`]);
}

export function scoreTable(scores: readonly FamilyScore[]): string {
  const grounds = [...scores[0]?.shimmed.keys() ?? []];
  const rows = [
    ["", "files", "plain", ...grounds.flatMap((ground) => [ground, ""])],
    ...scores.map(({ name, files, plain, shimmed }) => [name, `${files}`, `${plain}`,
      ...[...shimmed.values()].flatMap((share) => [`${share.passed}`, percent(share)])]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string => row.map((cell, column) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)).join("  ").trimEnd();
  return rows.map((row) => `${line(row)}\n`).join("");
}
