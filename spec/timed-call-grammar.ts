import type { GrammarRow } from "./event-grammar.js";

/** `begun`: its callback was entered. `dropped`: the run in which it was pending has settled. */
export type TimedCallState = "not scheduled" | "pending" | "begun" | "cancelled" | "dropped";

/**
 * What happens to a timed call. `timedCall`: its callback is entered. `cancel`, `reset`, `delay`: a call of that method
 * that says that the call was pending. `runSettles`: the promise of the run is fulfilled.
 */
export type TimedCallEventName = "callLater" | "timedCall" | "cancel" | "reset" | "delay" | "runSettles";

type Row = GrammarRow<TimedCallState, TimedCallEventName>;

const notified = (state: TimedCallState, event: TimedCallEventName, next: TimedCallState): Row =>
  ({ state, event, next, callsUserCode: true });
const done = (state: TimedCallState, event: TimedCallEventName, next: TimedCallState): Row =>
  ({ state, event, next, callsUserCode: false });
const forbidden = (state: TimedCallState, event: TimedCallEventName, breaks: string, says: string): Row =>
  ({ state, event, next: null, breaks, says });

/** The grammar of a timed call, as one table: read as that of a connection. */
export const timedCallGrammar: readonly Row[] = [
  done("not scheduled", "callLater", "pending"),

  notified("pending", "timedCall", "begun"),
  done("pending", "cancel", "cancelled"),
  done("pending", "reset", "pending"),
  done("pending", "delay", "pending"),
  done("pending", "runSettles", "dropped"),

  forbidden("begun", "timedCall", "timer.once", "was called twice"),

  forbidden("cancelled", "timedCall", "timer.cancel", "was called after it was cancelled"),

  forbidden("dropped", "timedCall", "lifecycle.stop.timed-calls",
    "was called in a later run than that in which it was pending"),
];
