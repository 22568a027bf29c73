import { timedCallGrammar } from "../../../spec/timed-call-grammar.js";
import { brief, quoted, span } from "../../trace/brief.js";
import type { AgentEvent, CallEvent, ReturnEvent } from "../../trace/events.js";
import { automaton, brokenBy, type State } from "../automaton.js";
import { Lives } from "../lives.js";
import { universalRule, type RuleViolation } from "../rule.js";
import { timedCallEvent, type TimedCallEvent } from "../timed-call-event.js";

/** What is known of one timed call of a trace. */
interface Known {
  state: State;
  deadline: number;
}

type Tell = (violation: RuleViolation) => void;

const beginning = automaton(timedCallGrammar);

/** Timed calls follow their grammar, no call comes early, and deadlines are as computed. */
export const timedCalls = universalRule(
  [...brokenBy(timedCallGrammar), "timer.not-early", "timer.deadline"],
  { call: ["callLater"], return: true, enter: ["timedCall"], ran: true },
  (tell) => {
    const known = new Lives<Known>();
    /** The calls of callLater that have not returned, by their numbers. */
    const called = new Map<number, AgentEvent & CallEvent>();
    return (event) => {
      if (event.ev === "call" && event.op === "callLater") called.set(event.n, event);
      const happens = timedCallEvent(event);
      if (happens !== null) follow(happens, event, known, tell);
      if (event.ev !== "return") return;
      const call = called.get(event.n);
      if (happens?.name === "callLater" && typeof call?.delay === "number") judgeDeadline(event, call, call.delay, tell);
      called.delete(event.n);
    };
  },
);

/** Takes the step that the grammar has for what happens; what it does not list changes nothing. */
function follow(happens: TimedCallEvent, event: AgentEvent, known: Lives<Known>, tell: Tell): void {
  const { name } = happens;
  if (name === "runSettles") return known.endAll((life) => { life.state = nextOf(life.state, name); });
  const { call } = happens;
  // A name that is given again is another call.
  if (name === "callLater") known.begin(call, { state: nextOf(beginning, name), deadline: happens.deadline });
  const life = known.get(call);
  if (life === undefined || name === "callLater") return;
  const step = life.state.on.get(name);
  if (step?.kind === "forbidden") {
    tell({ requirement: step.breaks, says: `the timed call ${quoted(call)} ${step.says}`, at: event });
  }
  if (name === "timedCall") judgeTime(event, call, life, tell);
  if (step?.kind !== "next") return;
  life.state = step.state;
  if (name === "reset" || name === "delay") life.deadline = happens.deadline;
  else known.end(call);
}

function nextOf(state: State, name: TimedCallEvent["name"]): State {
  const step = state.on.get(name);
  return step?.kind === "next" ? step.state : state;
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

function judgeTime(event: AgentEvent, call: string, { deadline }: Known, tell: Tell): void {
  if (event.t >= deadline) return;
  const says = `the timed call ${quoted(call)} was called at ${brief(event.t)}, ${span(deadline - event.t)} before its `
    + "deadline";
  tell({ requirement: "timer.not-early", says, at: event });
}
