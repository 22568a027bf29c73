import type { Reactor, TimedCall } from "../../spec/reactor.js";
import { override } from "../faulty/override.js";

/** A call that is due, and waits for its turn. */
interface Due {
  readonly deadline: number;
  /** Where it stands in the order in which calls were given their deadlines. */
  readonly number: number;
  readonly call: () => unknown;
}

/** A reactor that calls one of the calls that are due in each turn. */
export function oneATurn(reactor: Reactor): Reactor {
  let waiting: Due[] = [];
  let next: TimedCall | null = null;
  let number = 0;

  const turnLater = (): void => {
    next = reactor.callLater(0, () => {
      waiting.sort((one, other) => one.deadline - other.deadline || one.number - other.number);
      const due = waiting.shift();
      if (waiting.length > 0) turnLater();
      return due?.call();
    });
  };
  const wait = (due: Due): void => {
    // What waited when an earlier run settled is gone with it.
    if (next?.active !== true) waiting = [];
    waiting.push(due);
    if (next?.active !== true) turnLater();
  };

  return override(reactor, {
    callLater(delay, callback) {
      if (typeof callback !== "function") return reactor.callLater(delay, callback);
      let own: (() => unknown) | null = callback;
      let due: Due | null = null;
      const isWaiting = (): boolean => due !== null && next?.active === true && waiting.includes(due);
      const takeOut = (): boolean => {
        const found = isWaiting();
        waiting = waiting.filter((each) => each !== due);
        return found;
      };
      const call = (): unknown => {
        const called = own;
        own = null;
        return called?.();
      };
      let place = number++;
      const becomeDue = (deadline: number): void => wait(due = { deadline, number: place, call });
      let handle = reactor.callLater(delay, () => becomeDue(handle.deadline));
      /** A call that waits for its turn is moved: it waits on, or is to become due again. */
      const move = (to: number): boolean => {
        if (!takeOut()) return false;
        place = number++;
        const left = to - reactor.now();
        if (left <= 0) becomeDue(to);
        else handle = reactor.callLater(left, () => becomeDue(handle.deadline));
        return true;
      };
      const rearmed = (isMoved: boolean): boolean => {
        if (isMoved) place = number++;
        return isMoved;
      };
      return override(handle, {
        get deadline() { return isWaiting() ? due?.deadline ?? handle.deadline : handle.deadline; },
        get active() { return handle.active || isWaiting(); },
        cancel() {
          const isCancelled = takeOut() || handle.cancel();
          if (isCancelled) own = null;
          return isCancelled;
        },
        reset: (again) => rearmed(handle.reset(again)) || move(reactor.now() + again),
        delay: (extra) => rearmed(handle.delay(extra)) || move((due?.deadline ?? handle.deadline) + extra),
      });
    },
  });
}
