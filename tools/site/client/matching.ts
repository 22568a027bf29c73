import type { Entry } from "./entries.js";

/** The words of a query. */
export function wordsOf(query: string): readonly string[] {
  return query.toLowerCase().split(/\s+/).filter((word) => word !== "");
}

/** Whether each word stands somewhere in an entry. */
export function matches(entry: Entry, words: readonly string[]): boolean {
  return words.every((word) => score(entry, word) > 0);
}

/** The entries in which each word stands: what is called so before what only says so. */
export function ranked(entries: readonly Entry[], words: readonly string[]): readonly Entry[] {
  return entries
    .map((entry) => ({ entry, scores: words.map((word) => score(entry, word)) }))
    .filter(({ scores }) => scores.length > 0 && scores.every((each) => each > 0))
    .map(({ entry, scores }) => ({ entry, sum: scores.reduce((sum, each) => sum + each, 0) + whole(entry, words) }))
    .sort((one, other) => other.sum - one.sum)
    .map(({ entry }) => entry);
}

/** How well one word fits an entry: 0 where it does not stand in it at all. */
function score({ name, text, intent }: Entry, word: string): number {
  const called = fit(name, word);
  if (called > 0) return 40 * called;
  return 8 * fit(text, word) || 2 * fit(intent, word);
}

/** 3 for a whole word, or a whole part of an id, 2 for how one begins, 1 for what stands inside of one. */
function fit(text: string, word: string): 0 | 1 | 2 | 3 {
  const lower = text.toLowerCase();
  let best: 0 | 1 | 2 = 0;
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
    if (isInside(text, at)) best = best === 0 ? 1 : best;
    else if (isInside(text, at + word.length)) best = 2;
    else return 3;
  }
  return best;
}

/** Whether a place is inside of a word. In `connectionMade`, a second word begins. */
function isInside(text: string, at: number): boolean {
  const before = text[at - 1] ?? " ";
  const after = text[at] ?? " ";
  return /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after) && !/\p{Ll}\p{Lu}/u.test(before + after);
}

/** More for what is called just so: a term before a requirement, a requirement before a section. */
function whole({ kind, name }: Entry, words: readonly string[]): number {
  if (name.toLowerCase() === words.join(" ")) return 1000;
  return { term: 3, requirement: 2, type: 1, section: 0 }[kind];
}

/** A piece of a text, and whether it is one of the words. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** A text in pieces, with the words marked. */
export function marked(text: string, words: readonly string[]): readonly Piece[] {
  const lower = text.toLowerCase();
  const pieces: Piece[] = [];
  let done = 0;
  while (done < text.length) {
    const next = words.map((word) => ({ word, at: lower.indexOf(word, done) })).filter(({ at }) => at >= 0)
      .sort((one, other) => one.at - other.at || other.word.length - one.word.length)[0];
    if (next === undefined) break;
    if (next.at > done) pieces.push({ text: text.slice(done, next.at), marked: false });
    done = next.at + next.word.length;
    pieces.push({ text: text.slice(next.at, done), marked: true });
  }
  if (done < text.length) pieces.push({ text: text.slice(done), marked: false });
  return pieces;
}

/** What of an entry is shown beside its name: the part in which the words stand, cut at the ends of words. */
export function excerpt({ text, intent }: Entry, words: readonly string[]): string {
  const source = words.some((word) => fit(text, word) > 0) || !words.some((word) => fit(intent, word) > 0)
    ? text
    : intent;
  const places = words.map((word) => source.toLowerCase().indexOf(word)).filter((at) => at >= 0);
  const first = Math.min(...places, source.length);
  const start = first < 120 || first === source.length ? 0 : source.lastIndexOf(" ", first - 60) + 1;
  const end = start + 200 >= source.length ? source.length : source.lastIndexOf(" ", start + 200);
  const label = source === intent ? "Intent: " : "";
  return `${label}${start > 0 ? "… " : ""}${source.slice(start, end)}${end < source.length ? " …" : ""}`;
}
