import { timedCallGrammar } from "../../../spec/timed-call-grammar.js";
import { brief, quoted, span } from "../../trace/brief.js";
import { automaton, type State } from "../automaton.js";
import { universalRule, type RuleViolation } from "../rule.js";
import { timedCallEvent, type TimedCallEvent } from "../timed-call-event.js";

/** One timed call that is pending, from the last time that it was given a deadline. */
interface Armed {
  readonly state: State;
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

const beginning = automaton(timedCallGrammar);

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
      const happens = timedCallEvent(event);
      const call = happens === null ? null : follow(happens, index, armed);
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

/** Takes the step that the grammar has for what happens. Returns the call that it enters, if that was pending. */
function follow(happens: TimedCallEvent, since: number, armed: Map<string, Armed>): Armed | null {
  const { name } = happens;
  if (name === "runSettles") {
    armed.clear();
    return null;
  }
  const { call } = happens;
  const before = name === "callLater" ? null : armed.get(call);
  const step = before === undefined ? undefined : (before?.state ?? beginning).on.get(name);
  if (step?.kind !== "next") return null;
  if ("deadline" in happens) {
    armed.set(call, { state: step.state, call, deadline: happens.deadline, since, rearmed: name !== "callLater" });
    return null;
  }
  armed.delete(call);
  return name === "timedCall" ? before ?? null : null;
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
