import { describeError } from "../agents/js/describe.js";
import type { RuleViolation } from "../oracle/rule.js";
import { judgeUniversally } from "../oracle/universal-rules.js";
import type { AgentEvent, CallbackName, EnterEvent } from "../trace/events.js";
import { apply, type Method } from "./observed.js";

/** What an event is of. */
export interface Names {
  readonly connection?: string;
  readonly port?: string;
  readonly call?: string;
}

/** What else is told of a callback that is entered. */
type Particulars = Pick<EnterEvent, "bytes" | "reason" | "error" | "sameTransport">;

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Unstamped = DistributiveOmit<AgentEvent, "seq" | "t">;

/** How many events are kept to show what came before a violation. */
const WINDOW = 32;

/**
 * Sees what goes on between a reactor and its program, as the events of a trace, and has them judged. It makes no more
 * of them than the rules read: of a callback that ends, only if it threw or was connectionMade; of a call, only if it
 * changes what may follow.
 */
export class Watch {
  /** False once it sees nothing any more. */
  seeing = true;
  readonly #now: () => number;
  readonly #isRunning: () => boolean;
  readonly #judge: (event: AgentEvent) => void;
  /** By their numbers, round and round. */
  readonly #recent: AgentEvent[] = [];
  #seq = 0;
  #calls = 0;
  #names = 0;
  #depth = 0;
  #runs = 0;
  #running = false;
  /** The call of the reactor that has not returned. */
  #during: string | null = null;
  /** What callbacks threw: where it comes back as a failure, it is the program's own. */
  readonly #thrown = new WeakSet();

  constructor(now: () => number, isRunning: () => boolean, tell: (violation: RuleViolation) => void) {
    this.#now = now;
    this.#isRunning = isRunning;
    this.#judge = judgeUniversally(tell);
  }

  /** The latest events, the last one at the end. */
  recent(): readonly AgentEvent[] {
    return this.#recent.filter(Boolean).sort((one, other) => one.seq - other.seq);
  }

  /** A name that nothing had before. */
  nameOf(what: string): string {
    return `${what} ${++this.#names}`;
  }

  /** The reactor enters a callback of the program. */
  callback(
    cb: CallbackName, names: Names, particulars: Particulars,
    method: Method, target: unknown, args: readonly unknown[],
  ): unknown {
    if (!this.seeing) return apply(method, target, args);
    const depth = ++this.#depth;
    this.#enter(cb, depth, names, particulars);
    try {
      const result = apply(method, target, args);
      if (cb === "connectionMade") this.#see({ ev: "leave", cb, depth, ...names });
      return result;
    } catch (error) {
      if (typeof error === "object" && error !== null) this.#thrown.add(error);
      this.#see({ ev: "leave", cb, depth, ...names, threw: describeError(error) });
      throw error;
    } finally {
      this.#depth--;
    }
  }

  /** What came of a promise of the reactor's: nothing is on the stack. */
  outcome(cb: CallbackName, names: Names, particulars: Particulars): void {
    if (this.seeing) this.#enter(cb, 1, names, particulars);
  }

  /** A promise of the reactor's was rejected. What the program itself threw is not the reactor's to shape. */
  failure(cb: CallbackName, names: Names, error: unknown): void {
    const isOwn = typeof error !== "object" || error === null || this.#thrown.has(error);
    this.outcome(cb, names, isOwn ? {} : { error: describeError(error) });
  }

  /** The program makes a call. */
  call(op: string, method: Method, target: unknown, args: readonly unknown[]): unknown {
    const before = this.#during;
    this.#during = op;
    try {
      return apply(method, target, args);
    } finally {
      this.#during = before;
    }
  }

  /** The program makes a call that changes what may follow. */
  act(op: string, names: Names, method: Method, target: unknown, args: readonly unknown[]): unknown {
    if (this.seeing) this.#see({ ev: "call", op, n: ++this.#calls, ...names });
    return this.call(op, method, target, args);
  }

  /** The program makes a call that is of a timed call, with the arguments given. `told` says what came of it. */
  timed(
    op: string, call: string, delay: unknown, told: (result: unknown) => object,
    method: Method, target: unknown, args: readonly unknown[],
  ): unknown {
    if (!this.seeing) return apply(method, target, args);
    const n = ++this.#calls;
    this.#see({ ev: "call", op, n, call, ...(typeof delay === "number" ? { delay } : {}) });
    let result: unknown;
    try {
      result = this.call(op, method, target, args);
    } catch (error) {
      this.#see({ ev: "return", op, n, call, threw: describeError(error) });
      throw error;
    }
    this.#see({ ev: "return", op, n, call, ...told(result) });
    return result;
  }

  /** A run begins, unless one is in progress. Returns whether it does. */
  begins(): boolean {
    if (this.#running || !this.seeing) return false;
    this.#running = true;
    this.#see({ ev: "run", phase: ++this.#runs });
    return true;
  }

  /** The run is over. */
  ends(): void {
    this.#running = false;
    if (this.seeing) this.#see({ ev: "ran", phase: this.#runs });
  }

  #enter(cb: CallbackName, depth: number, names: Names, particulars: Particulars): void {
    // Who had the reactor in hand before may have made it run.
    if (!this.#running && this.#isRunning()) this.begins();
    const during = this.#during ?? undefined;
    const { connection } = names;
    // Nothing comes as often as data, and to make the event is most of what an observation costs.
    this.#saw((cb === "dataReceived"
      ? { ev: "enter", seq: ++this.#seq, t: this.#now(), cb, depth, during, connection, bytes: particulars.bytes }
      : { ev: "enter", seq: ++this.#seq, t: this.#now(), cb, depth, during, ...names, ...particulars }) as AgentEvent);
  }

  #see(what: Unstamped): void {
    this.#saw({ ...what, seq: ++this.#seq, t: this.#now() } as AgentEvent);
  }

  #saw(event: AgentEvent): void {
    this.#recent[event.seq % WINDOW] = event;
    this.#judge(event);
  }
}
