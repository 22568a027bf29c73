import type { AgentEvent, EnterEvent, ReturnEvent } from "../../trace/events.js";
import type { RuleViolation, UniversalRule } from "../rule.js";

/** One timed call, from the last time that it was given a deadline. */
interface Armed {
  readonly call: string;
  readonly deadline: number;
  /** Where in the trace it was scheduled or re-armed: the scheduling order. */
  readonly since: number;
  readonly rearmed: boolean;
}

interface Entered extends Armed {
  readonly entered: number;
}

/** Timed calls come in the order of (deadline, scheduling order). */
export const timedCallOrder: UniversalRule = {
  requirements: ["timer.order.deadline", "timer.order.equal-deadline", "timer.rearm.order"],
  judge(trace) {
    const violations: RuleViolation[] = [];
    const armed = new Map<string, Armed>();
    const entered: Entered[] = [];
    let latest: Entered | null = null;
    for (const [index, event] of trace.entries()) {
      if (event.ev === "return") arm(event, index, armed);
      const call = event.ev === "enter" ? take(event, armed) : null;
      if (call === null) continue;
      const late = latest !== null && isBefore(call, latest) ? overtakerOf(call, entered) : undefined;
      if (late !== undefined) violations.push({ ...overtaken(call, late), at: event as AgentEvent });
      const now: Entered = { ...call, entered: index };
      entered.push(now);
      if (latest === null || isBefore(latest, now)) latest = now;
    }
    return violations;
  },
};

function arm(event: AgentEvent & ReturnEvent, index: number, armed: Map<string, Armed>): void {
  const { call, deadline, op } = event;
  if (call === undefined || typeof deadline !== "number" || event.threw !== undefined) return;
  if (op === "callLater") armed.set(call, { call, deadline, since: index, rearmed: false });
  else if (event.value !== false && armed.has(call)) armed.set(call, { call, deadline, since: index, rearmed: true });
}

/** The call that this event enters for the first time, if its deadline is known. */
function take(event: AgentEvent & EnterEvent, armed: Map<string, Armed>): Armed | null {
  if (event.cb !== "timedCall" || event.call === undefined) return null;
  const call = armed.get(event.call) ?? null;
  armed.delete(event.call);
  return call;
}

function isBefore(one: Armed, other: Armed): boolean {
  return one.deadline < other.deadline || (one.deadline === other.deadline && one.since < other.since);
}

/** A call that was entered while `call` was waiting, and had to come after it. */
function overtakerOf(call: Armed, entered: readonly Entered[]): Entered | undefined {
  return entered.find((each) => each.entered > call.since && isBefore(call, each));
}

function overtaken(call: Armed, late: Armed): Omit<RuleViolation, "at"> {
  if (call.deadline < late.deadline) {
    return {
      requirement: "timer.order.deadline",
      says: `timed call ${late.call} with the deadline ${late.deadline} was called before ${call.call} with `
        + `${call.deadline}`,
    };
  }
  return {
    requirement: call.rearmed || late.rearmed ? "timer.rearm.order" : "timer.order.equal-deadline",
    says: `timed call ${late.call} was called before ${call.call}, which was given the same deadline first`,
  };
}
