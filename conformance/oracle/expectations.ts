import { matches, type Pattern } from "../language/pattern.js";
import type { Expectation, FieldOf, Relation, Scenario, Times } from "../language/scenario.js";
import { brief } from "../trace/brief.js";
import type { TraceEvent } from "../trace/events.js";
import { clauseOf, concernsOf, fullClauseOf, sinceStart } from "./event-words.js";
import { differenceOf, likeness, neverCame, nounOf, valueAt } from "./pattern-words.js";
import type { Finding } from "./results.js";

/**
 * What a scenario's own expectations find in its trace, up to its end: the agent's clearing up is no part of it.
 * A finding says what was expected, and behind a semicolon what was seen instead. Where a premise does not hold, the
 * other expectations say nothing of the subject, and are left out.
 */
export function judgeExpectations(scenario: Scenario, trace: readonly TraceEvent[]): Finding[] {
  const findings: Finding[] = [];
  const end = trace.findIndex((event) => event.ev === "end");
  const played = end === -1 ? trace : trace.slice(0, end);
  for (const expectation of scenario.expect) {
    const broken = judge(expectation, played);
    if (broken === null) continue;
    const finding = {
      scenario: scenario.id, at: broken.at, concerns: concernsOfAll(expectation),
      says: `expected that ${expectation.says}${broken.detail === "" ? "" : `; ${broken.detail}`}`,
    };
    if (expectation.premise !== true) {
      const requirement = expectation.of ?? scenario.checks[0] ?? scenario.id;
      findings.push({ ...finding, kind: "violation", requirement });
      continue;
    }
    const concerned = expectation.of === undefined ? scenario.checks : [expectation.of];
    findings.push(...concerned.map((requirement): Finding => ({ ...finding, kind: "inconclusive", requirement })));
  }
  const unfounded = findings.filter((finding) => finding.kind === "inconclusive");
  return unfounded.length > 0 ? unfounded : findings;
}

/** Why an expectation does not hold: what was seen, and at which event. */
interface Broken {
  readonly detail: string;
  readonly at: number | null;
}

function judge(expectation: Expectation, trace: readonly TraceEvent[]): Broken | null {
  switch (expectation.kind) {
    case "occurs": return judgeOccurs(expectation.event, expectation.times ?? { atLeast: 1 }, trace);
    case "never": return judgeNever(expectation, trace);
    case "order": return judgeOrder(expectation.events, trace);
    case "relation": return judgeRelation(expectation, trace);
  }
}

function concernsOfAll(expectation: Expectation): readonly string[] {
  switch (expectation.kind) {
    case "order": return [...new Set(expectation.events.flatMap(concernsOf))];
    case "relation":
      return [...new Set([expectation.left.event, expectation.right.event].flatMap(concernsOf))];
    default: return concernsOf(expectation.event);
  }
}

function judgeOccurs(pattern: Pattern, times: Times, trace: readonly TraceEvent[]): Broken | null {
  const found = trace.filter((event) => matches(pattern, event));
  const least = typeof times === "number" ? times : times.atLeast ?? 0;
  const most = typeof times === "number" ? times : times.atMost ?? Infinity;
  const tooMany = found[most];
  if (tooMany !== undefined) {
    const again = most === 0
      ? `${fullClauseOf(tooMany, trace)}${found.length > 1 ? `, the first of ${found.length}` : ""}`
      : `${nounOf(pattern)} came ${count(found.length)}, not ${count(most)}: again ${fullClauseOf(tooMany, trace)}`;
    return { detail: again, at: seqOf(tooMany) };
  }
  if (found.length >= least) return null;
  const last = found.at(-1);
  return last === undefined
    ? missing(pattern, trace)
    : {
      detail: `${nounOf(pattern)} came ${count(found.length)}, not ${count(least)}: the last was that `
        + clauseOf(last, trace),
      at: null,
    };
}

/** That nothing matched, and what came nearest to it. */
function missing(pattern: Pattern, trace: readonly TraceEvent[]): Broken {
  const { like, near } = nearest(pattern, trace);
  const instead = near === null ? insteadOf(pattern, trace) : null;
  if (instead !== null) {
    return { detail: `${neverCame(pattern)}; instead ${clauseOf(instead, trace)}`, at: seqOf(instead) };
  }
  if (near === null) return { detail: neverCame(pattern), at: null };
  const difference = differenceOf(pattern, near);
  const detail = like === 1
    ? `${clauseOf(near, trace)}: ${difference}`
    : `${neverCame(pattern)}; of ${like} the nearest was that ${clauseOf(near, trace)}: ${difference}`;
  return { detail, at: seqOf(near) };
}

