import type { CloseReason, Listener, Protocol, Reactor, TcpAddress, Transport } from "../../../spec/reactor.js";
import { overReasons } from "../connections-reasons.js";
import { report, catching } from "../connections-throwing.js";
import type { Fault } from "../fault.js";
import { overListeners, overOpened } from "../override-endpoints.js";
import { overConnections, overFactories, overProtocols, override } from "../override.js";

/** Takes an abort, of a connection with something unsent, for a cut by the platform. */
function cutByAbort(reactor: Reactor): Reactor {
  return overConnections(reactor, (protocol) => {
    let hadUnsent = false;
    return {
      protocol: {
        connectionLost: (reason) =>
          protocol.connectionLost?.(hadUnsent && reason.kind === "aborted" ? cancelled() : reason),
      },
      transport: (transport) => ({
        abortConnection() {
          hadUnsent = transport.pendingBytes > 0;
          transport.abortConnection();
        },
      }),
    };
  });
}

function cancelled(): CloseReason {
  const fields = { category: "reset", code: "ECANCELED", errno: 125, syscall: "write", address: null } as const;
  return { kind: "lost", error: Object.assign(new Error("write ECANCELED"), fields) };
}

/** Gives what a notification throws as the reason, whatever was the reason before. */
function lastThrow(protocol: Protocol): Protocol {
  let thrown: CloseReason | null = null;
  const caught = catching(protocol, (error) => {
    thrown = { kind: "failed", error };
    throw error;
  });
  return override<Protocol>(caught, { connectionLost: (reason) => protocol.connectionLost?.(thrown ?? reason) });
}

const reasons: readonly Fault[] = [
  {
    breaks: "connection.reason.done",
    does: "takes every end that is this side's doing for an abort",
    says: "a connection that loseConnection ended is lost as done",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let closed = false;
      return {
        protocol: { connectionLost: (reason) => protocol.connectionLost?.(closed ? { kind: "aborted" } : reason) },
        transport: (transport) => ({
          loseConnection() {
            closed = true;
            transport.loseConnection();
          },
        }),
      };
    }),
  },
  {
    breaks: "connection.reason.lost",
    does: "keeps the error to itself that cut a connection",
    says: "a connection that the peer reset is lost as lost, with an error",
    make: (reactor: Reactor) => overReasons(reactor, (reason) =>
      reason.kind === "lost" ? { kind: "lost" } as CloseReason : reason),
  },
  {
    breaks: "connection.reason.aborted",
    does: "takes an abort with something unsent for a cut by the platform",
    says: "a connection that was aborted with something unsent is lost as aborted",
    make: cutByAbort,
  },
  {
    breaks: "connection.reason.first",
    does: "puts what a notification throws in place of an earlier reason",
    says: "a connection that was aborted before a notification threw is lost as aborted",
    make: (reactor: Reactor) => overProtocols(reactor, lastThrow),
  },
];

/** Has the connection cut two milliseconds after a notification threw. */
function cuttingLater(reactor: Reactor, protocol: Protocol): Protocol {
  let transport: Transport | null = null;
  let thrown: CloseReason | null = null;
  const caught = catching(protocol, (error) => {
    if (thrown !== null) return;
    thrown = { kind: "failed", error };
    report(reactor, error);
    reactor.callLater(2, () => transport?.abortConnection());
  });
  return override<Protocol>(caught, {
    connectionMade(made) {
      transport = made;
      return caught.connectionMade?.(made);
    },
    connectionLost: (reason) => protocol.connectionLost?.(thrown ?? reason),
  });
}

/** Closes in order where eofReceived throws, with the right reason. */
function endingInOrder(reactor: Reactor, protocol: Protocol): Protocol {
  let transport: Transport | null = null;
  let thrown: CloseReason | null = null;
  const caught = catching(protocol, (error, of) => {
    if (of !== "eofReceived") throw error;
    thrown = { kind: "failed", error };
    report(reactor, error);
    transport?.loseConnection();
  });
  return override<Protocol>(caught, {
    connectionMade(made) {
      transport = made;
      return caught.connectionMade?.(made);
    },
    connectionLost: (reason) => protocol.connectionLost?.(thrown ?? reason),
  });
}

