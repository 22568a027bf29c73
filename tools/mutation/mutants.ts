import { createHash } from "node:crypto";
import { SourceMap } from "node:module";
import type { Change, OperatorName } from "./change.js";
import { expressionChanges } from "./expression-changes.js";
import { statementChanges } from "./statement-changes.js";
import { placesOf } from "./syntax.js";

/** A module as the compiler wrote it, and the source that it was written from. */
export interface Module {
  /** The path of the source in the repository. */
  readonly file: string;
  readonly text: string;
  /** The source map: JSON, as the compiler wrote it. */
  readonly map: string;
}

/** What tells a mutant from all others, and outlives changes elsewhere in its file. */
export interface MutantKey {
  readonly file: string;
  /** The class and method, or the function, joined by a dot; empty for the module itself. */
  readonly within: string;
  readonly operator: OperatorName;
  readonly original: string;
  /** What is there instead; empty where nothing is. */
  readonly replacement: string;
  /** Counts those of one function that are otherwise the same, from 1. */
  readonly ordinal: number;
}

/** One module with one change. */
export interface Mutant {
  /** Made of the key. */
  readonly id: string;
  readonly key: MutantKey;
  /** The line of the source. */
  readonly line: number;
  readonly change: Change;
  /** Whether what is changed is evaluated when the module is loaded. */
  readonly isStatic: boolean;
  /** The requirements that the module names, each with how far from here it does, in letters. */
  readonly named: ReadonlyMap<string, number>;
}

/** Every mutant of a module, in the order of its text. */
export function mutantsOf({ file, text, map }: Module): readonly Mutant[] {
  const lines = linesOf({ file, text, map });
  const names = [...text.matchAll(/`([a-z]+(?:[.-][a-z-]+)+)`/g)];
  const counted = new Map<string, number>();
  return placesOf(text).flatMap((place) => [...expressionChanges(place, text), ...statementChanges(place, text)]
    .map((change): Mutant => {
      const same = {
        file, within: place.within, operator: change.operator, original: originalOf(change, text),
        replacement: change.kind === "removal" ? "" : oneLine(change.text),
      };
      const ordinal = (counted.get(idOf({ ...same, ordinal: 0 })) ?? 0) + 1;
      counted.set(idOf({ ...same, ordinal: 0 }), ordinal);
      const key = { ...same, ordinal };
      return {
        id: idOf(key), key, line: lines(change.start), change, isStatic: place.isStatic,
        named: distances(names, change.start),
      };
    }));
}

function distances(names: readonly RegExpExecArray[], at: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { 1: name = "", index } of names) {
    found.set(name, Math.min(found.get(name) ?? Infinity, Math.abs(index - at)));
  }
  return found;
}

/** Eight hexadecimal digits. */
export function idOf({ file, within, operator, original, replacement, ordinal }: MutantKey): string {
  const text = JSON.stringify([file, within, operator, original, replacement, ordinal]);
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

const LONGEST = 160;

function originalOf(change: Change, text: string): string {
  const shown = change.kind === "removal" ? change.shown : undefined;
  return oneLine(shown ?? text.slice(change.start, change.end));
}

/** A text without comments on one line, cut off where it is long. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").replaceAll(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/** The line of the source that a place in the text of a module comes from. */
export function linesOf({ text, map }: Module): (at: number) => number {
  const sourceMap = new SourceMap(JSON.parse(map) as ConstructorParameters<typeof SourceMap>[0]);
  return (at) => {
    const before = text.slice(0, at).split("\n");
    const entry = sourceMap.findEntry(before.length - 1, before.at(-1)?.length ?? 0);
    return "originalLine" in entry ? entry.originalLine + 1 : 0;
  };
}
