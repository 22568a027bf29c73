import type { CloseReason, Protocol, Reactor, TimedCall, Transport } from "../../spec/reactor.js";
import { overProtocols, override } from "./override.js";

type Callback = () => unknown;

/** A reactor that schedules the callback that `change` makes of each. */
export function overTimedCallbacks(reactor: Reactor, change: (callback: Callback) => Callback): Reactor {
  return override(reactor, {
    callLater: (delay, callback) =>
      reactor.callLater(delay, typeof callback === "function" ? change(callback) : callback),
  });
}

/** A reactor that tells of the beginning of each callback, but for hooks and the error hook. */
export function overEntries(reactor: Reactor, entering: () => void): Reactor {
  const before = <Argument, Result>(callback: (argument: Argument) => Result) => (argument: Argument): Result => {
    entering();
    return callback(argument);
  };
  return overTimedCallbacks(overProtocols(reactor, (protocol) => override<Protocol>(protocol, {
    connectionMade: before((transport: Transport) => protocol.connectionMade?.(transport)),
    dataReceived: before((data: Uint8Array) => protocol.dataReceived?.(data)),
    connectionLost: before((reason: CloseReason) => protocol.connectionLost?.(reason)),
  })), (callback) => () => {
    entering();
    return callback();
  });
}

/** A reactor whose handles of timed calls have the members that `change` gives them. */
export function overHandles(
  reactor: Reactor,
  change: (handle: TimedCall, callback: Callback, delay: number) => Partial<TimedCall>,
): Reactor {
  return override(reactor, {
    callLater(delay, callback) {
      const handle = reactor.callLater(delay, callback);
      return override(handle, change(handle, callback, delay));
    },
  });
}

/** What is to be called: `order` counts the calls of `callLater`. */
export interface Job {
  readonly handle: TimedCall;
  readonly callback: Callback;
  readonly delay: number;
  readonly order: number;
}

/** The turn of a timed call, and what is done in it. */
export interface Turn {
  readonly handle: TimedCall;
  job: Job;
}

/**
 * A reactor whose turns `take` takes: it is told of each, and of those that are due beside it, or will be within
 * `ahead` milliseconds.
 */
export function overTurns(
  reactor: Reactor, take: (turn: Turn, beside: readonly Turn[]) => unknown, ahead = 0,
): Reactor {
  const pending = new Set<Turn>();
  let order = 0;
  return override(reactor, {
    callLater(delay, callback) {
      if (typeof callback !== "function") return reactor.callLater(delay, callback);
      const handle = reactor.callLater(delay, () => {
        pending.delete(turn);
        const until = reactor.now() + ahead;
        return take(turn, [...pending].filter((each) => each.handle.active && each.handle.deadline <= until));
      });
      const turn: Turn = { handle, job: { handle, callback, delay, order: order++ } };
      pending.add(turn);
      return handle;
    },
  });
}

/** A reactor that does, of the jobs that are due together, the one first that comes before the others by `isBefore`. */
export function overOrder(reactor: Reactor, isBefore: (one: Job, other: Job) => boolean): Reactor {
  return overTurns(reactor, (turn, beside) => {
    const chosen = beside.reduce((best, each) => (isBefore(each.job, best.job) ? each : best), turn);
    const { job } = chosen;
    chosen.job = turn.job;
    return job.callback();
  });
}

/** A reactor whose handles `change` makes: given whether the call is due in the turn of the one that runs. */
export function inBatch(
  reactor: Reactor, change: (handle: TimedCall, isDue: () => boolean, callback: Callback) => Partial<TimedCall>,
): Reactor {
  let until = -Infinity;
  const over = overTimedCallbacks(reactor, (callback) => () => {
    until = reactor.now();
    return callback();
  });
  return overHandles(over, (handle, callback) =>
    change(handle, () => handle.active && handle.deadline <= until, callback));
}
