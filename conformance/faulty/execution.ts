import type { Protocol, Reactor, TcpAddress, TimedCall, Transport } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overProtocols, override, overTransports } from "./override.js";
import { overTimedCallbacks, overTurns } from "./timed.js";

/** A reactor whose calls can be called ahead of their turns: by `poll`, one that is due. */
function polled(reactor: Reactor): { readonly over: Reactor; readonly poll: () => void } {
  const waiting = new Map<TimedCall, () => unknown>();
  const over = override(reactor, {
    callLater(delay, callback) {
      const handle = reactor.callLater(delay, callback);
      waiting.set(handle, callback);
      return handle;
    },
  });
  const poll = (): void => {
    for (const [handle, callback] of waiting) {
      if (handle.active && handle.deadline > reactor.now()) continue;
      waiting.delete(handle);
      if (handle.cancel()) return void callback();
    }
  };
  return { over, poll };
}

/** Delivers what is written to the other end at once, if that is this reactor's too. */
function deliveringAtOnce(reactor: Reactor): Reactor {
  const ends = new Map<number, Protocol>();
  let delivering = false;
  return overTransports(reactor, (transport, protocol) => {
    const { port } = transport.local as TcpAddress;
    ends.set(port, protocol);
    return override(transport, {
      write(data) {
        const other = ends.get((transport.remote as TcpAddress).port);
        if (delivering || other === undefined || !(data instanceof Uint8Array) || data.length === 0) {
          return transport.write(data);
        }
        delivering = true;
        try {
          other.dataReceived?.(data.slice());
        } finally {
          delivering = false;
        }
      },
    });
  });
}

/** Calls connectionLost inside abortConnection. */
function losingAtOnce(reactor: Reactor): Reactor {
  return overProtocols(reactor, (protocol) => {
    let told = false;
    const over = override<Protocol>(protocol, {
      connectionMade: (transport: Transport) => protocol.connectionMade?.(override(transport, {
        abortConnection() {
          transport.abortConnection();
          over.connectionLost?.({ kind: "aborted" });
        },
      })),
      connectionLost(reason) {
        if (told) return undefined;
        told = true;
        return protocol.connectionLost?.(reason);
      },
    });
    return over;
  });
}

/** Lays `frames` frames below a callback. */
function deeper(frames: number, callback: () => unknown): unknown {
  return frames === 0 ? callback() : deeper(frames - 1, callback);
}

