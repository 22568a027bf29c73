import type { Reactor, ReactorError, ThreadCallOptions, ThreadWork } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";
import { changedFunctions } from "./threads-calling-in.js";

/** A reactor whose calls in threads are made by `change`, which is given how the reactor makes them. */
function overWork(
  reactor: Reactor,
  change: (call: (options?: ThreadCallOptions) => Promise<unknown>, options: ThreadCallOptions) => Promise<unknown>,
): Reactor {
  return override(reactor, {
    callInThread(work, args, options = {}) {
      const call = (other: ThreadCallOptions = options): Promise<unknown> => reactor.callInThread(work, args, other);
      return isCheckable(work) ? change(call, options) : call();
    },
  });
}

/** What a conforming reactor would refuse at once is none of a fault's business. */
function isCheckable(work: ThreadWork): boolean {
  return URL.canParse(String(Object(work)["module"]));
}

/** A reactor whose calls in threads fail with what `change` makes of each failure. */
function overFailedWork(reactor: Reactor, change: (error: Partial<ReactorError>) => unknown): Reactor {
  return overWork(reactor, (call) => call().catch((error: unknown) => {
    throw change(error as Partial<ReactorError>);
  }));
}

/** Does each call when the one before is done, in the order that `next` chooses. */
function oneByOne(reactor: Reactor, next: (waiting: (() => void)[]) => (() => void) | undefined): Reactor {
  const waiting: (() => void)[] = [];
  let busy = false;
  const proceed = (): void => {
    const begin = next(waiting);
    busy = begin !== undefined;
    begin?.();
  };
  return overWork(reactor, (call) => new Promise((resolve, reject) => {
    waiting.push(() => void call().then(resolve, reject).finally(proceed));
    if (!busy) proceed();
  }));
}

/** A reactor whose calls in threads are in the set until they have their outcome. */
function rememberingWork(reactor: Reactor, running: Set<Promise<unknown>>): Reactor {
  return overWork(reactor, (call) => {
    const done = call();
    const forget = (): void => void running.delete(done);
    running.add(done);
    done.then(forget, forget);
    return done;
  });
}

const withoutSignal = ({ transfer }: ThreadCallOptions): ThreadCallOptions =>
  transfer === undefined ? {} : { transfer };
const never = new Promise<never>(() => undefined);
const isOf = (category: string) => (error: unknown): boolean =>
  (error as Partial<ReactorError>).category === category;

/** A call that is not cancelled, though its promise is rejected as if it were, when `how` is so at the abort. */
function pretendingToCancel(call: (options?: ThreadCallOptions) => Promise<unknown>, options: ThreadCallOptions) {
  const done = call(withoutSignal(options));
  const failed = new Promise<never>((_resolve, reject) => {
    const cancel = (): void => reject(Object.assign(new Error("cancelled"), { category: "cancelled" }));
    if (options.signal?.aborted === true) cancel();
    else options.signal?.addEventListener("abort", cancel);
  });
  return Promise.race([done, failed]);
}

