import { brief, quoted, span } from "../../trace/brief.js";
import type { AgentEvent, CallEvent, ReturnEvent } from "../../trace/events.js";
import { Lives } from "../lives.js";
import { universalRule, type RuleViolation } from "../rule.js";

/** What is known of one timed call of a trace. */
interface Known {
  deadline: number;
  entered: boolean;
  /** A cancel that returned true. */
  cancelled: boolean;
}

type Tell = (violation: RuleViolation) => void;

/** Deadlines are as computed, and no call comes early, twice, or after it was cancelled. */
export const timedCalls = universalRule(
  ["timer.deadline", "timer.not-early", "timer.once", "timer.cancel"],
  { call: ["callLater"], return: true, enter: ["timedCall"], ran: true },
  (tell) => {
    const known = new Lives<Known>();
    /** The calls of callLater that have not returned, by their numbers. */
    const pending = new Map<number, AgentEvent & CallEvent>();
    return (event) => {
      if (event.ev === "call") {
        if (event.op === "callLater") pending.set(event.n, event);
      } else if (event.ev === "return") {
        if (event.call !== undefined && event.threw === undefined) returned(event, pending.get(event.n), known, tell);
        pending.delete(event.n);
      } else if (event.ev === "enter") {
        if (event.cb === "timedCall") entered(event, known, tell);
      } else if (event.ev === "ran") {
        known.endAll();
      }
    };
  },
);

function returned(
  event: AgentEvent & ReturnEvent, call: (AgentEvent & CallEvent) | undefined, known: Lives<Known>, tell: Tell,
): void {
  const name = event.call ?? "";
  const timed = known.get(name);
  if (event.op === "cancel" && event.value === true && timed !== undefined) {
    timed.cancelled = true;
    known.end(name);
  }
  if (typeof event.deadline !== "number") return;
  if (event.op !== "callLater") {
    // Null is what a subject returns that says nothing: it did not throw, so it has moved the deadline.
    if (timed !== undefined && event.value !== false) timed.deadline = event.deadline;
    return;
  }
  known.begin(name, { deadline: event.deadline, entered: false, cancelled: false });
  if (typeof call?.delay === "number") judgeDeadline(event, call, call.delay, tell);
}

function judgeDeadline(event: AgentEvent & ReturnEvent, call: AgentEvent, delay: number, tell: Tell): void {
  const deadline = event.deadline ?? Number.NaN;
  // Sums of floating-point clocks are compared with room for their rounding, far below any clock's resolution.
  const room = 1e-6 + Math.abs(deadline) * 2e-15;
  if (deadline >= call.t + delay - room && deadline <= event.t + delay + room) return;
  const off = deadline - call.t - delay;
  tell({
    requirement: "timer.deadline",
    says: `callLater(${brief(delay)}) called at ${brief(call.t)} gave the deadline ${brief(deadline)}, `
      + `${span(off)} too ${off < 0 ? "early" : "late"}`,
    at: event,
  });
}

function entered(event: AgentEvent & { readonly ev: "enter" }, known: Lives<Known>, tell: Tell): void {
  const name = event.call ?? "";
  const timed = known.get(name);
  if (timed === undefined) return;
  const which = `the timed call ${quoted(name)}`;
  if (timed.entered) {
    tell({ requirement: "timer.once", says: `${which} was called twice`, at: event });
  }
  if (timed.cancelled) {
    tell({ requirement: "timer.cancel", says: `${which} was called after it was cancelled`, at: event });
  }
  if (event.t < timed.deadline) {
    const says = `${which} was called at ${brief(event.t)}, ${span(timed.deadline - event.t)} before its deadline`;
    tell({ requirement: "timer.not-early", says, at: event });
  }
  timed.entered = true;
  known.end(name);
}
