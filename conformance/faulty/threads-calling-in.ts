import type { Reactor, ThreadFunctions } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";

type AnyFunction = (...args: readonly unknown[]) => unknown;

/** A reactor that does something else than to call what thread calls ask for: `call` stands for each of them. */
export function overThreadCalls(reactor: Reactor, change: (call: () => unknown) => unknown): Reactor {
  return override(overPorts(reactor, change), {
    callFromThread: (callback) => reactor.callFromThread(
      typeof callback === "function" ? () => change(callback) as void : callback),
  });
}

/** The same for the calls of other threads alone. */
function overPorts(reactor: Reactor, change: (call: () => unknown) => unknown): Reactor {
  return override(reactor, {
    threadPort: (functions) => reactor.threadPort(changedFunctions(functions, change)),
  });
}

export function changedFunctions(
  functions: ThreadFunctions, change: (call: () => unknown) => unknown,
): ThreadFunctions {
  if (typeof functions !== "object" || functions === null) return functions;
  return Object.fromEntries(Object.entries(functions as Readonly<Record<string, AnyFunction>>).map(([name, each]) =>
    [name, typeof each === "function" ? (...args: readonly unknown[]) => change(() => each(...args)) : each]));
}

/** Calls that wait for the next timed call. */
function withNextTimedCall(reactor: Reactor): { readonly over: Reactor; readonly add: (call: () => unknown) => void } {
  const waiting: (() => unknown)[] = [];
  const over = override(reactor, {
    callLater: (delay, callback) => reactor.callLater(delay, typeof callback === "function"
      ? () => {
        for (const call of waiting.splice(0)) call();
        return callback();
      }
      : callback),
  });
  return { over, add: (call) => void waiting.push(call) };
}

/** The faulty reactors of calls that threads make. */
export const callingInFaults: readonly Fault[] = [
  {
    breaks: "thread.from.called",
    does: "loses one call of a thread in three thousand",
    says: "have come when its last one does",
    make: (reactor: Reactor) => {
      let calls = 0;
      return overPorts(reactor, (call) => ++calls % 3_000 === 0 ? undefined : call());
    },
  },
  {
    breaks: "thread.from.called",
    does: "forgets the calls that are pending when stop is called",
    says: "call that was made before stop comes",
    make: (reactor: Reactor) => {
      let stopped = false;
      return override(reactor, {
        callFromThread(callback) {
          if (typeof callback !== "function") return reactor.callFromThread(callback);
          stopped &&= reactor.running;
          reactor.callFromThread(() => stopped ? undefined : callback());
        },
        stop() {
          stopped = reactor.running;
          reactor.stop();
        },
      });
    },
  },
  {
    breaks: "thread.from.order",
    does: "makes the calls that it finds in the opposite order",
    says: "calls come in the order in which one thread made them",
    make: (reactor: Reactor) => {
      const waiting: (() => void)[] = [];
      return override(reactor, {
        callFromThread(callback) {
          if (typeof callback !== "function") return reactor.callFromThread(callback);
          waiting.push(callback);
          reactor.callFromThread(() => waiting.pop()?.());
        },
      });
    },
  },
  {
    breaks: "thread.from.wakes",
    does: "finds the calls of other threads when a timed call comes",
    says: "a call of another thread comes though nothing else happens",
    make: (reactor: Reactor) => {
      const { over, add } = withNextTimedCall(reactor);
      return overPorts(over, add);
    },
  },
  {
    breaks: "thread.from.deferred",
    does: "makes a call of its own thread at once",
    says: "was entered before callFromThread returned",
    make: (reactor: Reactor) => override(reactor, {
      callFromThread(callback) {
        if (typeof callback !== "function" || !reactor.running) return reactor.callFromThread(callback);
        try {
          callback();
        } catch (error) {
          reactor.callFromThread(() => {
            throw error;
          });
        }
      },
    }),
  },
  {
    breaks: "thread.from.own-wakes",
    does: "finds the calls of its own thread when a timed call comes",
    says: "a call of the reactor's own thread comes though nothing else happens",
    make: (reactor: Reactor) => {
      const { over, add } = withNextTimedCall(reactor);
      return override(over, {
        callFromThread: (callback) => typeof callback === "function" ? add(callback) : over.callFromThread(callback),
      });
    },
  },
  {
    breaks: "thread.from.serial",
    does: "makes the calls that are pending whenever a timed call is scheduled",
    says: "a thread call is entered while no other callback runs",
    make: (reactor: Reactor) => {
      const pending = new Set<() => void>();
      return override(reactor, {
        callFromThread(callback) {
          if (typeof callback !== "function") return reactor.callFromThread(callback);
          pending.add(callback);
          reactor.callFromThread(() => pending.delete(callback) ? callback() : undefined);
        },
        callLater(delay, callback) {
          const call = reactor.callLater(delay, callback);
          for (const each of reactor.running ? pending : []) {
            pending.delete(each);
            each();
          }
          return call;
        },
      });
    },
  },
  {
    breaks: "thread.from.fair.timers",
    does: "makes thread calls until there are none",
    says: "a call that is due comes within",
    make: draining,
  },
  {
    breaks: "thread.from.fair.connections",
    does: "makes thread calls until there are none",
    says: "data come within",
    make: draining,
  },
  {
    breaks: "thread.from.throw.reported",
    does: "drops what thread calls throw",
    says: "what a thread call throws is reported once",
    make: (reactor: Reactor) => overThreadCalls(reactor, (call) => {
      try {
        return call();
      } catch {
        return undefined;
      }
    }),
  },
  {
    breaks: "thread.from.throw.contained",
    does: "drops the calls behind one that throws",
    says: "a thread call comes though the one before it threw",
    make: (reactor: Reactor) => {
      let threw = false;
      return override(reactor, {
        callFromThread: (callback) => reactor.callFromThread(typeof callback === "function"
          ? () => {
            if (threw) return;
            threw = true;
            callback();
            threw = false;
          }
          : callback),
      });
    },
  },
  {
    breaks: "thread.from.queued",
    does: "drops thread calls while it does not run",
    says: "a thread call that was made before the run comes in it",
    make: (reactor: Reactor) => override(reactor, {
      callFromThread(callback) {
        if (typeof callback !== "function" || reactor.running) reactor.callFromThread(callback);
      },
    }),
  },
  {
    breaks: "thread.stop.thread-calls",
    does: "keeps the thread calls that a run has left for the next",
    says: "a thread call that was made while a run closed does not come in the next",
    make: (reactor: Reactor) => {
      const left = new Set<() => void>();
      return override(reactor, {
        callFromThread(callback) {
          if (typeof callback !== "function" || !reactor.running) return reactor.callFromThread(callback);
          left.add(callback);
          reactor.callFromThread(() => {
            left.delete(callback);
            return callback();
          });
        },
        run() {
          const over = reactor.run();
          for (const callback of left) reactor.callFromThread(callback);
          left.clear();
          return over;
        },
      });
    },
  },
  {
    breaks: "thread.from.type",
    does: "takes anything for a callback",
    says: "callFromThread refuses what is no function",
    make: (reactor: Reactor) => override(reactor, {
      callFromThread: (callback) => reactor.callFromThread(typeof callback === "function" ? callback : () => undefined),
    }),
  },
];

function draining(reactor: Reactor): Reactor {
  const queue: (() => void)[] = [];
  const drain = (): void => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) next();
  };
  return override(reactor, {
    callFromThread(callback) {
      if (typeof callback !== "function") return reactor.callFromThread(callback);
      queue.push(callback);
      if (queue.length === 1) reactor.callFromThread(drain);
    },
  });
}
