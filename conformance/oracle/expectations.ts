import { matches, type Matcher, type Pattern } from "../language/pattern.js";
import type { Expectation, FieldOf, Relation, Scenario, Times } from "../language/scenario.js";
import type { TraceEvent } from "../trace/events.js";
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
      scenario: scenario.id, at: broken.at,
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

function judgeOccurs(pattern: Pattern, times: Times, trace: readonly TraceEvent[]): Broken | null {
  const found = trace.filter((event) => matches(pattern, event));
  const least = typeof times === "number" ? times : times.atLeast ?? 0;
  const most = typeof times === "number" ? times : times.atMost ?? Infinity;
  if (found.length > most) {
    const detail = `${describe(pattern)} occurred ${count(found.length)}, not ${count(most)}`;
    return { detail, at: seqOf(found[most]) };
  }
  if (found.length >= least) return null;
  const near = nearest(pattern, trace);
  if (found.length === 0 && near !== null) {
    return { detail: `no ${describe(pattern)}; the nearest was ${show(near)}`, at: seqOf(near) };
  }
  const detail = found.length === 0
    ? `no ${describe(pattern)}`
    : `${describe(pattern)} occurred ${count(found.length)}, not ${count(least)}`;
  return { detail, at: null };
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
  return found === undefined ? null : { detail: show(found), at: seqOf(found) };
}

function judgeOrder(patterns: readonly Pattern[], trace: readonly TraceEvent[]): Broken | null {
  let from = 0;
  for (const pattern of patterns) {
    const index = trace.findIndex((event, i) => i >= from && matches(pattern, event));
    if (index === -1) {
      const early = trace.find((event) => matches(pattern, event));
      return early === undefined
        ? { detail: `no ${describe(pattern)}`, at: null }
        : { detail: `${show(early)} came too early`, at: seqOf(early) };
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
  if (left.event === null || right.event === null) {
    const missing = left.event === null ? expectation.left : expectation.right;
    return { detail: `no ${describe(missing.event)}`, at: null };
  }
  if (related(left.value, expectation.is, right.value)) return null;
  const isNot = expectation.is === "equals" ? "is not equal to" : `is not ${expectation.is}`;
  return { detail: `${show(left.value)} ${isNot} ${show(right.value)}`, at: seqOf(left.event) };
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
  const value = field.field.split(".").reduce<unknown>((at, name) => Object(at)[name], event);
  return { event, value: typeof value === "number" ? value + (field.plus ?? 0) : value };
}

/** The event that agrees with the pattern on what kind of event it is, and most of the rest. */
function nearest(pattern: Pattern, trace: readonly TraceEvent[]): TraceEvent | null {
  const kind: Pattern = Object.fromEntries(
    ["ev", "cb", "op", "peer", "saw", "call", "connection", "listener", "hook", "work", "port"].flatMap((field) =>
      pattern[field] === undefined ? [] : [[field, pattern[field]]]));
  return Object.keys(kind).length === 0 ? null : trace.findLast((event) => matches(kind, event)) ?? null;
}

function seqOf(event: TraceEvent | undefined | null): number | null {
  return event !== undefined && event !== null && "seq" in event ? event.seq : null;
}

function count(times: number): string {
  return times === 1 ? "once" : `${times} times`;
}

function describe(pattern: Pattern): string {
  const { ev, cb, op, peer, saw, ...rest } = pattern;
  const what = cb ?? op ?? saw ?? (ev === "peer" ? "" : ev) ?? "";
  const words = [ev === "call" || ev === "return" ? ev : "", what].filter(Boolean);
  const who = peer === undefined ? "" : ` at peer ${String(peer)}`;
  return `${words.map(word).join(" of ")}${who}${Object.keys(rest).length === 0 ? "" : ` ${JSON.stringify(rest)}`}`;
}

function word(matcher: Matcher): string {
  return typeof matcher === "string" ? matcher : JSON.stringify(matcher);
}

/** A value or an event as a failure shows it: without stamps, and not too long. */
export function show(value: unknown): string {
  const { seq: _seq, t: _t, ...rest } = Object(value) as { seq?: number; t?: number };
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  const text = JSON.stringify(isRecord ? rest : value) ?? "undefined";
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}
