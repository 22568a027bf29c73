import type { Listener, Reactor } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { hookFaults } from "./lifecycle-hooks.js";
import { stopFaults } from "./lifecycle-stop.js";
import { override } from "./override.js";

/** The reactors that are running, for a fault that mixes them up. */
const running = new Set<Reactor>();

const runFaults: readonly Fault[] = [
  {
    breaks: "lifecycle.run.until-stop",
    does: "fulfils run as soon as stop is called",
    says: "run is fulfilled after stop was called and the last callback has returned",
    make: (reactor: Reactor) => {
      let stopped = (): void => undefined;
      return override(reactor, {
        run: () => Promise.race([reactor.run(), new Promise<void>((resolve) => { stopped = resolve; })]),
        stop() {
          reactor.stop();
          stopped();
        },
      });
    },
  },
  {
    breaks: "lifecycle.run.idle",
    does: "ends a run that has nothing to call when it begins",
    says: "a run in which nothing is pending goes on until stop is called",
    make: (reactor: Reactor) => {
      let pending = 0;
      return override(reactor, {
        callLater(delay, callback) {
          const handle = reactor.callLater(delay, callback);
          pending++;
          return handle;
        },
        run() {
          const run = reactor.run();
          reactor.callLater(0, () => {
            if (pending === 0) reactor.stop();
          });
          return run;
        },
      });
    },
  },
  {
    breaks: "lifecycle.run.idle",
    does: "ends a run whose last timed call has been called",
    says: "a run in which nothing is left to do goes on until stop is called",
    make: (reactor: Reactor) => {
      let pending = 0;
      return override(reactor, {
        callLater(delay, callback) {
          const handle = reactor.callLater(delay, typeof callback !== "function" ? callback : () => {
            reactor.callLater(0, () => --pending === 0 && reactor.stop());
            return callback();
          });
          pending++;
          return handle;
        },
      });
    },
  },
  {
    breaks: "lifecycle.run.twice",
    does: "accepts a second run, and fulfils it at once",
    says: "run is not accepted while a run is in progress",
    make: (reactor: Reactor) => override(reactor, {
      run: () => reactor.running ? Promise.resolve() : reactor.run(),
    }),
  },
  {
    breaks: "lifecycle.run.twice",
    does: "refuses a second run, and ends the first",
    says: "the run in progress goes on when a second one is refused",
    make: (reactor: Reactor) => override(reactor, {
      run() {
        if (reactor.running) reactor.stop();
        return reactor.run();
      },
    }),
  },
  {
    breaks: "lifecycle.run.again",
    does: "runs once only",
    says: "run is accepted again after a completed run",
    make: (reactor: Reactor) => {
      let used = false;
      return override(reactor, {
        run() {
          if (used && !reactor.running) return Promise.reject(new Error("not restartable"));
          used = true;
          return reactor.run();
        },
      });
    },
  },
  {
    breaks: "lifecycle.run.again",
    does: "accepts no connection in a second run",
    says: "the second run serves connections",
    make: (reactor: Reactor) => {
      let runs = 0;
      return override(reactor, {
        run() {
          if (!reactor.running) runs++;
          return reactor.run();
        },
        listen: (address, factory, options) => reactor.listen(address, runs > 1 ? () => null : factory, options),
      });
    },
  },
  {
    breaks: "lifecycle.run.before",
    does: "leaves calls of zero delay to the host, whether it is running or not",
    says: "a timed call is not called before run",
    make: (reactor: Reactor) => override(reactor, {
      callLater(delay, callback) {
        if (reactor.running || delay !== 0) return reactor.callLater(delay, callback);
        const handle = reactor.callLater(delay, () => undefined);
        setImmediate(callback);
        return handle;
      },
    }),
  },
  {
    breaks: "lifecycle.run.before",
    does: "says before the run that it listens",
    says: "listen is not fulfilled before run",
    make: (reactor: Reactor) => override(reactor, {
      listen(address, factory, options) {
        const attempt = reactor.listen(address, factory, options);
        if (reactor.running) return attempt;
        attempt.catch(() => undefined);
        return Promise.resolve<Listener>({ address, close: () => attempt.then((listener) => listener.close()) });
      },
    }),
  },
  {
    breaks: "lifecycle.run.queued",
    does: "drops what is scheduled before a run",
    says: "a timed call scheduled before run is called in the run",
    make: (reactor: Reactor) => override(reactor, {
      callLater(delay, callback) {
        const handle = reactor.callLater(delay, callback);
        if (!reactor.running) handle.cancel();
        return handle;
      },
    }),
  },
  {
    breaks: "lifecycle.run.queued",
    does: "loses attempts to listen that are made before a run",
    says: "listen called before run is carried out in the run",
    make: (reactor: Reactor) => override(reactor, {
      listen: (...attempt) => reactor.running ? reactor.listen(...attempt) : new Promise<never>(() => undefined),
    }),
  },
  {
    breaks: "lifecycle.running",
    does: "is no longer running once stop was called",
    says: "running is true in a shutdown hook",
    make: (reactor: Reactor) => {
      let stopped = false;
      return override(reactor, {
        get running() { return reactor.running && !stopped; },
        run() {
          if (!reactor.running) stopped = false;
          return reactor.run();
        },
        stop() {
          stopped = true;
          reactor.stop();
        },
      });
    },
  },
  {
    breaks: "lifecycle.running",
    does: "is running from its making on",
    says: "running is false before the first run",
    make: (reactor: Reactor) => {
      let used = false;
      return override(reactor, {
        get running() { return reactor.running || !used; },
        run() {
          used = true;
          return reactor.run();
        },
      });
    },
  },
  {
    breaks: "lifecycle.reactors.apart",
    does: "stops every reactor of the process",
    says: "the run of a reactor goes on when another is stopped",
    make: (reactor: Reactor) => override(reactor, {
      run() {
        running.add(reactor);
        return reactor.run();
      },
      stop() {
        for (const each of running) each.stop();
        running.clear();
      },
    }),
  },
];

/** The faulty reactors of the chapter on the lifecycle. */
export const lifecycleFaults: readonly Fault[] = [...runFaults, ...stopFaults, ...hookFaults];
