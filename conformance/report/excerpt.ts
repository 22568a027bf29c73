import { concernsOf } from "../oracle/event-words.js";
import type { TraceEvent } from "../trace/events.js";

/** A line of an excerpt: an event, or how many were left out. */
export type ExcerptLine =
  | { readonly kind: "event"; readonly event: TraceEvent; readonly nesting: number; readonly forbidden: boolean }
  | { readonly kind: "gap"; readonly events: number };

const EARLIER = 5;
/** How many events are shown before the one at which it happened, whatever they are of. */
const RIGHT_BEFORE = 2;
const LAST = 8;
/** How many of the last events are shown beside those that concern what is missing. */
const LAST_BESIDE = 4;

/**
 * The shortest part of a trace that shows what happened at the event numbered `at`: that event, the callback in which
 * it came, what was last said of the same call, connection, listener or hook, what came right before, and the next
 * event. Without a number: what was last said of what the finding concerns, and the last events of the scenario.
 */
export function excerpt(
  trace: readonly TraceEvent[], at: number | null, concerns: readonly string[] = [],
): readonly ExcerptLine[] {
  const index = at === null ? -1 : trace.findIndex((event) => event.ev !== "peer" && event.seq === at);
  const chosen = index === -1 ? lastOf(trace, concerns) : around(trace, index);
  const nesting = nestingOf(trace);
  const lines: ExcerptLine[] = [];
  let next = 0;
  for (const each of [...chosen].sort((a, b) => a - b)) {
    const event = trace[each];
    if (event === undefined) continue;
    if (each > next) lines.push({ kind: "gap", events: each - next });
    lines.push({ kind: "event", event, nesting: nesting[each] ?? 0, forbidden: each === index });
    next = each + 1;
  }
  return lines;
}

function lastOf(trace: readonly TraceEvent[], concerns: readonly string[]): ReadonlySet<number> {
  const end = trace.findIndex((event) => event.ev === "end");
  const length = end === -1 ? trace.length : end;
  const related = relatedBefore(trace, length, concerns);
  const [latest = length - 1] = related;
  // What a peer saw has no name of the subject's in it: what led to it are the events before.
  const seen = trace[latest]?.ev === "peer" ? before(latest, LAST) : [];
  return new Set([...related, ...seen, ...before(length, related.length === 0 ? LAST : LAST_BESIDE)]);
}

/** The indices of so many events before this one. */
function before(index: number, count: number): readonly number[] {
  return Array.from({ length: Math.min(count, index) }, (_, i) => index - 1 - i);
}

function around(trace: readonly TraceEvent[], index: number): ReadonlySet<number> {
  const related = relatedBefore(trace, index, concernsOf(trace[index] ?? {}));
  const enclosing = enclosingCallback(trace, index);
  return new Set([
    ...related, ...before(index, related.length === 0 ? EARLIER : RIGHT_BEFORE),
    ...(enclosing === -1 ? [] : [enclosing]), index, index + 1,
  ]);
}

function relatedBefore(trace: readonly TraceEvent[], index: number, concerns: readonly string[]): number[] {
  const related: number[] = [];
  for (let i = index - 1; i >= 0 && related.length < EARLIER && concerns.length > 0; i--) {
    if (concernsOf(trace[i] ?? {}).some((name) => concerns.includes(name))) related.push(i);
  }
  return related;
}

/** The index of the event that entered the callback which was running at `index`, or -1. */
function enclosingCallback(trace: readonly TraceEvent[], index: number): number {
  let left = 0;
  for (let i = index - 1; i >= 0; i--) {
    const event = trace[i];
    if (event?.ev === "leave") left++;
    else if (event?.ev === "enter" && left-- === 0) return i;
  }
  return -1;
}

/** In how many callbacks each event lies. */
function nestingOf(trace: readonly TraceEvent[]): readonly number[] {
  let open = 0;
  return trace.map((event) => {
    if (event.ev === "peer") return 0;
    if (event.ev === "leave") open = Math.max(0, open - 1);
    return event.ev === "enter" ? open++ : open;
  });
}
