import type { Hook, HookPhase, Listener, Reactor, Transport } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overProtocols, override } from "./override.js";
import { overTimedCallbacks } from "./timed.js";

type HookCallback = () => void | PromiseLike<void>;

/** A reactor whose hooks of one phase are the ones that `change` returns. */
function overHooks(reactor: Reactor, phase: HookPhase, change: (hook: HookCallback) => HookCallback): Reactor {
  return override(reactor, {
    addHook: (of, hook) => reactor.addHook(of, of === phase && typeof hook === "function" ? change(hook) : hook),
  });
}

/** The faulty reactors of hooks. */
export const hookFaults: readonly Fault[] = [
  {
    breaks: "lifecycle.hook.called",
    does: "forgets its hooks when it has called them",
    says: "hook is called in every run",
    make: (reactor: Reactor) => override(reactor, {
      addHook(phase, hook) {
        const added: Hook = reactor.addHook(phase, typeof hook !== "function" ? hook : () => {
          added.remove();
          return hook();
        });
        return added;
      },
    }),
  },
  {
    breaks: "lifecycle.hook.called",
    does: "keeps hooks that are added in a run for the next",
    says: "a shutdown hook that is added during the run is called in it",
    make: (reactor: Reactor) => override(reactor, {
      addHook: (phase, hook) => reactor.running ? { remove: () => true } : reactor.addHook(phase, hook),
    }),
  },
  {
    breaks: "lifecycle.hook.order",
    does: "calls the hook first that was added last",
    says: "hooks are called in the order in which they were added",
    make: (reactor: Reactor) => {
      const hooks: Record<HookPhase, HookCallback[]> = { startup: [], shutdown: [] };
      return override(reactor, {
        addHook(phase, hook) {
          if (typeof hook !== "function" || hooks[phase] === undefined) return reactor.addHook(phase, hook);
          const place = hooks[phase].push(hook);
          return reactor.addHook(phase, () => hooks[phase].at(-place)?.());
        },
      });
    },
  },
  {
    breaks: "lifecycle.hook.startup",
    does: "calls startup hooks behind the calls that are due",
    says: "no other callback of the run is entered before the last startup hook",
    make: (reactor: Reactor) => overHooks(reactor, "startup", (hook) => () => {
      reactor.callLater(0, () => void hook());
    }),
  },
  {
    breaks: "lifecycle.hook.startup.unawaited",
    does: "waits with every timed call until the promises of the startup hooks are settled",
    says: "a run goes on though the promise of a startup hook is pending",
    make: (reactor: Reactor) => {
      let waiting: PromiseLike<void> | null = null;
      const over = overHooks(reactor, "startup", (hook) => () => {
        const returned = hook();
        if (typeof returned === "object") waiting = returned;
      });
      return overTimedCallbacks(over, (callback) => () => waiting === null ? callback() : void waiting.then(callback));
    },
  },
  {
    breaks: "lifecycle.hook.shutdown",
    does: "calls shutdown hooks when the run begins",
    says: "a shutdown hook is called after stop, and before run is fulfilled",
    make: (reactor: Reactor) => override(reactor, {
      addHook: (phase, hook) => reactor.addHook(phase === "shutdown" ? "startup" : phase, hook),
    }),
  },
  {
    breaks: "lifecycle.hook.shutdown",
    does: "aborts the connections before it calls the shutdown hooks",
    says: "every shutdown hook is called before a connection is lost to the stop",
    make: (reactor: Reactor) => {
      const open = new Set<Transport>();
      const over = overProtocols(reactor, (protocol) => override(protocol, {
        connectionMade(transport) {
          open.add(transport);
          return protocol.connectionMade?.(transport);
        },
      }));
      return override(over, {
        stop() {
          if (open.size === 0) return reactor.stop();
          for (const transport of open) transport.abortConnection();
          reactor.callLater(0, () => reactor.stop());
        },
      });
    },
  },
  {
    breaks: "lifecycle.hook.shutdown.awaited",
    does: "does not wait for what shutdown hooks return",
    says: "run is fulfilled after the promise of a shutdown hook is settled",
    make: (reactor: Reactor) => overHooks(reactor, "shutdown", (hook) => () => {
      Promise.resolve(hook()).catch(() => undefined);
    }),
  },
  {
    breaks: "lifecycle.hook.shutdown.awaited",
    does: "waits no longer once a promise is rejected",
    says: "run is fulfilled after every promise of a shutdown hook is settled, though one is rejected",
    make: (reactor: Reactor) => {
      let reject = (): void => undefined;
      const rejected = new Promise<void>((resolve) => { reject = resolve; });
      return overHooks(reactor, "shutdown", (hook) => () => {
        const returned = Promise.resolve(hook());
        returned.catch(reject);
        return Promise.race([returned, rejected]);
      });
    },
  },
  {
    breaks: "lifecycle.hook.shutdown.serving",
    does: "calls no timed call once stop was called",
    says: "timed calls are called while a shutdown hook is awaited",
    make: (reactor: Reactor) => {
      let stopped = false;
      return override(overTimedCallbacks(reactor, (callback) => () => stopped ? undefined : callback()), {
        stop() {
          stopped = reactor.running;
          reactor.stop();
        },
      });
    },
  },
  {
    breaks: "lifecycle.hook.shutdown.serving",
    does: "closes what it listens on as soon as stop is called",
    says: "connections are accepted while a shutdown hook is awaited",
    make: (reactor: Reactor) => {
      const listeners = new Set<Listener>();
      return override(reactor, {
        listen: (...attempt) => reactor.listen(...attempt).then((listener) => {
          listeners.add(listener);
          return listener;
        }),
        stop() {
          for (const listener of listeners) void listener.close();
          reactor.stop();
        },
      });
    },
  },
  {
    breaks: "lifecycle.hook.failure",
    does: "calls no further hook of a phase in which one has thrown",
    says: "hook that throws keeps no other from being called",
    make: (reactor: Reactor) => {
      const failed = new Set<HookPhase>();
      return override(reactor, {
        addHook: (phase, hook) => reactor.addHook(phase, typeof hook !== "function" ? hook : () => {
          if (failed.has(phase)) return undefined;
          try {
            return hook();
          } catch (error) {
            failed.add(phase);
            throw error;
          }
        }),
      });
    },
  },
  {
    breaks: "lifecycle.hook.failure",
    does: "passes over the rejection of a promise that a hook returns",
    says: "the rejection of a promise that a shutdown hook returned is reported",
    make: (reactor: Reactor) => overHooks(reactor, "shutdown", (hook) => () =>
      Promise.resolve(hook()).catch(() => undefined)),
  },
  {
    breaks: "lifecycle.hook.failure",
    does: "has no eye for the promises of startup hooks",
    says: "the rejection of a promise that a startup hook returned is reported",
    make: (reactor: Reactor) => overHooks(reactor, "startup", (hook) => () => {
      const returned: unknown = hook();
      if (returned instanceof Promise) returned.catch(() => undefined);
    }),
  },
  {
    breaks: "lifecycle.hook.remove",
    does: "leaves removed hooks in",
    says: "a hook that was removed before the run is not called",
    make: (reactor: Reactor) => override(reactor, {
      addHook: (...hook) => override(reactor.addHook(...hook), { remove: () => true }),
    }),
  },
  {
    breaks: "lifecycle.hook.remove",
    does: "calls the hooks that were there when their phase began, removed or not",
    says: "a hook that an earlier hook of its phase removes is not called",
    make: (reactor: Reactor) => {
      let inside = false;
      return override(reactor, {
        addHook(phase, hook) {
          const added = reactor.addHook(phase, typeof hook !== "function" ? hook : () => {
            inside = true;
            try {
              return hook();
            } finally {
              inside = false;
            }
          });
          return { remove: () => inside || added.remove() };
        },
      });
    },
  },
  {
    breaks: "lifecycle.hook.remove.result",
    does: "always says that it took the hook out",
    says: "remove returns true once, when it takes the hook out",
    make: (reactor: Reactor) => override(reactor, {
      addHook(...hook) {
        const added = reactor.addHook(...hook);
        return { remove: () => added.remove() || true };
      },
    }),
  },
  {
    breaks: "lifecycle.hook.type",
    does: "takes anything for a hook, and calls what can be called",
    says: "addHook throws a TypeError for a hook that is no function",
    make: (reactor: Reactor) => override(reactor, {
      addHook: (phase, hook) => reactor.addHook(phase, typeof hook === "function" ? hook : () => undefined),
    }),
  },
];