/** The faulty reactors of the chapter on the execution model, but for fairness. */
export const executionFaults: readonly Fault[] = [
  {
    breaks: "execution.serial",
    does: "calls what is due while it writes",
    says: "timedCall was entered while another callback was running",
    make(reactor: Reactor) {
      const { over, poll } = polled(reactor);
      return overTransports(over, (transport) => override(transport, {
        write(data) {
          transport.write(data);
          poll();
        },
      }));
    },
  },
  {
    breaks: "execution.serial",
    does: "calls what is due while it adds a hook",
    says: "timedCall was entered while another callback was running",
    make(reactor: Reactor) {
      const { over, poll } = polled(reactor);
      return override(over, {
        addHook(phase, hook) {
          const added = reactor.addHook(phase, hook);
          poll();
          return added;
        },
      });
    },
  },
  {
    breaks: "execution.call-later.returns-first",
    does: "calls at once what has no delay",
    says: "timedCall was entered before callLater returned",
    make: (reactor: Reactor) => override(reactor, {
      callLater(delay, callback) {
        const handle = reactor.callLater(delay, callback);
        if (delay === 0 && reactor.running && handle.cancel()) callback();
        return handle;
      },
    }),
  },
  {
    breaks: "execution.write.returns-first",
    does: "delivers to its own connections at once",
    says: "dataReceived was entered before write returned",
    make: deliveringAtOnce,
  },
  {
    breaks: "execution.close.returns-first",
    does: "calls connectionLost inside abortConnection",
    says: "connectionLost was entered before abortConnection returned",
    make: losingAtOnce,
  },
  {
    breaks: "execution.connect.returns-first",
    does: "makes the protocol before it connects",
    says: "factory was entered before connect returned",
    make: (reactor: Reactor) => override(reactor, {
      connect(address, factory, options) {
        const protocol = typeof factory === "function" ? factory(address) : null;
        return reactor.connect(address, () => protocol, options);
      },
    }),
  },
  {
    breaks: "execution.listen.returns-first",
    does: "tries the factory before it listens",
    says: "factory was entered before listen returned",
    make: (reactor: Reactor) => override(reactor, {
      listen(address, factory, options) {
        if (typeof factory === "function") factory(address);
        return reactor.listen(address, factory, options);
      },
    }),
  },
  {
    breaks: "execution.microtasks",
    does: "calls all that is due in one task of the host",
    says: "the microtasks of a callback run before the next callback is entered",
    make: (reactor: Reactor) => overTurns(reactor, (turn, beside) => {
      const result = turn.job.callback();
      for (const { handle, job } of beside) {
        if (handle.cancel()) job.callback();
      }
      return result;
    }),
  },

  {
    breaks: "execution.throw.reported",
    does: "reports every error twice",
    says: "what a callback throws is passed to the error hook once, as it was thrown; errorHook",
    make: (reactor: Reactor) => override(reactor, {
      setErrorHook: (hook) => reactor.setErrorHook(hook === null ? null : (error) => {
        hook(error);
        hook(error);
      }),
    }),
  },
  {
    breaks: "execution.throw.reported",
    does: "reports an error of its own in place of what was thrown",
    says: 'as it was thrown; errorHook of "hook" came at',
    make: (reactor: Reactor) => override(reactor, {
      setErrorHook: (hook) => reactor.setErrorHook(hook === null ? null : (error) => {
        hook(new Error("a callback threw", { cause: error }));
      }),
    }),
  },
  {
    breaks: "execution.throw.contained",
    does: "forgets what else is due when a call throws",
    says: "a call that is due behind one that throws is called",
    make: (reactor: Reactor) => overTurns(reactor, (turn, beside) => {
      try {
        return turn.job.callback();
      } catch (error) {
        for (const { handle } of beside) handle.cancel();
        throw error;
      }
    }),
  },
  {
    breaks: "execution.throw.rejection",
    does: "ignores the promises that timed calls return",
    says: "a rejection is passed to the error hook once, as a throw is",
    make: (reactor: Reactor) => overTimedCallbacks(reactor, (callback) => () => {
      const result = callback();
      if (result instanceof Promise) result.catch(() => undefined);
    }),
  },
  {
    breaks: "execution.error-hook.throws",
    does: "calls the error hook for what it throws itself",
    says: "the error hook is called once, and not for an error that it throws itself",
    make: (reactor: Reactor) => override(reactor, {
      setErrorHook: (hook) => reactor.setErrorHook(hook === null ? null : (error) => {
        try {
          hook(error);
        } catch (own) {
          hook(own);
        }
      }),
    }),
  },
  {
    breaks: "execution.error-hook.default",
    does: "stops at an error that no hook receives",
    says: "the run does not end when a callback throws without an error hook",
    make(reactor: Reactor) {
      const end = (): void => reactor.stop();
      reactor.setErrorHook(end);
      return override(reactor, { setErrorHook: (hook) => reactor.setErrorHook(hook ?? end) });
    },
  },
  {
    breaks: "execution.error-hook.replaced",
    does: "keeps the first error hook",
    says: "only the error hook that was set last is called",
    make(reactor: Reactor) {
      let set = false;
      return override(reactor, {
        setErrorHook(hook) {
          if (!set) reactor.setErrorHook(hook);
          set = true;
        },
      });
    },
  },

  {
    breaks: "execution.error-hook.type",
    does: "takes for null whatever is no function",
    says: "setErrorHook throws a TypeError for what is no hook",
    make: (reactor: Reactor) => override(reactor, {
      setErrorHook: (hook) => reactor.setErrorHook(typeof hook === "function" ? hook : null),
    }),
  },
  {
    breaks: "execution.promise.unawaited",
    does: "holds timed calls back while a promise is pending that one has returned",
    says: "a timed call does not wait for the promise of another",
    make(reactor: Reactor) {
      let before: Promise<unknown> | null = null;
      return overTimedCallbacks(reactor, (callback) => () => {
        if (before !== null) return void before.then(callback);
        const result: unknown = callback();
        if (result instanceof Promise) {
          const done = (): void => {
            before = null;
          };
          before = result.then(done, done);
        }
        return result;
      });
    },
  },
  {
    breaks: "execution.frames",
    does: "lays forty generic calls below each timed call",
    says: "frames lie below a callback",
    make: (reactor: Reactor) => overTimedCallbacks(reactor, (callback) => () => deeper(40, callback)),
  },
];
