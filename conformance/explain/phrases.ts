import type { Data } from "../language/data.js";
import type { NumberOrOdd, OddValue } from "../language/operations.js";
import { bare, quoted } from "../trace/brief.js";
import { longestRun } from "./longest-run.js";

/** The longest text of data that is shown in full, in characters. */
const SHOWN_TEXT = 60;
const LONGEST_HOST = 60;
/** A run of more than so many items of one kind is abridged. */
const WHOLE_RUN = 4;
const KIB = 1024;
const MIB = KIB * KIB;

/** A name that a scenario gives. Those of connections stand as they are: they are the kit's, as `server#1`. */
export function nameOf(name: string): string {
  return /^[^ ]+#\d+$/.test(name) ? name : quoted(name);
}

/** A host as a scenario gives it: in quotes, or how long it is. */
export function hostWords(host: string): string {
  return host.length > LONGEST_HOST ? `a name of ${host.length} characters` : quoted(host);
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[], conjunction = "and"): string {
  const last = parts.at(-1) ?? "nothing";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}

/** A sentence: a capital in front, but where it begins with a name of the interface, and a full stop behind. */
export function sentence(text: string): string {
  return capitalised(`${shallow(text)}.`);
}

function capitalised(text: string): string {
  const [word = ""] = /^[\w.]+(\(|(?= throws))?/.exec(text) ?? [];
  if (/[A-Z(]/.test(word)) return text;
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** How deep the brackets of a sentence are. What lies deeper are chains of calls, each in the one before. */
const DEEPEST = 4;

function shallow(text: string): string {
  let depth = 0;
  let isQuoted = false;
  let shown = "";
  for (const character of text.replaceAll('\\"', "\u0000")) {
    if (character === '"') isQuoted = !isQuoted;
    if (!isQuoted && character === "(") depth++;
    if (depth <= DEEPEST) shown += character;
    else if (!isQuoted && character === "(" && depth === DEEPEST + 1) shown += "(and so on)";
    if (!isQuoted && character === ")") depth--;
  }
  return shown.replaceAll("\u0000", '\\"');
}

/** "1 byte", "200 bytes", "16 KiB". */
export function byteCount(bytes: number): string {
  if (bytes >= MIB && bytes % MIB === 0) return `${bytes / MIB} MiB`;
  if (bytes >= 4 * KIB && bytes % KIB === 0) return `${bytes / KIB} KiB`;
  return counted(bytes, "byte");
}

/** "1 call", "1,000 calls". */
export function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A number in figures, in groups of three. */
export function number(value: number): string {
  const [whole = "", fraction] = String(value).split(".");
  const grouped = /^-?\d{5,21}$/.test(whole) ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** "1st", "2nd", "11th". */
export function ordinal(n: number): string {
  const teen = n % 100 > 10 && n % 100 < 14;
  const ending = teen ? "th" : ["th", "st", "nd", "rd"][n % 10] ?? "th";
  return `${number(n)}${ending}`;
}

/** "once", "twice", "7 times". */
export function times(n: number): string {
  if (n === 1) return "once";
  return n === 2 ? "twice" : `${number(n)} times`;
}

/** Data: a short text in quotes, and otherwise how many bytes they are. */
export function dataWords(data: Data): string {
  if ("text" in data && data.text !== "" && data.text.length <= SHOWN_TEXT) return quoted(data.text);
  const length = "text" in data ? data.text.length : data.generate;
  return length === 0 ? "no bytes" : byteCount(length);
}

/** A value that JSON cannot carry, or of a wrong type. */
export function oddWords(odd: OddValue["odd"]): string {
  switch (odd) {
    case "string": return 'the text "5"';
    case "object": return "an object";
    default: return `the value ${odd}`;
  }
}

export function isOdd(value: unknown): value is OddValue {
  return typeof value === "object" && value !== null && "odd" in value;
}

/** A number, or what is passed in its place. */
export function numberWords(value: NumberOrOdd): string {
  return isOdd(value) ? oddWords(value.odd) : number(value);
}

/** A span of time. */
export function milliseconds(value: NumberOrOdd): string {
  return isOdd(value) ? oddWords(value.odd) : `${number(value)} ms`;
}

/** A text, or what is passed in its place. */
export function textWords(value: string | OddValue): string {
  return isOdd(value) ? oddWords(value.odd) : bare(value);
}

/** The longest round of kinds that is looked for in a list. */
const LONGEST_ROUND = 4;

/**
 * The words of each item. Of a long run of items of one kind, or of rounds of the same kinds, only the beginning, how
 * many there are more, and the last. What is the same in words all along is said once.
 */
export function abridged<T>(
  items: readonly T[], kindOf: (item: T) => string, wordsOf: (item: T) => string,
): readonly string[] {
  const kinds = items.map(kindOf);
  const words: string[] = [];
  for (let start = 0; start < items.length;) {
    const { round, rounds } = longestRun(kinds, start, LONGEST_ROUND, (run) => run.round === 1 || run.rounds > 3);
    const run = items.slice(start, start + round * rounds).map(wordsOf);
    words.push(...(round === 1 ? abridgedRun(run) : abridgedRounds(run, round)));
    start += run.length;
  }
  return words;
}

function abridgedRun(run: readonly string[]): readonly string[] {
  const [first = "", second = ""] = run;
  if (run.length > 1 && run.every((each) => each === first)) return [`${first}, ${times(run.length)}`];
  return run.length <= WHOLE_RUN ? run : [first, second, `${number(run.length - 3)} more like these`, run.at(-1) ?? ""];
}

function abridgedRounds(run: readonly string[], round: number): readonly string[] {
  const more = run.length / round - 2;
  return [...run.slice(0, round), `${number(more)} more rounds like this`, ...run.slice(-round)];
}

/** A sentence for each few of the parts that a long list of deeds has. */
export function inSentences(head: string, parts: readonly string[]): readonly string[] {
  const sentences: string[] = [];
  let rest = [...parts];
  while (rest.length > 0) {
    const isShort = rest.length <= MOST_DEEDS + 1;
    const some = rest.slice(0, isShort ? rest.length : MOST_DEEDS);
    rest = rest.slice(some.length);
    sentences.push(sentence(`${sentences.length === 0 ? head : "then it"} ${listed(some)}`));
  }
  return sentences;
}

/** How many deeds a sentence tells. */
const MOST_DEEDS = 4;
