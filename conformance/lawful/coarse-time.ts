import type { Reactor, TimedCall } from "../../spec/reactor.js";
import { override } from "../faulty/override.js";

/** A pending call, with its place in the scheduling order. */
interface Ticked {
  /** Null once it has begun or is cancelled: the handle may be kept for long. */
  callback: (() => unknown) | null;
  deadline: number;
  place: number;
}

/** A reactor that calls only at multiples of `tick` ms, and whose clock, if `coarse`, shows only such multiples. */
export function ticking(reactor: Reactor, tick: number, coarse: boolean): Reactor {
  const ticks = new Ticks(reactor, tick, () => coarse ? Math.floor(reactor.now() / tick) * tick : reactor.now());
  return override(reactor, {
    now: ticks.now,
    callLater(delay, callback) {
      if (!isDelay(delay) || typeof callback !== "function") return reactor.callLater(delay, callback);
      const call: Ticked = { callback, deadline: 0, place: 0 };
      ticks.arm(call, ticks.now() + delay);
      const move = (to: number, by: number): boolean => {
        // What is no delay is refused by the reactor itself.
        if (!isDelay(by)) reactor.callLater(by, () => undefined);
        const isPending = ticks.isPending(call);
        if (isPending) ticks.arm(call, to);
        return isPending;
      };
      return {
        get deadline() { return call.deadline; },
        get active() { return ticks.isPending(call); },
        cancel: () => ticks.cancel(call),
        reset: (again) => move(ticks.now() + again, again),
        delay: (extra) => move(call.deadline + extra, extra),
      };
    },
  });
}

/** Calls that wait for a tick: those of one tick come in turns of the reactor that follow one another. */
class Ticks {
  readonly now: () => number;
  readonly #reactor: Reactor;
  readonly #tick: number;
  readonly #calls = new Set<Ticked>();
  /** The next turn: if there is none, or it is dropped with the run, nothing is pending. */
  #turn: TimedCall | null = null;
  #turnTick = 0;
  #places = 0;

  constructor(reactor: Reactor, tick: number, now: () => number) {
    this.#reactor = reactor;
    this.#tick = tick;
    this.now = now;
  }

  arm(call: Ticked, deadline: number): void {
    if (this.#turn?.active !== true) this.#calls.clear();
    call.deadline = deadline;
    call.place = this.#places++;
    this.#calls.add(call);
    this.#turnFor(call);
  }

  isPending(call: Ticked): boolean {
    return this.#calls.has(call) && this.#turn?.active === true;
  }

  cancel(call: Ticked): boolean {
    const isPending = this.isPending(call);
    this.#calls.delete(call);
    call.callback = null;
    return isPending;
  }

  #tickOf({ deadline }: Ticked): number {
    return Math.ceil(deadline / this.#tick) * this.#tick;
  }

  /** Has the next turn come in time for this call. */
  #turnFor(call: Ticked): void {
    const tick = this.#tickOf(call);
    if (this.#turn?.active === true) {
      if (this.#turnTick <= tick) return;
      this.#turn.cancel();
    }
    this.#turnTick = tick;
    this.#turn = this.#reactor.callLater(Math.max(0, tick - this.#reactor.now()), () => this.#take());
  }

  #first(): Ticked | null {
    let first: Ticked | null = null;
    for (const each of this.#calls) if (first === null || isBefore(each, first)) first = each;
    return first;
  }

  #take(): unknown {
    this.#turn = null;
    const first = this.#first();
    if (first === null) return undefined;
    // The sum of a reading and a wait can be a bit before the tick.
    const isDue = this.#tickOf(first) <= this.#reactor.now();
    if (isDue) this.#calls.delete(first);
    const next = this.#first();
    if (next !== null) this.#turnFor(next);
    if (!isDue) return undefined;
    const { callback } = first;
    first.callback = null;
    return callback?.();
  }
}

function isBefore(one: Ticked, other: Ticked): boolean {
  return one.deadline < other.deadline || (one.deadline === other.deadline && one.place < other.place);
}

/** A reactor whose clock is `by` ms ahead. */
export function shifted(reactor: Reactor, by: number): Reactor {
  return override(reactor, {
    now: () => reactor.now() + by,
    callLater(delay, callback) {
      const handle = reactor.callLater(delay, callback);
      return override<TimedCall>(handle, { get deadline() { return handle.deadline + by; } });
    },
  });
}

function isDelay(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && Number.isFinite(value);
}
