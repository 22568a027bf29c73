import type {
  CloseReason, ErrorHook, Protocol, ProtocolFactory, Reactor, TcpAddress, Transport,
} from "../../../spec/reactor.js";
import type { Fault } from "../fault.js";
import { changeProtocols } from "../override-endpoints.js";
import { overConnections, overProtocols, override } from "../override.js";
import { overHandles, overTimedCallbacks } from "../timed.js";

/** Tells inside loseConnection that a connection is lost of which nothing is unsent. */
function losingAtOnce(reactor: Reactor): Reactor {
  return overConnections(reactor, (protocol) => {
    let told = false;
    const connectionLost = (reason: CloseReason): unknown => {
      if (told) return undefined;
      told = true;
      return protocol.connectionLost?.(reason);
    };
    return {
      protocol: { connectionLost },
      transport: (transport) => ({
        loseConnection() {
          const isFlushed = transport.pendingBytes === 0;
          transport.loseConnection();
          if (isFlushed) connectionLost({ kind: "done" });
        },
      }),
    };
  });
}

/** Has a listener of its own accept a connection at the call that opens it. */
function acceptingAtOnce(reactor: Reactor): Reactor {
  const accepting = new Map<number, { readonly factory: ProtocolFactory; readonly ready: Protocol[] }>();
  return override(reactor, {
    listen(address, factory, options) {
      if (typeof factory !== "function") return reactor.listen(address, factory, options);
      const ready: Protocol[] = [];
      return reactor.listen(address, (remote) => ready.shift() ?? factory(remote), options).then((listener) => {
        accepting.set((listener.address as TcpAddress).port, { factory, ready });
        return listener;
      });
    },
    connect(address, factory, options) {
      const own = address?.kind === "tcp" ? accepting.get(address.port) : undefined;
      const protocol = own?.factory(address);
      if (protocol !== undefined && protocol !== null) own?.ready.push(protocol);
      return reactor.connect(address, factory, options);
    },
  });
}

/** Cuts the connections of a listener inside its close, and tells them of it. */
function closingAll(reactor: Reactor): Reactor {
  return override(reactor, {
    listen(address, factory, options) {
      const cuts = new Set<() => void>();
      return reactor.listen(address, changeProtocols(factory, (protocol) => {
        let transport: Transport | null = null;
        const connectionLost = (reason: CloseReason): unknown => {
          if (!cuts.delete(cut)) return undefined;
          return protocol.connectionLost?.(reason);
        };
        const cut = (): void => {
          transport?.abortConnection();
          connectionLost({ kind: "aborted" });
        };
        return override(protocol, {
          connectionMade(made) {
            transport = made;
            cuts.add(cut);
            return protocol.connectionMade?.(made);
          },
          connectionLost: connectionLost as NonNullable<Protocol["connectionLost"]>,
        });
      }), options).then((listener) => override(listener, {
        close() {
          for (const cut of [...cuts]) cut();
          return listener.close();
        },
      }));
    },
  });
}

/** Tells of a connection and of its first data in one task of the host. */
function madeWithData(reactor: Reactor): Reactor {
  return overProtocols(reactor, (protocol) => {
    let untold: Transport | null = null;
    const tell = (): unknown => {
      const transport = untold;
      untold = null;
      return transport === null ? undefined : protocol.connectionMade?.(transport);
    };
    return override(protocol, {
      connectionMade(transport) {
        untold = transport;
        reactor.callLater(5, tell);
      },
      dataReceived(data) {
        tell();
        return protocol.dataReceived?.(data);
      },
      connectionLost(reason) {
        tell();
        return protocol.connectionLost?.(reason);
      },
    });
  });
}

/** Adds what a call schedules when that call has returned, and not when it has thrown. */
function addingBehind(reactor: Reactor): Reactor {
  let added: { cancel(): boolean }[] | null = null;
  const over = overTimedCallbacks(reactor, (callback) => () => {
    added = [];
    try {
      return callback();
    } catch (error) {
      for (const handle of added) handle.cancel();
      throw error;
    } finally {
      added = null;
    }
  });
  return override(over, {
    callLater(delay, callback) {
      const handle = over.callLater(delay, callback);
      added?.push(handle);
      return handle;
    },
  });
}

/** A reactor that sets the hook that `change` makes of each. */
function overHooks(reactor: Reactor, change: (hook: ErrorHook) => ErrorHook): Reactor {
  return override(reactor, {
    setErrorHook: (hook) => reactor.setErrorHook(typeof hook === "function" ? change(hook) : hook),
  });
}

