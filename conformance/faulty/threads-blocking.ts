import type { Reactor } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";
import { changedFunctions } from "./threads-calling-in.js";

/** A reactor that answers the calls of other threads with what `change` makes of them. */
function overAnswers(reactor: Reactor, change: (call: () => unknown) => unknown): Reactor {
  return override(reactor, { threadPort: (functions) => reactor.threadPort(changedFunctions(functions, change)) });
}

/** The faulty reactors of threads that wait. */
export const blockingFaults: readonly Fault[] = [
  {
    breaks: "thread.blocking.result",
    does: "answers a blocking call with nothing",
    says: "a blocking call returns what the function returned",
    make: (reactor: Reactor) => overAnswers(reactor, (call) => {
      const result = call();
      return result instanceof Promise ? result : undefined;
    }),
  },
  {
    breaks: "thread.blocking.promise",
    does: "does not wait for promises",
    says: "a blocking call returns what the promise is fulfilled with",
    make: (reactor: Reactor) => overAnswers(reactor, (call) => {
      const result = call();
      if (!(result instanceof Promise)) return result;
      result.catch(() => undefined);
      return undefined;
    }),
  },
  {
    breaks: "thread.blocking.error",
    does: "only says that the function has failed",
    says: "a blocking call throws what the function threw",
    make: (reactor: Reactor) => overAnswers(reactor, (call) => {
      try {
        return call();
      } catch {
        throw new Error("the function failed");
      }
    }),
  },
  {
    breaks: "thread.blocking.own-outcome",
    does: "answers every hundredth call with the answer of the call before",
    says: "each blocking call has the outcome of its own function",
    make: (reactor: Reactor) => {
      let answers = 0;
      let latest: unknown;
      return overAnswers(reactor, (call) => {
        const late = latest;
        latest = call();
        return ++answers % 100 === 0 ? late : latest;
      });
    },
  },
  {
    breaks: "thread.blocking.own-thread",
    does: "answers a blocking call in its own thread with nothing",
    says: "a blocking call in the reactor's own thread throws",
    make: (reactor: Reactor) => reactor,
    connect: (connect) => (port) => override(connect(port), { blockingCallFromThread: () => undefined }),
  },
  {
    breaks: "thread.blocking.released",
    does: "does not stop while a thread waits for it",
    says: "a blocking call that has no outcome when the run closes throws",
    make: (reactor: Reactor) => {
      const awaited = new Set<Promise<unknown>>();
      const over = overAnswers(reactor, (call) => {
        const result = call();
        if (result instanceof Promise) awaited.add(result);
        return result;
      });
      // The function that is being called may be the one that stops the reactor.
      return override(over, {
        stop: () => void Promise.resolve().then(() => Promise.allSettled(awaited)).then(() => reactor.stop()),
      });
    },
  },
];
