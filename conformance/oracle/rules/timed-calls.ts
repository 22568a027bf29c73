import type { AgentEvent, CallEvent, ReturnEvent } from "../../trace/events.js";
import type { RuleViolation, UniversalRule } from "../rule.js";

/** What is known of one timed call of a trace. */
interface Known {
  deadline: number;
  entered: boolean;
  /** A cancel that returned true. */
  cancelled: boolean;
}

/** Deadlines are as computed, and no call comes early, twice, or after it was cancelled. */
export const timedCalls: UniversalRule = {
  requirements: ["timer.deadline", "timer.not-early", "timer.once", "timer.cancel"],
  judge(trace) {
    const violations: RuleViolation[] = [];
    const known = new Map<string, Known>();
    const pending = new Map<number, AgentEvent & CallEvent>();
    for (const event of trace) {
      if (event.ev === "call") pending.set(event.n, event);
      else if (event.ev === "return") violations.push(...returned(event, pending.get(event.n), known));
      else if (event.ev === "enter" && event.cb === "timedCall") violations.push(...entered(event, known));
    }
    return violations;
  },
};

function returned(
  event: AgentEvent & ReturnEvent,
  call: (AgentEvent & CallEvent) | undefined,
  known: Map<string, Known>,
): RuleViolation[] {
  const name = event.call;
  if (name === undefined || event.threw !== undefined) return [];
  if (event.op === "cancel" && event.value === true) {
    const timed = known.get(name);
    if (timed !== undefined) timed.cancelled = true;
  }
  if (typeof event.deadline !== "number") return [];
  if (event.op !== "callLater") {
    const timed = known.get(name);
    // Null is what a subject returns that says nothing: it did not throw, so it has moved the deadline.
    if (timed !== undefined && event.value !== false) timed.deadline = event.deadline;
    return [];
  }
  known.set(name, { deadline: event.deadline, entered: false, cancelled: false });
  return typeof call?.delay === "number" ? judgeDeadline(event, call, call.delay) : [];
}

function judgeDeadline(event: AgentEvent & ReturnEvent, call: AgentEvent, delay: number): RuleViolation[] {
  const deadline = event.deadline ?? Number.NaN;
  // Sums of floating-point clocks are compared with room for their rounding, far below any clock's resolution.
  const room = 1e-6 + Math.abs(deadline) * 2e-15;
  if (deadline >= call.t + delay - room && deadline <= event.t + delay + room) return [];
  return [{
    requirement: "timer.deadline",
    says: `callLater(${delay}) called at ${call.t} gave the deadline ${deadline}, not ${call.t + delay}`,
    at: event,
  }];
}

function entered(event: AgentEvent & { readonly ev: "enter" }, known: Map<string, Known>): RuleViolation[] {
  const timed = known.get(event.call ?? "");
  if (timed === undefined) return [];
  const violations: RuleViolation[] = [];
  if (timed.entered) {
    violations.push({ requirement: "timer.once", says: `timed call ${event.call} was called twice`, at: event });
  }
  if (timed.cancelled) {
    const says = `timed call ${event.call} was called after it was cancelled`;
    violations.push({ requirement: "timer.cancel", says, at: event });
  }
  if (event.t < timed.deadline) {
    const early = (timed.deadline - event.t).toFixed(3);
    const says = `timed call ${event.call} was called at ${event.t}, ${early} ms before its deadline`;
    violations.push({ requirement: "timer.not-early", says, at: event });
  }
  timed.entered = true;
  return violations;
}
