import type { Reactor } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";
import { overHandles, overOrder, overTimedCallbacks, overTurns } from "./timed.js";

const MINUTE = 60_000;

function isDuration(value: number): boolean {
  return typeof value !== "number" || (value >= 0 && value < Infinity);
}

/** The faulty reactors of the chapter on timed calls: the clock, deadlines and order. */
export const timedCallFaults: readonly Fault[] = [
  {
    breaks: "timer.clock.monotonic",
    does: "reads a clock that is 2 ms behind once in ten times",
    says: "now() went back from",
    make: (reactor: Reactor) => {
      let readings = 0;
      return override(reactor, { now: () => reactor.now() - (++readings % 10 === 0 ? 2 : 0) });
    },
  },
  {
    breaks: "timer.clock.advances",
    does: "reads its clock once a callback",
    says: "now() goes on while a callback runs",
    make: (reactor: Reactor) => {
      let time = reactor.now();
      const over = overTimedCallbacks(reactor, (callback) => () => {
        time = reactor.now();
        return callback();
      });
      return override(over, { now: () => time });
    },
  },
  {
    breaks: "timer.clock.wall",
    does: "follows the wall clock when that is set",
    says: "with the wall clock",
    make: (reactor: Reactor) => override(reactor, {
      now() {
        const set = Date.now() - (performance.timeOrigin + performance.now());
        return reactor.now() + (Math.abs(set) < MINUTE ? 0 : set);
      },
    }),
  },
  {
    breaks: "timer.deadline",
    does: "reports deadlines without their fractions",
    says: "gave the deadline",
    make: (reactor: Reactor) => overHandles(reactor, (handle) => ({
      get deadline() { return Math.floor(handle.deadline); },
    })),
  },
  {
    breaks: "timer.from-call",
    does: "counts delays from the beginning of the running callback",
    says: "a call does not come before its delay has passed since callLater was called",
    make: (reactor: Reactor) => {
      let turn = 0;
      const over = overTimedCallbacks(reactor, (callback) => () => {
        turn = reactor.now();
        return callback();
      });
      return override(over, {
        callLater(delay, callback) {
          if (typeof delay !== "number" || !isDuration(delay) || turn === 0) return over.callLater(delay, callback);
          return over.callLater(Math.max(0, turn + delay - reactor.now()), callback);
        },
      });
    },
  },
  {
    breaks: "timer.not-early",
    does: "calls up to a millisecond early, and reports the deadline that was asked for",
    says: "before its deadline",
    make: (reactor: Reactor) => override(reactor, {
      callLater(delay, callback) {
        const deadline = reactor.now() + delay;
        if (typeof delay !== "number" || !isDuration(delay)) return reactor.callLater(delay, callback);
        const handle = reactor.callLater(Math.max(0, delay - 1), callback);
        return override(handle, { get deadline() { return deadline; } });
      },
    }),
  },
  {
    breaks: "timer.called",
    does: "forgets the tenth call",
    says: "is called when it is due",
    make: (reactor: Reactor) => {
      let calls = 0;
      return overTimedCallbacks(reactor, (callback) => ++calls === 10 ? () => undefined : callback);
    },
  },
  {
    breaks: "timer.called",
    does: "forgets what is due beside 256 others",
    says: "every one of many calls that are due together is called",
    make: (reactor: Reactor) => overTurns(reactor, (turn, beside) => {
      for (const each of beside.slice(256)) each.handle.cancel();
      return turn.job.callback();
    }),
  },
  {
    breaks: "timer.once",
    does: "calls every call with a delay of a millisecond or more twice",
    says: "was called twice",
    make: (reactor: Reactor) => override(reactor, {
      callLater: (delay, callback) => reactor.callLater(delay, delay >= 1 && typeof callback === "function"
        ? () => {
          callback();
          reactor.callLater(0, callback);
        }
        : callback),
    }),
  },

  {
    breaks: "timer.order.deadline",
    does: "calls what is due in the order in which it was scheduled",
    says: "was called before",
    make: (reactor: Reactor) => overOrder(reactor, (one, other) => one.order < other.order),
  },
  {
    breaks: "timer.order.deadline",
    does: "prefers calls without delay",
    says: "does not overtake one that was due before it",
    make: (reactor: Reactor) => overOrder(reactor, (one, other) => one.delay === 0 && other.delay > 0),
  },
  {
    breaks: "timer.order.deadline",
    does: "puts a call that delay moves behind all that is due",
    says: "a call that delay moved comes before one with a later deadline",
    make: (reactor: Reactor) => overHandles(reactor, (handle) => {
      let claimed: number | null = null;
      return {
        get deadline() { return claimed ?? handle.deadline; },
        delay(extra) {
          const deadline = handle.deadline + extra;
          if (!handle.active || !isDuration(extra) || deadline > reactor.now()) return handle.delay(extra);
          claimed = deadline;
          return handle.reset(0);
        },
      };
    }),
  },
  {
    breaks: "timer.order.equal-deadline",
    does: "calls the last scheduled of equal deadlines first",
    says: "calls of one deadline come in the order in which they were scheduled",
    make: (reactor: Reactor) => overOrder(reactor, (one, other) =>
      one.handle.deadline === other.handle.deadline && one.order > other.order),
  },

  {
    breaks: "timer.delay.invalid",
    does: "takes what is no duration for zero",
    says: "callLater refuses a delay that is",
    make: (reactor: Reactor) => override(reactor, {
      callLater: (delay, callback) => reactor.callLater(isDuration(delay) ? delay : 0, callback),
    }),
  },
  {
    breaks: "timer.delay.range-error",
    does: "refuses what is no duration with a TypeError",
    says: "throws a RangeError for a number that is no duration",
    make: (reactor: Reactor) => override(reactor, {
      callLater(delay, callback) {
        if (!isDuration(delay)) throw new TypeError("no duration");
        return reactor.callLater(delay, callback);
      },
    }),
  },
  {
    breaks: "timer.delay.type",
    does: "makes a number of whatever it is given",
    says: "callLater throws a TypeError for what is no number",
    make: (reactor: Reactor) => override(reactor, {
      callLater: (delay, callback) => reactor.callLater(Number(delay), callback),
    }),
  },
  {
    breaks: "timer.callback.type",
    does: "finds out that a callback is no function when it is due",
    says: "callLater throws a TypeError for a callback that is no function",
    make: (reactor: Reactor) => override(reactor, {
      callLater: (delay, callback) => reactor.callLater(delay, () => callback()),
    }),
  },
  {
    breaks: "timer.delay.long",
    does: "makes one millisecond of delays that take more than 31 bits",
    says: "ms does not come at once",
    make: (reactor: Reactor) => override(reactor, {
      callLater: (delay, callback) =>
        reactor.callLater(delay > 2_147_483_647 && delay < Infinity ? 1 : delay, callback),
    }),
  },
  {
    breaks: "timer.delay.long",
    does: "refuses delays that take more than 31 bits",
    says: "ms is not refused",
    make: (reactor: Reactor) => override(reactor, {
      callLater(delay, callback) {
        if (delay > 2_147_483_647) throw new RangeError("too long");
        return reactor.callLater(delay, callback);
      },
    }),
  },
];
