import type { Reactor, TimedCall } from "../../../spec/reactor.js";
import type { Fault } from "../fault.js";
import { inBatch, overHandles, overOrder, overTimedCallbacks, type Job } from "../timed.js";

/** The second faulty reactors of the chapter on timed calls: what is done with a call that is scheduled. */
export const secondTimedCallHandleFaults: readonly Fault[] = [
  {
    breaks: "timer.cancel",
    does: "takes out what callLater put in, and not what reset did",
    says: "a cancelled call is not called, though it was re-armed before",
    make: (reactor: Reactor) => overHandles(reactor, (handle, callback) => {
      let moved = false;
      return {
        reset(delay) {
          moved = handle.reset(delay);
          return moved;
        },
        cancel() {
          const { deadline } = handle;
          const cancelled = handle.cancel();
          if (cancelled && moved) reactor.callLater(Math.max(0, deadline - reactor.now()), callback);
          return cancelled;
        },
      };
    }),
  },
  {
    breaks: "timer.cancel.due",
    does: "has taken what is due out of its list before it calls any of it",
    says: "a call that is cancelled when it is due is not called",
    make: (reactor: Reactor) => inBatch(reactor, (handle, isDue, callback) => ({
      cancel() {
        const wasDue = isDue();
        const cancelled = handle.cancel();
        if (cancelled && wasDue) reactor.callLater(0, callback);
        return cancelled;
      },
    })),
  },
  {
    breaks: "timer.cancel.result",
    does: "keeps calls without delay in a queue of their own, whose handles return nothing",
    says: "cancel of a pending call without delay returns true",
    make: (reactor: Reactor) => overHandles(reactor, (handle, _, delay) => ({
      cancel: () => handle.cancel() && delay !== 0,
    })),
  },
  {
    breaks: "timer.active",
    does: "takes a call for active until its deadline",
    says: "a call that is due, and has not begun, is active",
    make: (reactor: Reactor) => overHandles(reactor, (handle) => ({
      get active() { return handle.active && handle.deadline > reactor.now(); },
    })),
  },

  {
    breaks: "timer.rearm.from-call",
    does: "counts the delay of reset from the beginning of the callback",
    says: "the deadline that reset gives is no earlier than its call plus the delay",
    make(reactor: Reactor) {
      let entry = 0;
      const over = overTimedCallbacks(reactor, (callback) => () => {
        entry = reactor.now();
        return callback();
      });
      return overHandles(over, (handle) => ({
        reset: (delay) => handle.reset(typeof delay === "number" && delay >= 0
          ? Math.max(0, entry + delay - reactor.now())
          : delay),
      }));
    },
  },
  {
    breaks: "timer.rearm.from-deadline",
    does: "counts the extra of each delay from the first deadline",
    says: "each delay adds to the deadline that the one before gave",
    make: (reactor: Reactor) => overHandles(reactor, (handle, _, first) => {
      const { deadline } = handle;
      let moved = false;
      return {
        delay(extra) {
          if (!moved || typeof extra !== "number" || first > 1000) return moved = handle.delay(extra);
          return handle.reset(extra >= 0 ? Math.max(0, deadline + extra - reactor.now()) : extra);
        },
      };
    }),
  },
  {
    breaks: "timer.rearm.later",
    does: "calls what was due when its turn began, though it was put off since",
    says: 'the call "put off when due" is not called at its former deadline',
    make: (reactor: Reactor) => inBatch(reactor, (handle, isDue, callback) => ({
      reset(delay) {
        if (!isDue() || !(delay > 0 && delay < Infinity)) return handle.reset(delay);
        handle.cancel();
        reactor.callLater(0, callback);
        return true;
      },
      get deadline() { return handle.deadline; },
    })),
  },
  {
    breaks: "timer.rearm.earlier",
    does: "is woken at the former deadline of a call that is brought forward",
    says: "a call that is brought forward, and the only one, is not called at its former deadline",
    make: (reactor: Reactor) => overHandles(reactor, (handle) => {
      let claimed: number | null = null;
      return {
        get deadline() { return claimed ?? handle.deadline; },
        reset(delay) {
          const deadline = reactor.now() + delay;
          if (!handle.active || !(delay >= 0 && handle.deadline - deadline > 1e6)) return handle.reset(delay);
          claimed = deadline;
          return true;
        },
      };
    }),
  },
  {
    breaks: "timer.rearm.order",
    does: "lets a re-armed call change places with the next among equal deadlines",
    says: "a re-armed call comes after all that had its new deadline already",
    make(reactor: Reactor) {
      const moved = new WeakSet<TimedCall>();
      const placeOf = ({ handle, order }: Job): number => moved.has(handle) ? order + 1.5 : order;
      const over = overOrder(reactor, (one, other) =>
        one.handle.deadline === other.handle.deadline && placeOf(one) < placeOf(other));
      return overHandles(over, (handle) => ({
        delay(extra) {
          if (extra === 0) moved.add(handle);
          return handle.delay(extra);
        },
      }));
    },
  },
  {
    breaks: "timer.rearm.invalid",
    does: "takes a negative extra for one that brings the call forward",
    says: "delay refuses a number that is no duration",
    make: (reactor: Reactor) => overHandles(reactor, (handle) => ({
      delay: (extra) => extra < 0 && extra > -Infinity
        ? handle.reset(Math.max(0, handle.deadline + extra - reactor.now()))
        : handle.delay(extra),
    })),
  },
  {
    breaks: "timer.rearm.finished",
    does: "schedules a cancelled call anew when it is delayed",
    says: "a cancelled call is not revived",
    make: (reactor: Reactor) => overHandles(reactor, (handle, callback) => {
      let cancelled = false;
      return {
        cancel: () => cancelled = handle.cancel(),
        delay(extra) {
          if (cancelled) reactor.callLater(extra, callback);
          return handle.delay(extra);
        },
      };
    }),
  },
  {
    breaks: "timer.rearm.result",
    does: "returns from delay whether the deadline is another one",
    says: "delay of a pending call by nothing returns true",
    make: (reactor: Reactor) => overHandles(reactor, (handle) => ({
      delay: (extra) => handle.delay(extra) && extra > 0,
    })),
  },
];
