import type { TimedCallState } from "../../spec/timed-call-grammar.js";
import type { Operation } from "../language/operations.js";
import type { AgentEvent, EnterEvent, ReturnEvent } from "../trace/events.js";
import { isVoid, NOTHING, type Broken, type Part, type RunState } from "./part.js";

/** A timed call, from its `callLater` on. */
interface Timed {
  readonly name: string;
  deadline: number;
  /** Its place in the scheduling order. */
  place: number;
  state: Exclude<TimedCallState, "not scheduled">;
  /** The deadline that `reset` or `delay` has moved away from, if it is earlier than the one now. */
  former: number | null;
}

type Placed = Pick<Timed, "deadline" | "place">;

/** One that has begun, with what was scheduled by then. */
interface Begun extends Pick<Timed, "name" | "deadline" | "place"> {
  readonly placesThen: number;
}

/** Sums of floating-point clocks are compared with room for their rounding. */
function isBetween(time: number, first: number, last: number): boolean {
  const room = 1e-6 + Math.abs(time) * 2e-15;
  return time >= first - room && time <= last + room;
}

/** Timed calls: of those that are pending only the first by deadline and scheduling order may come. */
export class TimedCalls implements Part {
  readonly #run: RunState;
  readonly #calls = new Map<string, Timed>();
  readonly #begun: Begun[] = [];
  /** The operation of the latest call, and when it was made. */
  #made: { readonly operation: Operation | null; readonly t: number } = { operation: null, t: 0 };
  #places = 0;

  constructor(run: RunState) {
    this.#run = run;
  }

  take(event: AgentEvent, operation: Operation | null): readonly Broken[] {
    switch (event.ev) {
      case "call":
        this.#made = { operation, t: event.t };
        return NOTHING;
      case "return": return this.#returned(event);
      case "enter": return event.cb === "timedCall" ? this.#entered(event) : NOTHING;
      case "ran": return this.#settled();
      default: return NOTHING;
    }
  }

