import type { TraceEvent } from "../trace/events.js";

/** The call or the callback that has not returned, the innermost, in a sentence that says so; null if all have. */
export function notReturned(trace: readonly TraceEvent[]): string | null {
  const open: string[] = [];
  for (const event of trace) {
    if (event.ev === "peer" || event.thread !== undefined) continue;
    if (event.ev === "call") open.push(`the call of ${event.op}${named(event.call ?? event.connection)}`);
    else if (event.ev === "enter") open.push(`the callback ${event.cb}${named(event.call ?? event.connection)}`);
    else if (event.ev === "return" || event.ev === "leave") open.pop();
  }
  const innermost = open.at(-1);
  return innermost === undefined ? null : `${innermost} does not return`;
}

/** What holds a process that takes no commands any more, as far as its trace tells. */
export function whatHolds(trace: readonly TraceEvent[]): string {
  const isRunning = trace.findLast(({ ev }) => ev === "run" || ev === "ran")?.ev === "run";
  return notReturned(trace) ?? `the host gets no turn any more${isRunning ? " while the reactor runs" : ""}`;
}

/** Whether the agent has reported anything at all. */
export function hasBegun(trace: readonly TraceEvent[]): boolean {
  return trace.some(({ ev }) => ev !== "peer" && ev !== "end");
}

function named(name: string | undefined): string {
  return name === undefined ? "" : ` ${name}`;
}
