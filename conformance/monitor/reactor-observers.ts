import type { TimedCall } from "../../spec/reactor.js";
import { apply, observed, type Observers } from "./observed.js";
import type { Attempt, View } from "./view.js";
import type { Watch } from "./watch.js";

/** What is observed of the calls of a reactor. Each passes on as many arguments as it was given. */
export function observersOf(watch: Watch, view: View): Observers {
  const resolvers = new Resolvers(watch);
  return {
    run: (method, reactor) => (...args) => {
      const begins = watch.begins();
      const run = watch.call("run", method, reactor, args);
      if (!begins) return run;
      return settled(run, (value) => {
        watch.ends();
        return value;
      }, () => watch.ends());
    },
    stop: (method, reactor) => (...args) => watch.call("stop", method, reactor, args),
    addHook: (method, reactor) => (...args) =>
      apply(method, reactor, replaced(args, 1, (hook) => view.callback("hook", hook))),
    setErrorHook: (method, reactor) => (...args) =>
      apply(method, reactor, replaced(args, 0, (hook) => view.callback("errorHook", hook))),
    callFromThread: (method, reactor) => (...args) =>
      watch.call("callFromThread", method, reactor, replaced(args, 0, (each) => view.callback("threadCall", each))),
    threadPort: (method, reactor) => (...args) =>
      apply(method, reactor, replaced(args, 0, (functions) => view.threadFunctions(functions))),
    callLater: (method, reactor) => (...args) => {
      const call = watch.nameOf("call");
      const passed = replaced(args, 1, (callback) => view.callback("timedCall", callback, { call }));
      const told = (handle: unknown): object => ({ deadline: (Object(handle) as Partial<TimedCall>).deadline });
      return view.timedCall(watch.timed("callLater", call, args[0], told, method, reactor, passed), call);
    },
    listen: (method, reactor) => (...args) => {
      const passed = replaced(args, 1, (factory) => view.factory(factory, null));
      return settled(watch.call("listen", method, reactor, passed), (listener) => view.listener(listener),
        (error) => watch.failure("listenFailed", {}, error));
    },
    connect: (method, reactor) => (...args) => {
      const attempt: Attempt = { name: watch.nameOf("connection"), isTold: false };
      const names = { connection: attempt.name };
      const passed = replaced(args, 1, (factory) => view.factory(factory, attempt));
      return settled(watch.act("connect", names, method, reactor, passed), (transport) => {
        watch.outcome("connected", names, attempt.isTold ? { sameTransport: true } : {});
        return view.transport(transport, attempt.isTold ? names : {});
      }, (error) => watch.failure("connectFailed", names, error));
    },
    openDatagram: (method, reactor) => (...args) => {
      const port = watch.nameOf("port");
      const passed = replaced(args, 1, (protocol) => view.portProtocol(protocol, port));
      return settled(watch.call("openDatagram", method, reactor, passed), (opened) => view.port(opened, {}),
        (error) => watch.failure("openFailed", { port }, error));
    },
    resolve: (method, reactor) => (...args) => settled(watch.call("resolve", method, reactor, args), (hosts) => hosts,
      (error) => watch.failure("resolveFailed", {}, error)),
    setResolver: (method, reactor) => (...args) =>
      resolvers.original(apply(method, reactor, replaced(args, 0, (each) => resolvers.observed(each)))),
  };
}

/** The arguments, the one at this place as `change` makes it, if it is there at all. */
function replaced(args: readonly unknown[], at: number, change: (argument: unknown) => unknown): readonly unknown[] {
  return at < args.length ? args.map((each, index) => index === at ? change(each) : each) : args;
}

/**
 * The promise with what is seen of it in between: rejected as it is, and for the program alone to handle. What is no
 * promise is passed on.
 */
function settled(
  promise: unknown, fulfilled: (value: unknown) => unknown, rejected: (error: unknown) => void,
): unknown {
  if (typeof Object(promise)["then"] !== "function") return promise;
  return (promise as PromiseLike<unknown>).then(fulfilled, (error: unknown) => {
    rejected(error);
    throw error;
  });
}

/** Resolvers of the program, each as the reactor has it. */
class Resolvers {
  readonly #watch: Watch;
  readonly #originals = new WeakMap<object, object>();

  constructor(watch: Watch) {
    this.#watch = watch;
  }

  observed(resolver: unknown): unknown {
    if (typeof resolver !== "object" || resolver === null) return resolver;
    const made = observed(resolver, {
      resolve: (method, target) => (...args) => this.#watch.callback("lookup", {}, {}, method, target, args),
    });
    this.#originals.set(made, resolver);
    return made;
  }

  original(resolver: unknown): unknown {
    return this.#originals.get(Object(resolver) as object) ?? resolver;
  }
}