  lawful(): readonly string[] {
    const first = this.#first();
    if (first === null || this.#run.state === "before" || this.#run.state === "over") return [];
    return [`timedCall ${first.name} (not before ${first.deadline})`];
  }

  owed(): readonly Broken[] {
    return this.#pending().map(({ name, deadline }) => broken("timer.called", name,
      `timed call ${name} with the deadline ${deadline} was never called`));
  }

  #pending(): readonly Timed[] {
    return [...this.#calls.values()].filter(({ state }) => state === "pending");
  }

  #first(): Timed | null {
    const [first, ...others] = this.#pending();
    return others.reduce((best, each) => (best === undefined || isBefore(each, best) ? each : best), first) ?? null;
  }

  #returned(event: AgentEvent & ReturnEvent): readonly Broken[] {
    const { op, call: name, threw, deadline } = event;
    if (name === undefined || isVoid(threw)) return NOTHING;
    if (op === "callLater") {
      // The call whose deadline it was to have may not be there.
      const { operation } = this.#made;
      const isBeside = operation?.op === "callLater" && operation.sameDeadlineAs !== undefined;
      if (threw !== undefined && isBeside) return NOTHING;
      if (threw !== undefined) return [broken("timer.called", name, `callLater threw ${threw.type}`)];
      this.#calls.set(name, {
        name, deadline: deadline ?? Number.NaN, place: this.#places++, state: "pending", former: null,
      });
      return NOTHING;
    }
    const timed = this.#calls.get(name);
    if (timed === undefined) return NOTHING;
    switch (op) {
      case "cancel": return this.#cancelled(timed, event);
      case "reset": case "delay": return this.#rearmed(timed, event);
      case "inspectCall": {
        this.#isPending(timed, (event.value as { readonly active?: unknown } | undefined)?.active);
        return inspected(timed, event);
      }
      default: return NOTHING;
    }
  }

  /**
   * Whether it is pending: what is pending when the closing phase begins is dropped, and only an answer tells whether
   * that has begun.
   */
  #isPending(timed: Timed, answer: unknown): boolean {
    if (timed.state === "pending" && this.#run.state === "stopping" && answer === false) timed.state = "dropped";
    return timed.state === "pending";
  }

  #cancelled(timed: Timed, { value, threw }: ReturnEvent): readonly Broken[] {
    const isPending = this.#isPending(timed, value);
    if (isPending) timed.state = "cancelled";
    return answered("timer.cancel.result", "cancel", timed, isPending, value, threw);
  }

  #rearmed(timed: Timed, event: AgentEvent & ReturnEvent): readonly Broken[] {
    const { op, value, threw, deadline } = event;
    const isPending = this.#isPending(timed, value);
    const wrong = answered("timer.rearm.result", op, timed, isPending, value, threw);
    if (wrong.length > 0 || !isPending || typeof deadline !== "number") return wrong;
    const former = timed.deadline;
    timed.deadline = deadline;
    timed.place = this.#places++;
    timed.former = deadline > former ? former : null;
    const { operation, t } = this.#made;
    if (operation?.op === "delay" && typeof operation.extra === "number") {
      const due = former + operation.extra;
      return isBetween(deadline, due, due) ? NOTHING : [broken("timer.rearm.from-deadline", timed.name,
        `delay(${operation.extra}) gave ${timed.name} the deadline ${deadline}, not ${due}`)];
    }
    if (operation?.op !== "reset" || typeof operation.delay !== "number") return NOTHING;
    const due = t + operation.delay;
    return isBetween(deadline, due, event.t + operation.delay) ? NOTHING : [broken("timer.rearm.from-call", timed.name,
      `reset(${operation.delay}) called at ${t} gave ${timed.name} the deadline ${deadline}, not ${due}`)];
  }

  #entered({ call: name = "", t }: AgentEvent & EnterEvent): readonly Broken[] {
    const timed = this.#calls.get(name);
    if (timed === undefined) {
      return this.#run.state === "over" ? NOTHING : [broken("timer.once", name, `nobody has scheduled ${name}`)];
    }
    const { state, former, deadline, place } = timed;
    if (state === "pending") {
      timed.state = "begun";
      this.#begun.push({ name, deadline, place, placesThen: this.#places });
      if (t >= deadline || former === null || t < former) return NOTHING;
      return [broken("timer.rearm.later", name,
        `timed call ${name} was called at ${t}: at its former deadline ${former}, not at ${deadline}`)];
    }
    switch (state) {
      case "cancelled": return [broken("timer.cancel", name, `timed call ${name} was called, and had been cancelled`)];
      case "begun": return [broken("timer.once", name, `timed call ${name} was called twice`)];
      case "dropped": return [broken("lifecycle.stop.timed-calls", name,
        `timed call ${name} was called in a later run than that in which it was pending`)];
    }
  }

  /** What was passed over by a later call, and did not come at all. */
  #settled(): readonly Broken[] {
    const missing = this.#pending().flatMap((timed) => {
      const later = this.#begun.find((each) => isBefore(timed, each) && timed.place < each.placesThen);
      if (later === undefined) return [];
      return [broken("timer.called", timed.name, `timed call ${timed.name} with the deadline ${timed.deadline} was `
        + `never called, though ${later.name} with ${later.deadline} was`)];
    });
    for (const timed of this.#pending()) timed.state = "dropped";
    return missing;
  }
}

function broken(requirement: string, name: string, says: string): Broken {
  return { requirement, of: `call ${name}`, says };
}

function isBefore(one: Placed, other: Placed): boolean {
  return one.deadline < other.deadline || (one.deadline === other.deadline && one.place < other.place);
}

/** What cancel, reset and delay return: whether the call was pending. Null is of a subject that returns nothing. */
function answered(
  requirement: string, op: string, { name }: Timed, isPending: boolean, value: unknown, threw: ReturnEvent["threw"],
): readonly Broken[] {
  if (threw !== undefined) return [broken(requirement, name, `${op} of ${name} threw ${threw.type}`)];
  if (value === null || value === undefined || value === isPending) return NOTHING;
  const was = isPending ? "was pending" : "was not pending";
  return [broken(requirement, name, `${op} of ${name} returned ${String(value)}, though it ${was}`)];
}

function inspected({ name, state, deadline }: Timed, { value }: ReturnEvent): readonly Broken[] {
  const { active, deadline: read } = Object(value) as { readonly active?: unknown; readonly deadline?: unknown };
  const isPending = state === "pending";
  if (typeof active === "boolean" && active !== isPending) {
    const not = (is: boolean): string => is ? "" : "not ";
    return [broken("timer.active", name, `${name} is ${not(active)}active, and ${not(isPending)}pending`)];
  }
  if (isPending && typeof read === "number" && !isBetween(read, deadline, deadline)) {
    return [broken("timer.deadline", name, `the deadline of ${name} reads ${read}, and was ${deadline}`)];
  }
  return NOTHING;
}