/** A mark `what: outcome` tells what came of something: the mark of another outcome of the same. */
function insteadOf({ ev, name }: Pattern, trace: readonly TraceEvent[]): TraceEvent | null {
  const [what, outcome] = ev === "mark" && typeof name === "string" ? name.split(": ") : [];
  if (what === undefined || outcome === undefined) return null;
  return trace.findLast((event) => event.ev === "mark" && event.name.startsWith(`${what}: `)) ?? null;
}

function judgeNever(
  expectation: Expectation & { readonly kind: "never" },
  trace: readonly TraceEvent[],
): Broken | null {
  const { event, after, before } = expectation;
  const from = after === undefined ? 0 : trace.findIndex((each) => matches(after, each)) + 1;
  if (after !== undefined && from === 0) return null;
  const end = before === undefined ? -1 : trace.findIndex((each) => matches(before, each));
  const found = trace.slice(from, end === -1 ? trace.length : end).find((each) => matches(event, each));
  if (found === undefined) return null;
  const bound = from > 0 ? `, after ${clauseOf(trace[from - 1] as TraceEvent, trace)}` : "";
  return { detail: `${fullClauseOf(found, trace)}${bound}`, at: seqOf(found) };
}

function judgeOrder(patterns: readonly Pattern[], trace: readonly TraceEvent[]): Broken | null {
  let from = 0;
  for (const pattern of patterns) {
    const index = trace.findIndex((event, i) => i >= from && matches(pattern, event));
    if (index === -1) {
      const early = trace.find((event) => matches(pattern, event));
      if (early === undefined) return missing(pattern, trace);
      const before = clauseOf(trace[from - 1] as TraceEvent, trace);
      return { detail: `${fullClauseOf(early, trace)}: too early, for ${before}`, at: seqOf(early) };
    }
    from = index + 1;
  }
  return null;
}

function judgeRelation(
  expectation: Expectation & { readonly kind: "relation" },
  trace: readonly TraceEvent[],
): Broken | null {
  const left = fieldOf(expectation.left, trace);
  const right = fieldOf(expectation.right, trace);
  if (left.event === null) return missing(expectation.left.event, trace);
  if (right.event === null) return missing(expectation.right.event, trace);
  if (related(left.value, expectation.is, right.value)) return null;
  const value = shown(expectation.left, left.value, trace);
  const other = shown(expectation.right, right.value, trace);
  const seen = `${fieldInWords(expectation.left)} is ${value}`;
  const detail = expectation.is === "equals" && value === other
    ? `${seen}, but not the same as ${fieldInWords(expectation.right)}`
    : `${seen}; expected is ${expectation.is === "equals" ? "" : `${expectation.is} `}${other}, which is `
      + fieldInWords(expectation.right);
  return { detail, at: seqOf(left.event) };
}

function fieldInWords({ event, field, plus = 0 }: FieldOf): string {
  const name = field === "t" ? "the time" : field;
  return `${name} of ${nounOf(event)}${plus === 0 ? "" : ` plus ${brief(plus)}`}`;
}

/** Times and deadlines as milliseconds since the start, everything else as it is. */
function shown({ field }: FieldOf, value: unknown, trace: readonly TraceEvent[]): string {
  const isTime = typeof value === "number" && /(^|\.)(t|deadline)$/.test(field);
  return isTime ? sinceStart(value, trace) : brief(value);
}

function related(left: unknown, relation: Relation, right: unknown): boolean {
  if (relation === "equals") return JSON.stringify(left) === JSON.stringify(right);
  if (typeof left !== "number" || typeof right !== "number") return false;
  if (relation === "at least") return left >= right;
  if (relation === "at most") return left <= right;
  return left < right;
}

function fieldOf(field: FieldOf, trace: readonly TraceEvent[]): { event: TraceEvent | null; value: unknown } {
  const event = trace.find((each) => matches(field.event, each));
  if (event === undefined) return { event: null, value: undefined };
  const value = valueAt(event, field.field);
  return { event, value: typeof value === "number" ? value + (field.plus ?? 0) : value };
}

/** How many events are of the kind that the pattern describes, and of those the one that has most of the rest. */
function nearest(
  pattern: Pattern,
  trace: readonly TraceEvent[],
): { readonly like: number; readonly near: TraceEvent | null } {
  const kind: Pattern = Object.fromEntries(
    ["ev", "cb", "op", "peer", "saw", "call", "connection", "listener", "hook", "work", "port", "name"]
      .flatMap((field) => pattern[field] === undefined ? [] : [[field, pattern[field]]]));
  const like = Object.keys(kind).length === 0 ? [] : trace.filter((event) => matches(kind, event));
  const most = Math.max(...like.map((event) => likeness(pattern, event)));
  return { like: like.length, near: like.findLast((event) => likeness(pattern, event) === most) ?? null };
}

function seqOf(event: TraceEvent | undefined | null): number | null {
  return event !== undefined && event !== null && "seq" in event ? event.seq : null;
}

function count(times: number): string {
  return times === 1 ? "once" : `${times} times`;
}
