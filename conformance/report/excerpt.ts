import type { AgentEvent, TraceEvent } from "../trace/events.js";

/** A line of an excerpt: an event, or how many were left out. */
export type ExcerptLine =
  | { readonly kind: "event"; readonly event: TraceEvent; readonly forbidden: boolean }
  | { readonly kind: "gap"; readonly events: number };

const EARLIER = 5;
const LAST = 8;

/**
 * The shortest part of a trace that shows what happened at the event numbered `at`: that event, the callback in
 * which it came, what was last said of the same call, connection, listener or hook, and what followed. Without a
 * number: the last events of the scenario.
 */
export function excerpt(trace: readonly TraceEvent[], at: number | null): readonly ExcerptLine[] {
  const index = at === null ? -1 : trace.findIndex((event) => event.ev !== "peer" && event.seq === at);
  const chosen = index === -1 ? lastOf(trace) : around(trace, index);
  const lines: ExcerptLine[] = [];
  let next = 0;
  for (const each of [...chosen].sort((a, b) => a - b)) {
    const event = trace[each];
    if (event === undefined) continue;
    if (each > next) lines.push({ kind: "gap", events: each - next });
    lines.push({ kind: "event", event, forbidden: each === index });
    next = each + 1;
  }
  return lines;
}

function lastOf(trace: readonly TraceEvent[]): number[] {
  const end = trace.findIndex((event) => event.ev === "end");
  const length = end === -1 ? trace.length : end;
  return Array.from({ length: Math.min(LAST, length) }, (_, i) => length - 1 - i);
}

function around(trace: readonly TraceEvent[], index: number): ReadonlySet<number> {
  const names = namesOf(trace[index]);
  const related: number[] = [];
  for (let i = index - 1; i >= 0 && related.length < EARLIER; i--) {
    if (namesOf(trace[i]).some((name) => names.includes(name))) related.push(i);
  }
  if (related.length === 0 && index > 0) related.push(index - 1);
  const enclosing = enclosingCallback(trace, index);
  return new Set([...related, ...(enclosing === -1 ? [] : [enclosing]), index, index + 1]);
}

/** What an event is of: two events of one connection share the name `connection NAME`. */
function namesOf(event: TraceEvent | undefined): string[] {
  const fields = Object(event) as Readonly<Record<string, unknown>>;
  return ["call", "connection", "listener", "hook", "port"]
    .filter((field) => typeof fields[field] === "string")
    .map((field) => `${field} ${String(fields[field])}`);
}

/** The index of the event that entered the callback which was running at `index`, or -1. */
function enclosingCallback(trace: readonly TraceEvent[], index: number): number {
  let left = 0;
  for (let i = index - 1; i >= 0; i--) {
    const event = trace[i] as TraceEvent;
    if (isLeave(event)) left++;
    else if (event.ev === "enter" && left-- === 0) return i;
  }
  return -1;
}

function isLeave(event: TraceEvent): event is AgentEvent & { readonly ev: "leave" } {
  return event.ev === "leave";
}
