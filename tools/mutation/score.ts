import type { MutantResult } from "./campaign.js";
import type { SurvivorKind, SurvivorList } from "./survivor-list.js";

/** What came of the mutants of one file, or of all. */
export interface Score {
  readonly name: string;
  readonly mutants: number;
  /** Killed: by a requirement that failed; or the run crashed, or came to no end. */
  readonly killed: { readonly fails: number; readonly crashes: number; readonly hangs: number };
  readonly equivalent: number;
  readonly unspecified: number;
  readonly gaps: number;
  /** Survivors that the list does not name, and mutants of which nothing can be said. */
  readonly unlisted: number;
  /** The part of those that are not equivalent that is killed, from 0 to 1; 1 where there is none. */
  readonly share: number;
}

/** One score for each file, and one for all together at the end. */
export function scoresOf(results: readonly MutantResult[], list: SurvivorList): readonly [...Score[], Score] {
  const files = [...new Set(results.map(({ mutant }) => mutant.key.file))];
  return [
    ...files.map((file) => scoreOf(file, results.filter(({ mutant }) => mutant.key.file === file), list)),
    scoreOf("all", results, list),
  ];
}

function scoreOf(name: string, results: readonly MutantResult[], list: SurvivorList): Score {
  const count = (is: (result: MutantResult) => boolean): number => results.filter(is).length;
  const how = (kind: "fails" | "crashes" | "hangs"): number =>
    count(({ fate }) => fate.kind === "killed" && fate.how === kind);
  const listed = (kind: SurvivorKind): number =>
    count(({ fate, mutant }) => fate.kind === "survived" && list.get(mutant.id)?.kind === kind);
  const killed = { fails: how("fails"), crashes: how("crashes"), hangs: how("hangs") };
  const dead = killed.fails + killed.crashes + killed.hangs;
  const [equivalent, unspecified, gaps] = [listed("equivalent"), listed("unspecified"), listed("gap")];
  const others = results.length - equivalent;
  return {
    name, mutants: results.length, killed, equivalent, unspecified, gaps,
    unlisted: results.length - dead - equivalent - unspecified - gaps, share: others === 0 ? 1 : dead / others,
  };
}
