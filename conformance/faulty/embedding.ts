import type { Hook, Reactor, TimedCall } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";

const NEVER = 2 ** 45;

/** The faulty reactors of the chapter on embedding. */
export const embeddingFaults: readonly Fault[] = [
  {
    breaks: "embedding.call-later",
    does: "arms its host for a timed call only at the end of a callback",
    says: "a call that was scheduled outside is called",
    make(reactor: Reactor) {
      let inside = 0;
      return override(reactor, {
        callLater(delay, callback) {
          if (typeof callback !== "function") return reactor.callLater(delay, callback);
          const entered = (): void => {
            inside += 1;
            try {
              return callback();
            } finally {
              inside -= 1;
            }
          };
          const isOutside = reactor.running && inside === 0 && delay === 1;
          const handle = reactor.callLater(delay, entered);
          if (isOutside) handle.cancel();
          return handle;
        },
      });
    },
  },
  {
    breaks: "embedding.rearm",
    does: "arms its host for a timed call that is moved only at the end of a callback",
    says: "a call that was moved outside is called",
    make(reactor: Reactor) {
      let inside = 0;
      return override(reactor, {
        callLater(delay, callback) {
          if (typeof callback !== "function") return reactor.callLater(delay, callback);
          const handle = reactor.callLater(delay, () => {
            inside += 1;
            try {
              return callback();
            } finally {
              inside -= 1;
            }
          });
          return override<TimedCall>(handle, {
            reset(again) {
              const moved = handle.reset(again);
              if (inside === 0) handle.cancel();
              return moved;
            },
          });
        },
      });
    },
  },
  {
    breaks: "embedding.endpoints",
    does: "begins an attempt only when a callback ends",
    says: "a connection that was asked for outside is made",
    make(reactor: Reactor) {
      let waiting: (() => void)[] = [];
      return override(reactor, {
        callLater(delay, callback) {
          if (typeof callback !== "function") return reactor.callLater(delay, callback);
          return reactor.callLater(delay, () => {
            const result = callback();
            for (const begin of waiting.splice(0)) begin();
            return result;
          });
        },
        connect: (address, factory, options) => reactor.running && options?.timeout === undefined
          ? new Promise((resolve, reject) => {
            waiting.push(() => void reactor.connect(address, factory, options).then(resolve, reject));
          })
          : reactor.connect(address, factory, options),
      });
    },
  },
  {
    breaks: "embedding.host.served",
    does: "calls what has no delay as a microtask",
    says: "other code of the program waits for the reactor to be idle",
    make: (reactor: Reactor) => override(reactor, {
      callLater(delay, callback) {
        const isMeant = delay === 0 && typeof callback === "function" && reactor.running;
        if (!isMeant) return reactor.callLater(delay, callback);
        const handle = reactor.callLater(NEVER, callback);
        queueMicrotask(() => {
          if (handle.cancel()) callback();
        });
        return handle;
      },
    }),
  },
  {
    breaks: "embedding.run.returns",
    does: "calls the startup hooks inside run",
    says: "run returns before the first callback of the run is entered",
    make(reactor: Reactor) {
      const hooks = new Set<() => unknown>();
      return override(reactor, {
        addHook(phase, hook): Hook {
          if (phase !== "startup" || typeof hook !== "function") return reactor.addHook(phase, hook);
          hooks.add(hook);
          return { remove: () => hooks.delete(hook) };
        },
        run() {
          if (!reactor.running) for (const hook of hooks) hook();
          return reactor.run();
        },
      });
    },
  },
  {
    breaks: "embedding.throw.contained",
    does: "throws errors into the host, too",
    says: "an error was thrown into the host",
    make: (reactor: Reactor) => override(reactor, {
      callLater(delay, callback) {
        if (typeof callback !== "function") return reactor.callLater(delay, callback);
        return reactor.callLater(delay, () => {
          try {
            return callback();
          } catch (error) {
            setImmediate(() => {
              throw error;
            });
            throw error;
          }
        });
      },
    }),
  },
];
