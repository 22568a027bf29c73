import type { Matcher } from "../language/pattern.js";
import { bare, quoted } from "../trace/brief.js";
import { byteCount, listed, number } from "./phrases.js";

/** The texts that a scenario has as data, by the digest of their bytes. */
export type KnownData = ReadonlyMap<string, string>;

/** How a number is written: as it is, or as a number of bytes. */
export type Figure = (value: number) => string;

const LISTED = 6;
const LONGEST = 60;

/** What a value has to be: "at least 5", "done or lost". */
export function valueWords(matcher: Matcher, known: KnownData, figure: Figure = number): string {
  if (matcher === null) return "none";
  switch (typeof matcher) {
    case "string": return matcher.length > LONGEST ? `a text of ${matcher.length} characters` : textOf(matcher);
    case "number": return figure(matcher);
    case "boolean": return String(matcher);
    default: return Array.isArray(matcher)
      ? listWords(matcher as readonly Matcher[], known)
      : objectWords(matcher as Readonly<Record<string, Matcher>>, known, figure);
  }
}

function textOf(text: string): string {
  return text === "" ? "nothing" : bare(text);
}

function listWords(values: readonly Matcher[], known: KnownData): string {
  const words = values.slice(0, LISTED).map((each) => valueWords(each, known));
  return listed(values.length > LISTED ? [...words, `${values.length - LISTED} more`] : words);
}

function objectWords(fields: Readonly<Record<string, Matcher>>, known: KnownData, figure: Figure): string {
  const [[key, operand = null] = ["", null]] = Object.entries(fields);
  switch (key) {
    case "$gte": return `at least ${valueWords(operand, known, figure)}`;
    case "$lte": return `at most ${valueWords(operand, known, figure)}`;
    case "$in": return listed((operand as readonly Matcher[]).map((each) => valueWords(each, known, figure)), "or");
    case "$not": return `other than ${valueWords(operand, known, figure)}`;
    case "$has": return operand === "" ? "any" : `something with ${quoted(String(operand))} in it`;
    case "$with": return valueWords(operand, known);
    case "$exists": return operand === true ? "any" : "none";
    default: return digestWords(fields, known) ?? innerWords(fields, known);
  }
}

/** The data of this digest: their text, where the scenario has one with it, and otherwise their size. */
function digestWords({ bytes, sha256 }: Readonly<Record<string, Matcher>>, known: KnownData): string | null {
  if (typeof bytes !== "number" || typeof sha256 !== "string") return null;
  return known.get(sha256) ?? (bytes === 0 ? "no bytes" : byteCount(bytes));
}

/** What is inside, by the names of an error's and a difference's parts. */
function innerWords(fields: Readonly<Record<string, Matcher>>, known: KnownData): string {
  return listed(Object.entries(fields).map(([name, value]) => {
    const words = valueWords(value, known);
    switch (name) {
      case "address": return `one at ${words}`;
      case "host": return words;
      case "category": return `one of the category ${words}`;
      case "group": return `one of ${words}`;
      case "where": return `one at ${words}`;
      case "what": return `one of the kind ${words}`;
      default: return `one with the ${name} ${words}`;
    }
  }));
}
