import type { AgentEvent, ReturnEvent } from "../trace/events.js";

/** What happens to one timed call, or to all that are pending, by the names of the grammar. */
export type TimedCallEvent =
  | { readonly name: "callLater" | "reset" | "delay"; readonly call: string; readonly deadline: number }
  | { readonly name: "cancel" | "timedCall"; readonly call: string }
  | { readonly name: "runSettles" };

/** What an event of a trace is in the grammar of timed calls; null if it is nothing there. */
export function timedCallEvent(event: AgentEvent): TimedCallEvent | null {
  switch (event.ev) {
    case "enter":
      return event.cb === "timedCall" && event.call !== undefined ? { name: event.cb, call: event.call } : null;
    case "return": return methodEvent(event);
    case "ran": return event.error === undefined ? { name: "runSettles" } : null;
    default: return null;
  }
}

function methodEvent({ op, call, value, deadline, threw }: ReturnEvent): TimedCallEvent | null {
  if (call === undefined || threw !== undefined) return null;
  if (op === "cancel") return value === true ? { name: op, call } : null;
  if (typeof deadline !== "number") return null;
  if (op === "callLater") return { name: op, call, deadline };
  // Null is what a subject returns that says nothing: it did not throw, so it has moved the deadline.
  return (op === "reset" || op === "delay") && value !== false ? { name: op, call, deadline } : null;
}