/** Stops listening when a notification throws. */
function closingOnThrow(reactor: Reactor): Reactor {
  const listeners = new Set<Listener>();
  return overProtocols(overListeners(reactor, (listener) => {
    listeners.add(listener);
    return listener;
  }), (protocol) => catching(protocol, (error) => {
    for (const listener of listeners) void listener.close();
    throw error;
  }));
}

const throwing: readonly Fault[] = [
  {
    breaks: "connection.throw.made",
    does: "leaves a connection that it opened open when connectionMade throws",
    says: "a connection that was asked for, and whose connectionMade threw, is closed",
    make: (reactor: Reactor) => overOpened(reactor, (protocol) => catching(protocol, (error, of) => {
      if (of !== "connectionMade") throw error;
      report(reactor, error);
    })),
  },
  {
    breaks: "connection.throw.data",
    does: "cuts a connection two milliseconds after a notification threw",
    says: "dataReceived came after a callback had thrown",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => cuttingLater(reactor, protocol)),
  },
  {
    breaks: "connection.throw.reset",
    does: "closes in order when eofReceived throws",
    says: "the peer of a connection whose notification threw sees a reset",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => endingInOrder(reactor, protocol)),
  },
  {
    breaks: "connection.throw.lost",
    does: "calls connectionLost again when it throws",
    says: "connectionLost is not called again after it has thrown",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => override<Protocol>(protocol, {
      connectionLost(reason) {
        try {
          return protocol.connectionLost?.(reason);
        } catch (error) {
          reactor.callLater(0, () => protocol.connectionLost?.(reason));
          throw error;
        }
      },
    })),
  },
  {
    breaks: "connection.throw.neighbours",
    does: "stops listening when a notification throws",
    says: "others are accepted when a notification throws",
    make: closingOnThrow,
  },
];

const factories: readonly Fault[] = [
  {
    breaks: "connection.factory.remote",
    does: "keeps the first peer's address in the memory that it has for the addresses of peers",
    says: "the factory is called with the second peer's address",
    make(reactor: Reactor) {
      let first: TcpAddress | null = null;
      return override(reactor, {
        listen: (address, factory, options) => reactor.listen(address, typeof factory !== "function" ? factory
          : (remote) => factory(first ??= remote as TcpAddress), options),
      });
    },
  },
  {
    breaks: "connection.factory.once",
    does: "asks a factory that declines once more",
    says: "a factory that declines is called once for a connection",
    make: (reactor: Reactor) => overFactories(reactor, (factory) => (remote) => factory(remote) ?? factory(remote)),
  },
];

const halfClose: readonly Fault[] = [
  {
    breaks: "connection.eof.aware",
    does: "drops what is written after the peer's end",
    says: "what is written after the peer's end arrives",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let hasEnded = false;
      return {
        protocol: protocol.eofReceived === undefined ? {} : {
          eofReceived() {
            hasEnded = true;
            return protocol.eofReceived?.();
          },
        },
        transport: (transport) => ({
          write(data) {
            if (!hasEnded) transport.write(data);
          },
        }),
      };
    }),
  },
  {
    breaks: "connection.eof.reset",
    does: "does not look at a connection any more whose peer has ended",
    says: "a connection that its peer reset after the end is lost at the latest when it is written to",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => {
      if (protocol.eofReceived === undefined) return protocol;
      let hasEnded = false;
      return override<Protocol>(protocol, {
        eofReceived() {
          hasEnded = true;
          return protocol.eofReceived?.();
        },
        connectionLost: (reason) =>
          hasEnded && reason.kind === "lost" ? undefined : protocol.connectionLost?.(reason),
      });
    }),
  },
];

/** The second faulty reactors of the chapter on connections: how they begin and end, and why. */
export const secondConnectionEndingFaults: readonly Fault[] = [...reasons, ...throwing, ...factories, ...halfClose];