/** Throws what no hook receives out of its run, which ends by it. */
function throwingOut(reactor: Reactor): Reactor {
  let thrown: { readonly error: unknown } | null = null;
  const end: ErrorHook = (error) => {
    thrown ??= { error };
    reactor.stop();
  };
  reactor.setErrorHook(end);
  return override(reactor, {
    setErrorHook: (hook) => reactor.setErrorHook(hook ?? end),
    async run() {
      await reactor.run();
      if (thrown !== null) throw thrown.error;
    },
  });
}

/** Serves the next notification of a connection when the promise of the one before is settled. */
function awaitingNotifications(reactor: Reactor): Reactor {
  return overProtocols(reactor, (protocol) => {
    let before: Promise<unknown> | null = null;
    return override(protocol, {
      dataReceived(data) {
        if (before !== null) return void before.then(() => protocol.dataReceived?.(data));
        const result: unknown = protocol.dataReceived?.(data);
        if (result instanceof Promise) {
          const done = (): void => {
            before = null;
          };
          before = result.then(done, done);
        }
        return result as void;
      },
    });
  });
}

/** The second faulty reactors of the chapter on the execution model, but for fairness. */
export const secondExecutionFaults: readonly Fault[] = [
  {
    breaks: "execution.call-later.returns-first",
    does: "calls at once what is reset to no delay",
    says: "timedCall was entered before reset returned",
    make: (reactor: Reactor) => overHandles(reactor, (handle, callback) => ({
      reset(delay) {
        if (delay !== 0 || !handle.cancel()) return handle.reset(delay);
        callback();
        return true;
      },
    })),
  },
  {
    breaks: "execution.close.returns-first",
    does: "calls connectionLost inside loseConnection when nothing is unsent",
    says: "connectionLost was entered before loseConnection returned",
    make: losingAtOnce,
  },
  {
    breaks: "execution.connect.returns-first",
    does: "has its own listener accept a connection inside connect",
    says: "factory was entered before connect returned",
    make: acceptingAtOnce,
  },
  {
    breaks: "execution.listen.returns-first",
    does: "closes the connections of a listener with it, and tells them inside close",
    says: "connectionLost was entered before closeListener returned",
    make: closingAll,
  },
  {
    breaks: "execution.microtasks",
    does: "tells of a connection and of its first data in one task of the host",
    says: "the microtasks of a factory or a notification run before the next notification",
    make: madeWithData,
  },

  {
    breaks: "execution.throw.contained",
    does: "adds what a call schedules when that has returned, and forgets it when it throws",
    says: "a call that is scheduled by one that then throws is called",
    make: addingBehind,
  },
  {
    breaks: "execution.throw.rejection",
    does: "reports a rejection when it comes, and once more as one that nobody handles",
    says: "a rejection is passed to the error hook once, as a throw is",
    make: (reactor: Reactor) => overTimedCallbacks(reactor, (callback) => () => {
      const result = callback();
      if (result instanceof Promise) {
        result.catch((error: unknown) => void reactor.callLater(0, () => { throw error; }));
      }
      return result;
    }),
  },
  {
    breaks: "execution.error-hook.throws",
    does: "takes what the error hook throws for what a callback of its own throws, once",
    says: "the error hook is called once, and not for an error that it throws itself",
    make(reactor: Reactor) {
      let isOwn = false;
      return overHooks(reactor, (hook) => (error) => {
        try {
          hook(error);
        } catch (own) {
          if (isOwn) return;
          isOwn = true;
          reactor.callLater(0, () => { throw own; });
        }
      });
    },
  },
  {
    breaks: "execution.error-hook.default",
    does: "throws what no hook receives out of its run",
    says: "the run does not end when a callback throws without an error hook",
    make: throwingOut,
  },
  {
    breaks: "execution.error-hook.replaced",
    does: "goes on with its hook when that is taken away",
    says: "the error hook that was set last is called exactly once",
    make: (reactor: Reactor) => override(reactor, {
      setErrorHook(hook) {
        if (hook !== null) reactor.setErrorHook(hook);
      },
    }),
  },
  {
    breaks: "execution.error-hook.type",
    does: "takes its hook away before it looks at the next",
    says: "the hook that was set before is called",
    make: (reactor: Reactor) => override(reactor, {
      setErrorHook(hook) {
        reactor.setErrorHook(null);
        reactor.setErrorHook(hook);
      },
    }),
  },
  {
    breaks: "execution.promise.unawaited",
    does: "holds the next data of a connection back while a promise is pending that dataReceived has returned",
    says: "a notification does not wait for the promise of another",
    make: awaitingNotifications,
  },
];
