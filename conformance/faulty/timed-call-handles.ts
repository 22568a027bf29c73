import type { Reactor, TimedCall } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";
import { overHandles, overOrder } from "./timed.js";

/** The handle, as if its deadline had been moved, which it was not. */
function unmoved(reactor: Reactor, handle: TimedCall, ignores: (deadline: number) => boolean): Partial<TimedCall> {
  let claimed: number | null = null;
  const move = (deadline: number, really: () => boolean): boolean => {
    claimed = typeof deadline === "number" && handle.active && ignores(deadline) ? deadline : null;
    return claimed === null ? really() : true;
  };
  return {
    get deadline() { return claimed ?? handle.deadline; },
    reset: (delay) => move(reactor.now() + delay, () => handle.reset(delay)),
    delay: (extra) => move(handle.deadline + extra, () => handle.delay(extra)),
  };
}

/** The faulty reactors of the chapter on timed calls: what is done with a call that is scheduled. */
export const timedCallHandleFaults: readonly Fault[] = [
  {
    breaks: "timer.cancel",
    does: "forgets to take a cancelled call out",
    says: "after it was cancelled",
    make: (reactor: Reactor) => overHandles(reactor, () => ({ cancel: () => true })),
  },
  {
    breaks: "timer.cancel.due",
    does: "does not take out a call that is due",
    says: "a call that is cancelled when it is due is not called",
    make: (reactor: Reactor) => overHandles(reactor, (handle) => ({
      cancel: () => handle.deadline > reactor.now() && handle.cancel(),
    })),
  },
  {
    breaks: "timer.cancel.result",
    does: "always returns true from cancel",
    says: "cancel of a call that is over returns false",
    make: (reactor: Reactor) => overHandles(reactor, (handle) => ({
      cancel() {
        handle.cancel();
        return true;
      },
    })),
  },
  {
    breaks: "timer.active",
    does: "takes a call for active until its callback has returned",
    says: "a call is inactive in its own callback",
    make: (reactor: Reactor) => override(reactor, {
      callLater(delay, callback) {
        if (typeof callback !== "function") return reactor.callLater(delay, callback);
        let running = false;
        const handle = reactor.callLater(delay, () => {
          running = true;
          try {
            return callback();
          } finally {
            running = false;
          }
        });
        return override(handle, { get active() { return running || handle.active; } });
      },
    }),
  },

  {
    breaks: "timer.rearm.from-call",
    does: "counts the delay of reset from the call of callLater",
    says: "the deadline that reset gives is no earlier than its call plus the delay",
    make: (reactor: Reactor) => overHandles(reactor, (handle, _, delay) => {
      const scheduled = handle.deadline - delay;
      return {
        reset(other) {
          const late = reactor.now() - scheduled;
          return handle.reset(typeof other === "number" && other >= late ? other - late : other);
        },
      };
    }),
  },
  {
    breaks: "timer.rearm.from-deadline",
    does: "counts the extra of delay from now",
    says: "the deadline that delay gives is no earlier than the former one plus the extra",
    make: (reactor: Reactor) => overHandles(reactor, (handle) => ({ delay: (extra) => handle.reset(extra) })),
  },
  {
    breaks: "timer.rearm.later",
    does: "keeps the former deadline of a call that is put off",
    says: "is not called at its former deadline",
    make: (reactor: Reactor) => overHandles(reactor, (handle) =>
      unmoved(reactor, handle, (deadline) => deadline > handle.deadline && deadline < Infinity)),
  },
  {
    breaks: "timer.rearm.earlier",
    does: "keeps the former deadline of a call that is brought forward",
    says: "a call that was brought forward is called at its new deadline",
    make: (reactor: Reactor) => overHandles(reactor, (handle) =>
      unmoved(reactor, handle, (deadline) => deadline >= reactor.now() && deadline < handle.deadline)),
  },
  {
    breaks: "timer.rearm.order",
    does: "keeps a re-armed call's place among equal deadlines",
    says: "a re-armed call comes after one that had its new deadline already",
    make: (reactor: Reactor) => overOrder(reactor, (one, other) =>
      one.handle.deadline === other.handle.deadline && one.order < other.order),
  },
  {
    breaks: "timer.rearm.invalid",
    does: "takes what is no duration for zero in reset",
    says: "reset refuses a number that is no duration",
    make: (reactor: Reactor) => overHandles(reactor, (handle) => ({
      reset: (delay) => handle.reset(typeof delay !== "number" || (delay >= 0 && delay < Infinity) ? delay : 0),
    })),
  },
  {
    breaks: "timer.rearm.finished",
    does: "schedules a call that is over anew",
    says: "a call that is over is not revived",
    make: (reactor: Reactor) => overHandles(reactor, (handle, callback) => ({
      reset(delay) {
        if (!handle.active) reactor.callLater(delay, callback);
        return handle.reset(delay);
      },
    })),
  },
  {
    breaks: "timer.rearm.result",
    does: "always returns true from reset",
    says: "reset of a cancelled call returns false",
    make: (reactor: Reactor) => overHandles(reactor, (handle) => ({
      reset(delay) {
        handle.reset(delay);
        return true;
      },
    })),
  },
];
