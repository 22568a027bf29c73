import { readFileSync } from "node:fs";
import { linesOf, oneLine, type Module } from "../mutation/mutants.js";
import { placesOf } from "../mutation/syntax.js";
import type { Span } from "./v8-coverage.js";

/** A part of the core that no scenario reaches, told so that it outlives changes elsewhere in its file. */
export interface Unreached {
  readonly file: string;
  /** The class and method, or the function, joined by a dot; empty for the module itself. */
  readonly within: string;
  /** What is there, on one line, as the compiler wrote it. */
  readonly text: string;
}

/** With the line of the source. */
export interface UnreachedAt extends Unreached {
  readonly line: number;
}

/** A part that is known, and why no scenario reaches it. */
export interface ListedUnreached extends Unreached {
  readonly why: string;
}

/** The parts of a module that were not executed, without those that are but brackets. */
export function unreachedIn(module: Module, spans: readonly Span[]): readonly UnreachedAt[] {
  const { file, text } = module;
  const places = placesOf(text);
  const lines = linesOf(module);
  return spans.flatMap(({ start, end }) => {
    const part = text.slice(start, end);
    const shown = oneLine(part);
    if (!/\w/.test(shown) || /^(else|finally)?[\s{}]*$/.test(shown)) return [];
    const first = start + part.search(/[^\s{}]/);
    const around = places.filter(({ node }) => node.start <= first && first < node.end);
    return [{ file, within: around.at(-1)?.within ?? "", text: shown, line: lines(first) }];
  });
}

/** @throws Error if an entry has no reason. */
export function readUnreached(path: string): readonly ListedUnreached[] {
  const listed = JSON.parse(readFileSync(path, "utf8")) as readonly ListedUnreached[];
  for (const { why, text } of listed) if (why.trim() === "") throw new Error(`an entry without a reason: ${text}`);
  return listed;
}

/** What is wrong with the list, a line each: what it does not name, and what it names though it is reached. */
export function problemsOf(found: readonly UnreachedAt[], listed: readonly ListedUnreached[]): readonly string[] {
  const isSame = (one: Unreached, other: Unreached): boolean =>
    one.file === other.file && one.within === other.within && one.text === other.text;
  return [
    ...found.filter((each) => !listed.some((other) => isSame(each, other))).map(({ file, line, within, text }) =>
      `no scenario reaches ${file}:${line} ${within}: ${text}`),
    ...listed.filter((each) => !found.some((other) => isSame(each, other))).map(({ file, within, text }) =>
      `listed, and reached, or not there: ${file} ${within}: ${text}`),
  ];
}
