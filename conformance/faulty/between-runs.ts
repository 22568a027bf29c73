import type { Protocol, Reactor } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overProtocols, override } from "./override.js";

/** A reactor that does something else with what is submitted after its first run, while it does not run. */
function betweenRuns(reactor: Reactor, change: (isBetween: () => boolean) => Partial<Reactor>): Reactor {
  let hasRun = false;
  const changed = override(reactor, change(() => hasRun && !reactor.running));
  return override(changed, {
    run() {
      hasRun = true;
      return changed.run();
    },
  });
}

const pending = (): Promise<never> => new Promise(() => undefined);

/** The faulty reactors of what is submitted between two runs, or as one ends. */
export const betweenRunsFaults: readonly Fault[] = [
  {
    breaks: "lifecycle.run.queued",
    does: "drops what is scheduled behind a run",
    says: "a timed call scheduled between two runs is called in the second",
    make: (reactor: Reactor) => betweenRuns(reactor, (isBetween) => ({
      callLater(delay, callback) {
        const handle = reactor.callLater(delay, callback);
        if (isBetween()) handle.cancel();
        return handle;
      },
    })),
  },
  {
    breaks: "lifecycle.run.queued",
    does: "loses attempts to connect that are made behind a run",
    says: "connect called between two runs is carried out in the second",
    make: (reactor: Reactor) => betweenRuns(reactor, (isBetween) => ({
      connect: (...attempt) => isBetween() ? pending() : reactor.connect(...attempt),
    })),
  },
  {
    breaks: "thread.from.queued",
    does: "drops thread calls behind a run",
    says: "a thread call that was made between a run comes in the next",
    make: (reactor: Reactor) => betweenRuns(reactor, (isBetween) => ({
      callFromThread(callback) {
        if (!isBetween()) reactor.callFromThread(callback);
      },
    })),
  },
  {
    breaks: "thread.in.queued",
    does: "loses work that is given behind a run",
    says: "work that is given between two runs is done in the second",
    make: (reactor: Reactor) => betweenRuns(reactor, (isBetween) => ({
      callInThread: (...call: Parameters<Reactor["callInThread"]>) =>
        isBetween() ? pending() : reactor.callInThread(...call),
    })),
  },
  {
    breaks: "lifecycle.stop.timed-calls.closing",
    does: "calls in the closing phase what has no delay",
    says: "no timed call is called once the closing phase has begun",
    make: (reactor: Reactor) => {
      const waiting: (() => void)[] = [];
      const over = overProtocols(reactor, (protocol) => override<Protocol>(protocol, {
        connectionLost(reason) {
          for (const callback of waiting.splice(0)) callback();
          return protocol.connectionLost?.(reason);
        },
      }));
      return override(over, {
        callLater(delay, callback) {
          if (delay === 0 && typeof callback === "function") {
            waiting.push(callback);
            return reactor.callLater(0, () => {
              const index = waiting.indexOf(callback);
              if (index === -1) return undefined;
              waiting.splice(index, 1);
              return callback();
            });
          }
          return reactor.callLater(delay, callback);
        },
      });
    },
  },
];
