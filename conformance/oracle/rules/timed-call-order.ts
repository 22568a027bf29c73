import { brief, quoted, span } from "../../trace/brief.js";
import type { AgentEvent, EnterEvent, ReturnEvent } from "../../trace/events.js";
import { universalRule, type RuleViolation } from "../rule.js";

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

/** Among how many entered calls the one is looked for that came too soon; behind them, the latest of all is named. */
const REMEMBERED = 1000;

/** Timed calls come in the order of (deadline, scheduling order). */
export const timedCallOrder = universalRule(
  ["timer.order.deadline", "timer.order.equal-deadline", "timer.rearm.order"],
  { return: true, enter: ["timedCall"], ran: true },
  (tell) => {
    const armed = new Map<string, Armed>();
    let entered: Entered[] = [];
    let latest: Entered | null = null;
    let index = 0;
    return (event) => {
      index++;
      if (event.ev === "return") arm(event, index, armed);
      if (event.ev === "ran") armed.clear();
      if (event.ev !== "enter" || event.cb !== "timedCall") return;
      const call = take(event, armed);
      if (call === null) return;
      const late = latest !== null && isBefore(call, latest) ? overtakerOf(call, [...entered, latest]) : undefined;
      if (late !== undefined) tell({ ...overtaken(call, late), at: event });
      const now: Entered = { ...call, entered: index };
      entered.push(now);
      if (entered.length > 2 * REMEMBERED) entered = entered.slice(-REMEMBERED);
      if (latest === null || isBefore(latest, now)) latest = now;
    };
  },
);

function arm(event: AgentEvent & ReturnEvent, index: number, armed: Map<string, Armed>): void {
  const { call, deadline, op } = event;
  if (call === undefined || event.threw !== undefined) return;
  if (op === "cancel" && event.value === true) armed.delete(call);
  if (typeof deadline !== "number") return;
  if (op === "callLater") armed.set(call, { call, deadline, since: index, rearmed: false });
  else if (event.value !== false && armed.has(call)) armed.set(call, { call, deadline, since: index, rearmed: true });
}

/** The call that this event enters for the first time, if its deadline is known. */
function take(event: AgentEvent & EnterEvent, armed: Map<string, Armed>): Armed | null {
  if (event.call === undefined) return null;
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
      says: `the timed call ${quoted(late.call)} with the deadline ${brief(late.deadline)} was called before `
        + `${quoted(call.call)}, whose deadline is ${span(late.deadline - call.deadline)} earlier`,
    };
  }
  return {
    requirement: call.rearmed || late.rearmed ? "timer.rearm.order" : "timer.order.equal-deadline",
    says: `the timed call ${quoted(late.call)} was called before ${quoted(call.call)}, which was given the same `
      + "deadline first",
  };
}
