import { readFileSync } from "node:fs";
import { idOf, type Mutant, type MutantKey } from "./mutants.js";
import type { MutantResult } from "./campaign.js";

/**
 * Why mutants survive:
 * - `equivalent`: nobody can tell them from the original;
 * - `unspecified`: what they change is left open, or cannot be brought about by a scenario;
 * - `gap`: the standard speaks of it, and no scenario sees it yet.
 */
export type SurvivorKind = "equivalent" | "unspecified" | "gap";

/** Mutants that survive for the same reason. */
export interface SurvivorGroup {
  readonly kind: SurvivorKind;
  readonly why: string;
  readonly mutants: readonly MutantKey[];
}

/** Survivors that are known, by the id of the mutant. */
export type SurvivorList = ReadonlyMap<string, SurvivorGroup>;

type WrittenKey = Omit<MutantKey, "ordinal"> & { readonly ordinal?: number };
type WrittenGroup = Omit<SurvivorGroup, "mutants"> & { readonly mutants: readonly WrittenKey[] };

/**
 * Reads the list of known survivors.
 * @throws Error if it names a mutant twice, or gives no reason.
 */
export function readSurvivors(path: string): SurvivorList {
  const groups = JSON.parse(readFileSync(path, "utf8")) as readonly WrittenGroup[];
  const list = new Map<string, SurvivorGroup>();
  for (const { kind, why, mutants } of groups) {
    const keys = mutants.map((key): MutantKey => ({ ...key, ordinal: key.ordinal ?? 1 }));
    if (why.trim() === "") throw new Error(`a group of survivors without a reason: ${JSON.stringify(keys[0])}`);
    for (const key of keys) {
      const id = idOf(key);
      if (list.has(id)) throw new Error(`a survivor is listed twice: ${id} ${key.file} ${key.original}`);
      list.set(id, { kind, why, mutants: keys });
    }
  }
  return list;
}

/** What a list says wrongly of those that were tried. */
export interface ListProblems {
  /** Survivors that the list does not name. */
  readonly unlisted: readonly Mutant[];
  /** What it names, though it was killed. */
  readonly killed: readonly MutantResult[];
  /** What it names, though there is no such mutant. */
  readonly unknown: readonly MutantKey[];
}

/** `all` are the mutants that there are, whether they were tried or not. */
export function problemsOf(
  list: SurvivorList, results: readonly MutantResult[], all: readonly Mutant[],
): ListProblems {
  const ids = new Set(all.map(({ id }) => id));
  return {
    unlisted: results.filter(({ fate, mutant }) => fate.kind === "survived" && !list.has(mutant.id))
      .map(({ mutant }) => mutant),
    killed: results.filter(({ fate, mutant }) => fate.kind === "killed" && list.has(mutant.id)),
    unknown: [...new Set(list.values())].flatMap(({ mutants }) => mutants).filter((key) => !ids.has(idOf(key))),
  };
}
