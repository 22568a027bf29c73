import type { TimedCall } from "../../../../spec/reactor.js";
import { Registration } from "../exempt.js";
import type { ShimContext } from "../group.js";
import { LONGEST_DELAY, dispose, native, timeoutPrototype } from "./native.js";

/** A callback of the host's timers. */
export type TimerCallback = (this: unknown, ...args: unknown[]) => unknown;

/** By how much a timer may be late and still count on from when it was due, so that intervals do not drift, in ms. */
const SLIGHTLY_LATE = 1;

/** The timers whose ids were asked for, to be cleared by them. */
const byId = new Map<string, Timeout>();

/** Timers that are not over, for the report of an uninstall. */
export const liveTimeouts = new Set<Timeout>();

/** What a timer is made with. */
export interface TimeoutOptions {
  readonly callback: TimerCallback;
  /** As the caller gave it. */
  readonly after: unknown;
  readonly args: readonly unknown[] | undefined;
  readonly repeats: boolean;
  readonly refed: boolean;
}

/**
 * The host's class `Timeout` over a timed call of the reactor: with the same methods, and with the properties that
 * programs and the host's own modules look at. What is given to the host's `clearTimeout` is cleared too.
 */
export class Timeout {
  _idleTimeout: number;
  _idlePrev: Timeout | null = this;
  _idleNext: Timeout | null = this;
  _idleStart: number | null = null;
  _onTimeout: TimerCallback | null;
  _timerArgs: readonly unknown[] | undefined;
  _repeat: number | null;
  readonly #context: ShimContext;
  #registration = new Registration("Timeout");
  #call: TimedCall | null = null;
  #release: (() => void) | null = null;
  #refed: boolean;
  #over = true;
  #hasId = false;

  constructor(context: ShimContext, { callback, after, args, repeats, refed }: TimeoutOptions) {
    const delay = delayOf(after);
    this._idleTimeout = delay;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = repeats ? delay : null;
    this.#context = context;
    this.#refed = refed;
    this.#arm(context.reactor.now());
  }

  /** Whether the timer is over. The host's own functions end a timer by setting it. */
  get _destroyed(): boolean {
    return this.#over;
  }

  set _destroyed(over: boolean) {
    if (over) this.#finish();
  }

  // The host's own may be called on anything.
  ref(): this {
    if (!(#refed in this)) return this;
    this.#refed = true;
    if (!this.#over) this.#release ??= this.#context.liveness.hold("timer");
    return this;
  }

  unref(): this {
    if (!(#refed in this)) return this;
    this.#refed = false;
    this.#letGo();
    return this;
  }

  hasRef(): boolean {
    return this.#refed;
  }

  /** Counts anew from now; a timer that has fired is set again. One that was cleared stays so. */
  refresh(): this {
    if (this._idleTimeout < 0 || this._idleTimeout === undefined) return this;
    if (this.#over) this.#registration = new Registration("Timeout");
    this.#arm(this.#context.reactor.now());
    return this;
  }

  close(): this {
    this.clear();
    return this;
  }

  [dispose](): void {
    this.clear();
  }

  [Symbol.toPrimitive](): number {
    const id = this.#registration.asyncId;
    this.#hasId = true;
    byId.set(String(id), this);
    return id;
  }

  /** What `clearTimeout` does. */
  clear(): void {
    this._onTimeout = null;
    if (this.#over) return;
    this.#finish();
    this._idleTimeout = -1;
  }

  #arm(start: number): void {
    this._idleStart = Math.floor(start);
    this._idlePrev = this;
    this._idleNext = this;
    const delay = Math.max(0, start + Math.trunc(this._idleTimeout) - this.#context.reactor.now());
    const call = this.#call;
    const moved = call !== null && this.#context.enter(() => call.reset(delay));
    if (!moved) this.#call = this.#context.enter((reactor) => reactor.callLater(delay, () => this.#fire()));
    if (!this.#over) return;
    this.#over = false;
    liveTimeouts.add(this);
    if (this.#refed) this.#release ??= this.#context.liveness.hold("timer");
  }

  #fire(): void {
    const due = this.#call?.deadline ?? 0;
    this.#call = null;
    this._idlePrev = null;
    this._idleNext = null;
    const callback = this._onTimeout;
    if (!callback) {
      this.#finish();
      return;
    }
    const now = this.#context.reactor.now();
    const start = now - due < SLIGHTLY_LATE ? due : now;
    this.#registration.call(callback, this, ...(this._timerArgs ?? []));
    if (this._repeat !== null && this._repeat && this._idleTimeout !== -1) {
      this._idleTimeout = this._repeat;
      this.#arm(start);
    } else if (this.#call === null) {
      this.#finish();
    }
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    liveTimeouts.delete(this);
    if (this.#hasId) byId.delete(String(this.#registration.asyncId));
    this._idlePrev = null;
    this._idleNext = null;
    const call = this.#call;
    this.#call = null;
    if (call !== null) this.#context.enter(() => call.cancel());
    this.#letGo();
  }

  #letGo(): void {
    this.#release?.();
    this.#release = null;
  }
}

Object.setPrototypeOf(Timeout.prototype, timeoutPrototype);

/** The timer with an id that was asked for. */
export function timeoutById(id: number | string): Timeout | undefined {
  return byId.get(String(id));
}

/** A delay as the host reads it: it warns of those that it does not take, and takes 1 ms. */
function delayOf(after: unknown): number {
  const delay = Number(after);
  if (delay >= 1 && delay <= LONGEST_DELAY) return delay;
  native.clearTimeout(native.setTimeout(() => {}, after as number));
  return 1;
}
