import type { AgentEvent, CallbackName, EnterEvent, LeaveEvent, PeerEvent } from "../../trace/events.js";
import { ownList, present } from "./captured.js";
import { describeError } from "./describe.js";
import { handled } from "./settle.js";

// Captured before a subject can replace it.
const { isFinite } = Number;

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** An agent's event before it is stamped. */
export type Unstamped = DistributiveOmit<AgentEvent, "seq" | "t"> | PeerEvent;

/** The error that a scenario's `throw` asked for: the only one that a callback of the agent throws. */
export class ScenarioThrow extends Error {
  override readonly name = "ScenarioThrow";

  // Written out: the one that is implied passes its arguments on by a method of lists, which a subject may replace.
  constructor(message: string) {
    super(message);
  }
}

/** A rejected promise. A subject that ignores it is judged for that, and not ended by the host for it. */
export function rejected(error: Error): Promise<never> {
  const promise = Promise.reject(error);
  void handled(promise);
  return promise;
}

/** Stamps and tells events, and knows which callbacks and calls are on the stack. */
export class Recorder {
  /** The subject's clock; set once there is a reactor. */
  clock: () => number = () => 0;
  readonly #tell: (event: AgentEvent | PeerEvent) => void;
  readonly #operations = ownList<string>();
  #muted = false;
  #seq = 0;
  #calls = 0;
  #depth = 0;

  constructor(tell: (event: AgentEvent | PeerEvent) => void) {
    this.#tell = tell;
  }

  /** From now on nothing is told: a scenario is over, or the next one begins. */
  mute(muted: boolean): void {
    this.#muted = muted;
  }

  record(event: Unstamped): void {
    if (this.#muted) return;
    this.#tell({ seq: ++this.#seq, t: this.#time(), ...event } as AgentEvent | PeerEvent);
  }

  /** What the subject's clock reads; -1 if that is no time. */
  #time(): number {
    try {
      const time = this.clock();
      return typeof time === "number" && isFinite(time) ? time : -1;
    } catch {
      return -1;
    }
  }

  /** Reports the entry of a callback, does `body`, reports its end, and passes on what a scenario threw. */
  callback<T>(
    cb: CallbackName,
    entered: Partial<Omit<EnterEvent, "ev" | "cb" | "depth" | "during">>,
    body: () => T,
  ): T {
    const depth = ++this.#depth;
    const during = this.#operations.at(-1);
    this.record({ ev: "enter", cb, depth, ...(during === undefined ? {} : { during }), ...entered });
    const { call, hook, connection, port, work } = entered;
    const left = present({ call, hook, connection, port, work }) as Partial<LeaveEvent>;
    try {
      const result = body();
      this.record({ ev: "leave", cb, depth, ...left });
      return result;
    } catch (error) {
      this.record({ ev: "leave", cb, depth, ...left, threw: describeError(error) });
      throw error;
    } finally {
      this.#depth--;
    }
  }

  /** Does `body` as a callback that leaves no trace. */
  silently<T>(body: () => T): T {
    this.#depth++;
    try {
      return body();
    } finally {
      this.#depth--;
    }
  }

  /** Reports a call of the subject that another thread makes; returns its number. */
  callElsewhere(op: string, names: object): number {
    const n = ++this.#calls;
    this.record({ ev: "call", op, n, ...names });
    return n;
  }

  /** Reports a call of the subject, makes it, and reports its return or what it threw. */
  call(op: string, names: object, make: () => object): void {
    const n = ++this.#calls;
    this.record({ ev: "call", op, n, ...names });
    this.#operations.push(op);
    try {
      const returned = make();
      this.#operations.pop();
      this.record({ ev: "return", op, n, ...idsOf(names), ...returned });
    } catch (error) {
      this.#operations.pop();
      if (error instanceof Unsupported) this.record({ ev: "unsupported", op });
      this.record({ ev: "return", op, n, ...idsOf(names), threw: describeError(error) });
    }
  }
}

/** What an operation names is not there: the scenario is wrong, or the subject never made it. */
export class NotThere extends Error {
  override readonly name = "NotThere";

  constructor(message: string) {
    super(message);
  }
}

/** The subject has no method for the operation. */
export class Unsupported extends Error {
  override readonly name = "Unsupported";

  constructor(message: string) {
    super(message);
  }
}

/** The subject must have the method that an operation calls. */
export function requireMethod(owner: object, name: string): void {
  if (typeof (owner as Record<string, unknown>)[name] !== "function") throw new Unsupported(`no method ${name}`);
}

function idsOf(names: object): object {
  const { call, listener, connection, lookup, hook, port, work } = names as Record<string, string | undefined>;
  return present({ call, listener, connection, lookup, hook, port, work });
}