/** The faulty reactors of work in threads. */
export const threadWorkFaults: readonly Fault[] = [
  {
    breaks: "thread.in.elsewhere",
    does: "calls the function in its own thread",
    says: "the function runs in a thread other than the reactor's",
    make: (reactor: Reactor) => override(reactor, {
      async callInThread({ module, name }, args = []) {
        const exported = (await import(String(module))) as Record<string, (...args: readonly unknown[]) => unknown>;
        return exported[name]?.(...args);
      },
    }),
  },
  {
    breaks: "thread.in.serves",
    does: "makes no thread calls while a function runs in a thread",
    says: "a function that waits for the reactor comes to its end",
    make: (reactor: Reactor) => {
      let running = 0;
      const waiting: (() => unknown)[] = [];
      const over = overWork(reactor, (call) => {
        running++;
        return call().finally(() => {
          running--;
          for (const each of waiting.splice(0)) each();
        });
      });
      return override(over, {
        threadPort: (functions) => reactor.threadPort(changedFunctions(functions, (call) =>
          running > 0 ? void waiting.push(call) : call())),
      });
    },
  },
  {
    breaks: "thread.in.result",
    does: "fulfils the promise with nothing",
    says: "the outcome is what the function returned",
    make: (reactor: Reactor) => overWork(reactor, (call) => call().then(() => undefined)),
  },
  {
    breaks: "thread.in.error",
    does: "only says that the function has failed",
    says: "the outcome is what the function threw",
    make: (reactor: Reactor) => overFailedWork(reactor, (error) =>
      error.category === undefined || error.category === null ? new Error("the function failed") : error),
  },
  {
    breaks: "thread.in.queued",
    does: "forgets work that it is given before it runs",
    says: "work that is given before the run is done in it",
    make: (reactor: Reactor) => overWork(reactor, (call) => reactor.running ? call() : never),
  },
  {
    breaks: "thread.in.cancel.before",
    does: "calls the function though the signal is aborted",
    says: "the function of a call with an aborted signal is not called",
    make: (reactor: Reactor) => overWork(reactor, (call, options) =>
      options.signal?.aborted === true ? pretendingToCancel(call, options) : call()),
  },
  {
    breaks: "thread.in.cancel.waiting",
    does: "calls the function of a call that was cancelled",
    says: "the function of a call that was cancelled while it waited is not called",
    make: (reactor: Reactor) => overWork(reactor, (call, options) =>
      options.signal?.aborted === true ? call() : pretendingToCancel(call, options)),
  },
  {
    breaks: "thread.in.cancel.running",
    does: "waits for the function of a call that was cancelled",
    says: "a call that is cancelled while its function runs is rejected as cancelled",
    make: (reactor: Reactor) => overWork(reactor, (call, options) => {
      if (options.signal?.aborted === true) return call();
      const running = new AbortController();
      let begun = false;
      // What waits can be cancelled: nothing begins before the turn is over.
      queueMicrotask(() => {
        begun = true;
      });
      options.signal?.addEventListener("abort", () => begun ? undefined : running.abort());
      return call({ ...options, signal: running.signal });
    }),
  },
  {
    breaks: "thread.pool.bound",
    does: "starts a thread for every call",
    says: "a function waits while the pool has no thread for it",
    make: (reactor: Reactor, base) => {
      const further: Reactor[] = [];
      let calls = 0;
      const over = overWork(reactor, (call) => call());
      return override(over, {
        async callInThread(work, args, options = {}) {
          if (++calls <= 2 || !isCheckable(work)) return reactor.callInThread(work, args, options);
          const other = await base();
          further.push(other);
          void other.run();
          return other.callInThread(work, args, options).finally(() => other.stop());
        },
        run: () => reactor.run().finally(() => {
          for (const other of further) other.stop();
        }),
      });
    },
  },
  {
    breaks: "thread.pool.concurrent",
    does: "does one call at a time",
    says: "two functions run at the same time in a pool of two threads",
    make: (reactor: Reactor) => oneByOne(reactor, (waiting) => waiting.shift()),
  },
  {
    breaks: "thread.pool.order",
    does: "does the call that came last first",
    says: "work is done in the order in which it was given",
    make: (reactor: Reactor) => oneByOne(reactor, (waiting) => waiting.pop()),
  },
  {
    breaks: "thread.stop.work",
    does: "leaves calls without an outcome when it stops",
    says: "is rejected as stopped",
    make: (reactor: Reactor) => overWork(reactor, (call) => call().catch((error: unknown) => {
      if (isOf("stopped")(error)) return never;
      throw error;
    })),
  },
  {
    breaks: "thread.stop.joined",
    does: "leaves the threads to themselves when it stops",
    says: "no function runs any more when the run is over",
    make: (reactor: Reactor) => {
      const running = new Set<Promise<unknown>>();
      let pretend = (): void => undefined;
      return override(rememberingWork(reactor, running), {
        run: () => Promise.race([reactor.run(), new Promise<void>((resolve) => {
          pretend = resolve;
        })]),
        stop() {
          if (running.size === 0) return reactor.stop();
          pretend();
          void Promise.allSettled(running).then(() => reactor.stop());
        },
      });
    },
  },
  {
    breaks: "thread.stop.stuck",
    does: "waits for its threads when it stops, however long it takes",
    says: "the run ends though a function does not",
    make: (reactor: Reactor) => {
      const running = new Set<Promise<unknown>>();
      return override(rememberingWork(reactor, running), {
        stop: () => void Promise.allSettled(running).then(() => reactor.stop()),
      });
    },
  },
];
