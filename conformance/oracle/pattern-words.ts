import type { Matcher, Pattern } from "../language/pattern.js";
import { matches } from "../language/pattern.js";
import { brief, quoted } from "../trace/brief.js";
import type { TraceEvent } from "../trace/events.js";
import { nameField, ofName } from "./event-words.js";

/** The fields that say what kind of event a pattern describes. */
const KIND: ReadonlySet<string> = new Set(["ev", "cb", "op", "peer", "saw"]);
/** What else says it, of some kinds. */
const IN_KIND: ReadonlyMap<unknown, string> = new Map([["mark", "name"], ["run", "phase"], ["ran", "phase"]]);

/** The events that a pattern describes, as a noun: "connectionLost of server#1 with reason.kind=aborted". */
export function nounOf(pattern: Pattern): string {
  return `${kindOf(pattern)}${demandsOf(pattern)}`;
}

/** That there is no such event: "connectionLost of server#1 never came". */
export function neverCame(pattern: Pattern): string {
  const { ev, op, peer, saw } = pattern;
  switch (ev) {
    case "call": return `${text(op)}${ofName(pattern)} was never called${demandsOf(pattern)}`;
    case "return": return `there was no return of ${text(op)}${ofName(pattern)}${demandsOf(pattern)}`;
    case "mark": return `${kindOf(pattern)} was never made${demandsOf(pattern)}`;
    case "run": return `${kindOf(pattern)} never came`;
    case "ran": return `${kindOf(pattern).replace("the end of ", "")} never ended${demandsOf(pattern)}`;
    case "peer": {
      const never = peer === undefined ? "no peer ever" : `the peer ${quotedText(peer)} never`;
      return `${never} saw ${text(saw)}${demandsOf(pattern)}`;
    }
    default: return `${nounOf(pattern)} never came`;
  }
}

function kindOf(pattern: Pattern): string {
  const { ev, cb, op, peer, saw, name, phase } = pattern;
  const ofRun = phase === undefined || phase === 1 ? "run" : `run ${text(phase)}`;
  switch (ev) {
    case "enter": return `${text(cb, "a callback")}${ofName(pattern)}`;
    case "leave": return `the end of ${text(cb, "a callback")}${ofName(pattern)}`;
    case "call": return `the call of ${text(op)}${ofName(pattern)}`;
    case "return": return `the return of ${text(op)}${ofName(pattern)}`;
    case "mark": return name === undefined ? "a mark" : `the mark ${quotedText(name)}`;
    case "run": return `the call of ${ofRun}`;
    case "ran": return `the end of ${ofRun}`;
    case "peer": return `${text(saw, "what is seen")} at the peer ${quotedText(peer)}`;
    case "stack": return "the stack";
    case "resources": return `the count${ofName(pattern)}`;
    default: return `${text(ev, "an event")}${ofName(pattern)}`;
  }
}

function text(matcher: Matcher | undefined, otherwise = "any call"): string {
  return matcher === undefined ? otherwise : word(matcher);
}

function quotedText(matcher: Matcher | undefined): string {
  return typeof matcher === "string" ? quoted(matcher) : text(matcher, "of any name");
}

/** " with FIELD=VALUE, ... without FIELD": all that a pattern asks for beside the kind and the name. */
function demandsOf(pattern: Pattern): string {
  const named = nameField(pattern);
  const said = IN_KIND.get(pattern["ev"]);
  const leaves = leavesOf(pattern).filter(({ path }) => !KIND.has(path) && path !== named && path !== said);
  const absent = leaves.filter(({ matcher }) => isSpecial(matcher) && "$exists" in matcher && !matcher.$exists);
  const present = leaves.filter((leaf) => !absent.includes(leaf));
  return [
    ...(present.length === 0 ? [] : [` with ${present.map(demand).join(", ")}`]),
    ...(absent.length === 0 ? [] : [` without ${absent.map(({ path }) => path).join(", ")}`]),
  ].join("");
}

