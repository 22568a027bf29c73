import type { Reactor, TimedCall, Transport } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overFactories, overProtocols, override } from "./override.js";
import { overHandles } from "./timed.js";

/** The faulty reactors of stopping. */
export const stopFaults: readonly Fault[] = [
  {
    breaks: "lifecycle.stop.returns",
    does: "calls the shutdown hooks inside stop",
    says: "was entered before stop returned",
    make: (reactor: Reactor) => {
      const hooks: (() => void | PromiseLike<void>)[] = [];
      return override(reactor, {
        addHook(phase, hook) {
          if (phase !== "shutdown") return reactor.addHook(phase, hook);
          hooks.push(hook);
          return { remove: () => true };
        },
        stop() {
          for (const hook of hooks.splice(0)) {
            const outcome = new Promise<void>((resolve) => resolve(hook()));
            outcome.catch(() => undefined);
            reactor.addHook("shutdown", () => outcome);
          }
          reactor.stop();
        },
      });
    },
  },
  {
    breaks: "lifecycle.stop.idle",
    does: "ends the next run if it is stopped before it",
    says: "a stop before run does not end the run",
    make: (reactor: Reactor) => {
      let asked = false;
      return override(reactor, {
        stop() {
          asked = !reactor.running;
          reactor.stop();
        },
        run() {
          const run = reactor.run();
          if (asked) reactor.stop();
          asked = false;
          return run;
        },
      });
    },
  },
  {
    breaks: "lifecycle.stop.idle",
    does: "throws if it is stopped when it is not running",
    says: "stop does not throw when the reactor is not running",
    make: (reactor: Reactor) => override(reactor, {
      stop() {
        if (!reactor.running) throw new Error("not running");
        reactor.stop();
      },
    }),
  },
  {
    breaks: "lifecycle.stop.twice",
    does: "calls the shutdown hooks once for every stop",
    says: "a further stop calls no hook again",
    make: (reactor: Reactor) => {
      const again = new Set<() => void | PromiseLike<void>>();
      let stops = 0;
      return override(reactor, {
        addHook(phase, hook) {
          if (phase === "shutdown") again.add(hook);
          return reactor.addHook(phase, hook);
        },
        stop() {
          if (++stops === 2) for (const hook of again) reactor.addHook("shutdown", hook);
          reactor.stop();
        },
      });
    },
  },
  {
    breaks: "lifecycle.stop.twice",
    does: "throws at a second stop",
    says: "a further stop does not throw",
    make: (reactor: Reactor) => {
      let stopped = false;
      return override(reactor, {
        stop() {
          if (stopped && reactor.running) throw new Error("already stopping");
          stopped = reactor.running;
          reactor.stop();
        },
      });
    },
  },
  {
    breaks: "lifecycle.stop.twice",
    does: "ends the run at once at a second stop",
    says: "a further stop does not end the run at once",
    make: (reactor: Reactor) => {
      let stops = 0;
      let end = (): void => undefined;
      return override(reactor, {
        run() {
          if (reactor.running) return reactor.run();
          stops = 0;
          return Promise.race([reactor.run(), new Promise<void>((resolve) => { end = resolve; })]);
        },
        stop() {
          if (++stops === 2) end();
          reactor.stop();
        },
      });
    },
  },
  {
    breaks: "lifecycle.stop.anywhere",
    does: "passes over a stop in connectionLost",
    says: "the run ends when stop is called in connectionLost",
    make: (reactor: Reactor) => {
      let inside = false;
      const over = overProtocols(reactor, (protocol) => override(protocol, {
        connectionLost(reason) {
          inside = true;
          try {
            return protocol.connectionLost?.(reason);
          } finally {
            inside = false;
          }
        },
      }));
      return override(over, { stop: () => inside ? undefined : reactor.stop() });
    },
  },
  {
    breaks: "lifecycle.stop.anywhere",
    does: "passes over a stop in a startup hook",
    says: "the run ends when stop is called in a startup hook",
    make: (reactor: Reactor) => {
      let inside = false;
      return override(reactor, {
        addHook: (phase, hook) => reactor.addHook(phase, phase === "shutdown" ? hook : () => {
          inside = true;
          try {
            return hook();
          } finally {
            inside = false;
          }
        }),
        stop: () => inside ? undefined : reactor.stop(),
      });
    },
  },
  {
    breaks: "lifecycle.stop.timed-calls",
    does: "keeps what is pending for the next run",
    says: "a timed call that was pending at the end of a run is not called in a later run",
    make: (reactor: Reactor) => {
      const pending = new Map<TimedCall, () => void>();
      return override(overPending(reactor, pending), {
        run() {
          const run = reactor.run();
          for (const [handle, callback] of pending) {
            if (handle.active) continue;
            pending.delete(handle);
            reactor.callLater(0, callback);
          }
          return run;
        },
      });
    },
  },
  {
    breaks: "lifecycle.stop.timed-calls",
    does: "leaves what was pending active",
    says: "a timed call that was pending at the end of a run is inactive",
    make: (reactor: Reactor) => {
      const pending = new Map<TimedCall, () => void>();
      return overHandles(overPending(reactor, pending), (handle, callback) => ({
        get active() { return handle.active || [...pending.values()].includes(callback); },
      }));
    },
  },
  {
    breaks: "lifecycle.stop.connections",
    does: "drops the connections of a run that ends without a word",
    says: "is lost once, as aborted, when the reactor stops",
    make: (reactor: Reactor) => {
      let stopped = false;
      const over = overProtocols(reactor, (protocol) => override(protocol, {
        connectionLost: (reason) =>
          stopped && reason.kind === "aborted" ? undefined : protocol.connectionLost?.(reason),
      }));
      return override(over, {
        stop() {
          stopped = true;
          reactor.stop();
        },
      });
    },
  },
  {
    breaks: "lifecycle.stop.connections.each",
    does: "gives up the other connections when a connectionLost throws at the end of a run",
    says: "is called though that of another connection throws",
    make: (reactor: Reactor) => {
      let gaveUp = false;
      return overProtocols(reactor, (protocol) => override(protocol, {
        connectionLost(reason) {
          if (gaveUp) return undefined;
          try {
            return protocol.connectionLost?.(reason);
          } catch (error) {
            gaveUp = reason.kind === "aborted";
            throw error;
          }
        },
      }));
    },
  },
  {
    breaks: "lifecycle.stop.listeners",
    does: "fulfils a run that had no connection a while before it releases the addresses that it listens on",
    says: "connecting to a listening address is refused once run is fulfilled",
    make: (reactor: Reactor) => {
      let listening = false;
      let served = false;
      let over = false;
      let fulfil = (): void => undefined;
      const declining = overFactories(reactor, (factory) => (remote) => {
        served = true;
        return over ? null : factory(remote);
      });
      return override(declining, {
        listen: (...attempt) => declining.listen(...attempt).then((listener) => {
          listening = true;
          return listener;
        }),
        run: () => Promise.race([reactor.run(), new Promise<void>((resolve) => { fulfil = resolve; })]),
        stop() {
          if (listening && !served) {
            reactor.addHook("shutdown", () => {
              over = true;
              fulfil();
              return new Promise((resolve) => { reactor.callLater(20, resolve); });
            });
          }
          listening = false;
          reactor.stop();
        },
      });
    },
  },
  {
    breaks: "lifecycle.stop.attempts",
    does: "leaves attempts pending for ever when it stops",
    says: "an attempt to connect that is pending when the reactor stops is rejected as stopped",
    make: (reactor: Reactor) => {
      const unlessStopped = (error: { readonly category?: string }): Promise<never> =>
        error.category === "stopped" ? new Promise(() => undefined) : Promise.reject(error);
      return override(reactor, {
        connect: (...attempt) => reactor.connect(...attempt).catch<Transport>(unlessStopped),
      });
    },
  },
  {
    breaks: "lifecycle.stop.nothing-after",
    does: "calls the first of the calls that were pending when its run has settled",
    says: "was entered after run had settled",
    make: (reactor: Reactor) => {
      const pending = new Map<TimedCall, () => void>();
      return override(overPending(reactor, pending), {
        async run() {
          await reactor.run();
          const [late] = pending.values();
          pending.clear();
          if (late !== undefined) void settled().then(late);
        },
      });
    },
  },
];

/** Waits until whoever waits for the run has been told that it is over. */
async function settled(): Promise<void> {
  for (let hop = 0; hop < 3; hop++) await null;
}

/** A reactor that keeps in `pending` each timed call that has neither begun nor been cancelled. */
function overPending(reactor: Reactor, pending: Map<TimedCall, () => void>): Reactor {
  return override(reactor, {
    callLater(delay, callback) {
      if (typeof callback !== "function") return reactor.callLater(delay, callback);
      const handle = reactor.callLater(delay, () => {
        pending.delete(handle);
        return callback();
      });
      pending.set(handle, callback);
      return override(handle, {
        cancel() {
          pending.delete(handle);
          return handle.cancel();
        },
      });
    },
  });
}
