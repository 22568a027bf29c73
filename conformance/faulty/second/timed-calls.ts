import type { Reactor } from "../../../spec/reactor.js";
import type { Fault } from "../fault.js";
import { overProtocols, override } from "../override.js";
import { overEntries, overHandles, overOrder, overTimedCallbacks, overTurns } from "../timed.js";

/** Reads, in the notifications of connections, what the clock read when one of them or a timed call began. */
function readingInNotifications(reactor: Reactor, since: "notification" | "timed call"): Reactor {
  let read = 0;
  let inside = false;
  const over = since === "timed call"
    ? overTimedCallbacks(reactor, (callback) => () => {
      read = reactor.now();
      return callback();
    })
    : reactor;
  return override(overProtocols(over, (protocol) => override(protocol, {
    dataReceived(data) {
      inside = true;
      if (since === "notification") read = reactor.now();
      try {
        return protocol.dataReceived?.(data);
      } finally {
        inside = false;
      }
    },
  })), { now: () => inside ? read : reactor.now() });
}

/** Counts delays and deadlines from the beginning of the callback that runs. */
function fromEntry(reactor: Reactor, change: (over: Reactor, entry: () => number) => Partial<Reactor>): Reactor {
  let entry = -Infinity;
  const over = overEntries(reactor, () => {
    entry = reactor.now();
  });
  return override(over, change(over, () => entry));
}

const isDuration = (value: unknown): value is number => typeof value === "number" && value >= 0 && value < Infinity;

/** The second faulty reactors of the chapter on timed calls: the clock, deadlines and order. */
export const secondTimedCallFaults: readonly Fault[] = [
  {
    breaks: "timer.clock.monotonic",
    does: "reads in notifications the clock of the last timed call",
    says: "now() went back from",
    make: (reactor: Reactor) => readingInNotifications(reactor, "timed call"),
  },
  {
    breaks: "timer.clock.advances",
    does: "reads its clock once a notification",
    says: "now() goes on while a notification runs",
    make: (reactor: Reactor) => readingInNotifications(reactor, "notification"),
  },
  {
    breaks: "timer.clock.wall",
    does: "reads the wall clock, and the latest reading again while that is set back",
    says: "now() does not go forward with the wall clock",
    make(reactor: Reactor) {
      let latest = -Infinity;
      const offset = Date.now() - reactor.now();
      return override(reactor, {
        now() {
          const isSet = Math.abs(Date.now() - (performance.timeOrigin + performance.now())) > 60_000;
          latest = Math.max(latest, isSet ? Date.now() - offset : reactor.now());
          return latest;
        },
      });
    },
  },
  {
    breaks: "timer.deadline",
    does: "reports the deadline that would be if a delay counted from the beginning of the callback",
    says: "gave the deadline",
    make: (reactor: Reactor) => fromEntry(reactor, (over, entry) => ({
      callLater(delay, callback) {
        const handle = over.callLater(delay, callback);
        const late = Math.min(reactor.now() - entry(), 1000);
        return override(handle, { get deadline() { return handle.deadline - late; } });
      },
    })),
  },
  {
    breaks: "timer.from-call",
    does: "counts delays from the beginning of the notification that runs",
    says: "a call that a notification schedules does not come before its delay has passed",
    make(reactor: Reactor) {
      let entry: number | null = null;
      const over = overProtocols(reactor, (protocol) => override(protocol, {
        dataReceived(data) {
          entry = reactor.now();
          try {
            return protocol.dataReceived?.(data);
          } finally {
            entry = null;
          }
        },
      }));
      return override(over, {
        callLater: (delay, callback) => over.callLater(isDuration(delay) && entry !== null
          ? Math.max(0, entry + delay - reactor.now())
          : delay, callback),
      });
    },
  },
  {
    breaks: "timer.not-early",
    does: "calls with what is due what will be so within four milliseconds",
    says: "before its deadline",
    make: (reactor: Reactor) => overTurns(reactor, (turn, ahead) => {
      for (const { handle, job } of ahead.filter((each) => each.handle.deadline > reactor.now())) {
        if (handle.cancel()) reactor.callLater(0, job.callback);
      }
      return turn.job.callback();
    }, 4),
  },
  {
    breaks: "timer.once",
    does: "tries a call that threw again",
    says: "was called twice",
    make: (reactor: Reactor) => overTimedCallbacks(reactor, (callback) => () => {
      try {
        return callback();
      } catch (error) {
        reactor.callLater(1, callback);
        throw error;
      }
    }),
  },

  {
    breaks: "timer.order.equal-deadline",
    does: "keeps its calls in a heap that knows only their deadlines",
    says: "calls of one deadline come in the order in which they were scheduled",
    make: (reactor: Reactor) => overOrder(reactor, (one, other) =>
      one.handle.deadline === other.handle.deadline && (one.order * 5) % 7 < (other.order * 5) % 7),
  },
  {
    breaks: "timer.delay.invalid",
    does: "takes an infinite delay for one that never passes",
    says: "callLater refuses a delay that is infinite",
    make: (reactor: Reactor) => override(reactor, {
      callLater: (delay, callback) => reactor.callLater(delay === Infinity ? Number.MAX_SAFE_INTEGER : delay, callback),
    }),
  },
  {
    breaks: "timer.delay.range-error",
    does: "throws an error of its own when a call is moved by what is no duration",
    says: "delay throws a RangeError for a number that is no duration",
    make: (reactor: Reactor) => overHandles(reactor, (handle) => ({
      delay(extra) {
        if (typeof extra === "number" && !isDuration(extra)) throw new Error("no duration");
        return handle.delay(extra);
      },
    })),
  },
  {
    breaks: "timer.delay.type",
    does: "moves a call by its first delay when reset is not given any",
    says: "reset throws a TypeError for what is no number",
    make: (reactor: Reactor) => overHandles(reactor, (handle, _, delay) => ({
      reset: (other) => handle.reset(other ?? delay),
    })),
  },
  {
    breaks: "timer.callback.type",
    does: "takes no callback for one that does nothing",
    says: "callLater throws a TypeError for a callback that is no function",
    make: (reactor: Reactor) => override(reactor, {
      callLater: (delay, callback) => reactor.callLater(delay, callback ?? (() => undefined)),
    }),
  },
];