function demand({ path, matcher }: Leaf): string {
  if (!isSpecial(matcher)) return `${path}=${word(matcher)}`;
  const [[key = "", operand = null] = []] = Object.entries(matcher);
  if (key === "$exists") return path;
  if (key === "$with") return `${word(operand)} in ${path}`;
  return key === "$has" ? `${quoted(String(operand))} in ${path}` : `${path} ${word(matcher)}`;
}

/** One thing that a pattern asks for: the field, as a path, and what its value has to be. */
export interface Leaf {
  readonly path: string;
  readonly matcher: Matcher;
}

/** Everything that a pattern asks for, field by field; a digest counts as one. */
export function leavesOf(pattern: Pattern, prefix = ""): Leaf[] {
  return Object.entries(pattern).flatMap(([field, matcher]): Leaf[] => {
    const path = `${prefix}${field}`;
    return isInner(matcher) ? leavesOf(matcher, `${path}.`) : [{ path, matcher }];
  });
}

function isInner(matcher: Matcher): matcher is Pattern {
  if (matcher === null || typeof matcher !== "object" || Array.isArray(matcher)) return false;
  const [key] = Object.keys(matcher);
  if (key === undefined || key.startsWith("$") || "sha256" in matcher) return false;
  return !("host" in matcher) || Object.values(matcher).some(isSpecial);
}

function isSpecial(matcher: Matcher): matcher is Extract<Matcher, object> {
  return typeof matcher === "object" && matcher !== null && Object.keys(matcher).some((key) => key.startsWith("$"));
}

/** What a value has to be. */
function word(matcher: Matcher): string {
  if (!isSpecial(matcher)) return brief(matcher);
  const [[key = "", operand = null] = []] = Object.entries(matcher);
  switch (key) {
    case "$gte": return `at least ${brief(operand)}`;
    case "$lte": return `at most ${brief(operand)}`;
    case "$in": return oneOf(operand as readonly Matcher[]);
    case "$not": return `other than ${word(operand)}`;
    case "$has": return `a text with ${quoted(String(operand))}`;
    case "$with": return `a list with ${word(operand)}`;
    default: return operand === true ? "any" : "none";
  }
}

/** How many of the values that are allowed are named. */
const NAMED = 5;

function oneOf(values: readonly Matcher[]): string {
  return values.length <= NAMED
    ? values.map(word).join(" or ")
    : `${values.slice(0, NAMED).map(word).join(", ")} or another of ${values.length}`;
}

/** In what an event differs from a pattern: "reason.kind=done, not aborted". */
export function differenceOf(pattern: Pattern, event: TraceEvent): string {
  const differences = leavesOf(pattern).filter((leaf) => !leafMatches(leaf, event)).map(({ path, matcher }) => {
    const value = valueAt(event, path) ?? null;
    if (path.split(".")[0] === "threw" && !("threw" in event)) return "it threw nothing";
    const expected = word(matcher);
    if (value === null) return `it has no ${path}${expected === "any" ? "" : `, where ${expected} is expected`}`;
    if (isSpecial(matcher) && "$not" in matcher) return `${path}=${brief(value)}, where another is expected`;
    const seen = `${path}=${brief(value)}`;
    return brief(value) === expected ? `${seen}, but others than expected` : `${seen}, not ${expected}`;
  });
  return [...new Set(differences)].join("; ");
}

/** How much of a pattern an event has: each field that matches counts, and half a field that is there. */
export function likeness(pattern: Pattern, event: TraceEvent): number {
  return leavesOf(pattern).reduce((sum, leaf) => {
    if (leafMatches(leaf, event)) return sum + 1;
    return (valueAt(event, leaf.path) ?? null) === null ? sum : sum + 0.5;
  }, 0);
}

function leafMatches({ path, matcher }: Leaf, event: TraceEvent): boolean {
  return matches({ value: matcher }, { value: valueAt(event, path) });
}

/** A field of an event; `value.deadline` reaches into objects. */
export function valueAt(event: TraceEvent, path: string): unknown {
  return path.split(".").reduce<unknown>((at, name) => Object(at)[name], event);
}
