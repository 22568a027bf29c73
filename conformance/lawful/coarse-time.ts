import type { Reactor, TimedCall } from "../../spec/reactor.js";
import { override } from "../faulty/override.js";

/** How far calls of one tick are kept apart, so that they come in the order of their deadlines. */
const APART = 1e-6;

/** A reactor that calls only at multiples of `tick` ms, and whose clock, if `coarse`, shows only such multiples. */
export function ticking(reactor: Reactor, tick: number, coarse: boolean): Reactor {
  const now = (): number => coarse ? Math.floor(reactor.now() / tick) * tick : reactor.now();
  const tickOf = (deadline: number): number => {
    const due = Math.ceil(deadline / tick) * tick;
    return due + (tick - (due - deadline)) * APART;
  };
  const wait = (deadline: number): number => Math.max(0, tickOf(deadline) - reactor.now());
  return override(reactor, {
    now,
    callLater: (delay, callback) => {
      if (!isDelay(delay)) return reactor.callLater(delay, callback);
      let deadline = now() + delay;
      const handle = reactor.callLater(wait(deadline), callback);
      const move = (to: number): boolean => {
        if (!handle.active) return false;
        deadline = to;
        const extra = tickOf(deadline) - handle.deadline;
        return extra >= 0 ? handle.delay(extra) : handle.reset(wait(deadline));
      };
      return override<TimedCall>(handle, {
        get deadline() { return deadline; },
        reset: (again) => isDelay(again) ? move(now() + again) : handle.reset(again),
        delay: (extra) => isDelay(extra) ? move(deadline + extra) : handle.delay(extra),
      });
    },
  });
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
