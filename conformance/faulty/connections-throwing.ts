import type { Protocol, Reactor, Transport } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overProtocols, override } from "./override.js";
import { overReasons } from "./connections-reasons.js";

type Notification = "connectionMade" | "dataReceived" | "eofReceived";

/** The protocol, but for what its notifications throw, which goes to `caught`. */
export function catching(protocol: Protocol, caught: (error: unknown, of: Notification) => void): Protocol {
  const guarded = (of: Notification) => (argument: never): unknown => {
    try {
      return (protocol[of] as ((argument: never) => unknown) | undefined)?.call(protocol, argument);
    } catch (error) {
      return caught(error, of);
    }
  };
  const changes = { connectionMade: guarded("connectionMade"), dataReceived: guarded("dataReceived") };
  return override(protocol, (protocol.eofReceived === undefined
    ? changes
    : { ...changes, eofReceived: guarded("eofReceived") }) as Partial<Protocol>);
}

/** Has an error reported without an effect on any connection. */
export function report(reactor: Reactor, error: unknown): void {
  reactor.callLater(0, () => { throw error; });
}

/** Reports what `of` throws, and serves the connection as if nothing had been thrown. */
function goesOn(reactor: Reactor, of: Notification): Reactor {
  return overProtocols(reactor, (protocol) => catching(protocol, (error, where) => {
    if (where !== of) throw error;
    report(reactor, error);
  }));
}

/** Closes in order, where it is to cut, and gives the right reason for it. */
function closingInOrder(reactor: Reactor, protocol: Protocol): Protocol {
  let transport: Transport | null = null;
  let thrown: { readonly error: unknown } | null = null;
  const caught = catching(protocol, (error) => {
    thrown ??= { error };
    report(reactor, error);
    transport?.loseConnection();
  });
  return override<Protocol>(caught, {
    connectionMade: (made) => {
      transport = made;
      return caught.connectionMade?.(made);
    },
    connectionLost: (reason) =>
      protocol.connectionLost?.(thrown === null ? reason : { kind: "failed", error: thrown.error }),
  });
}

/** Cuts every other connection too. */
function cuttingAll(reactor: Reactor): Reactor {
  const open = new Set<Transport>();
  return overProtocols(reactor, (protocol) => {
    const caught = catching(protocol, (error) => {
      for (const transport of open) transport.abortConnection();
      throw error;
    });
    return override<Protocol>(caught, {
      connectionMade: (transport) => {
        open.add(transport);
        return caught.connectionMade?.(transport);
      },
    });
  });
}

/** Has rejections of the promises that dataReceived returns reported, and leaves the connection open. */
function reportingRejections(reactor: Reactor, protocol: Protocol): Protocol {
  return override<Protocol>(protocol, {
    dataReceived: (data) => {
      const result: unknown = protocol.dataReceived?.(data);
      if (result instanceof Promise) result.catch((error: unknown) => report(reactor, error));
    },
  });
}

/** The faulty reactors of the chapter on connections: notifications that throw. */
export const throwingFaults: readonly Fault[] = [
  {
    breaks: "connection.throw.reason",
    does: "gives the reason done for a connection whose notification threw",
    says: "a connection whose dataReceived threw is lost as failed",
    make: (reactor) => overReasons(reactor, (reason) => reason.kind === "failed" ? { kind: "done" } : reason),
  },
  {
    breaks: "connection.throw.reason",
    does: "wraps what was thrown",
    says: "a connection whose dataReceived threw is lost as failed, with what was thrown",
    make: (reactor) => overReasons(reactor, (reason) => reason.kind === "failed"
      ? { kind: "failed", error: new Error("a notification threw", { cause: reason.error }) }
      : reason),
  },
  {
    breaks: "connection.throw.made",
    does: "leaves the connection open when connectionMade throws",
    says: "a connection whose connectionMade threw is over",
    make: (reactor) => goesOn(reactor, "connectionMade"),
  },
  {
    breaks: "connection.throw.data",
    does: "delivers what comes after dataReceived threw",
    says: "dataReceived came after a callback had thrown",
    make: (reactor) => goesOn(reactor, "dataReceived"),
  },
  {
    breaks: "connection.throw.reset",
    does: "closes a connection whose notification threw in order",
    says: "the peer of a connection whose notification threw sees a reset",
    make: (reactor) => overProtocols(reactor, (protocol) => closingInOrder(reactor, protocol)),
  },
  {
    breaks: "connection.throw.rejection",
    does: "leaves the connection open when a promise of dataReceived is rejected",
    says: "a connection whose notification returned a promise that was rejected is lost as failed",
    make: (reactor) => overProtocols(reactor, (protocol) => reportingRejections(reactor, protocol)),
  },
  {
    breaks: "connection.throw.reported-once",
    does: "reports what a notification throws twice",
    says: "what a notification throws is reported once",
    make: (reactor) => overProtocols(reactor, (protocol) => catching(protocol, (error) => {
      report(reactor, error);
      throw error;
    })),
  },
  {
    breaks: "connection.throw.lost",
    does: "swallows what connectionLost throws",
    says: "what connectionLost throws is reported once",
    make: (reactor) => overProtocols(reactor, (protocol) => override<Protocol>(protocol, {
      connectionLost: (reason) => {
        try {
          protocol.connectionLost?.(reason);
        } catch {
          // That is the fault.
        }
      },
    })),
  },
  {
    breaks: "connection.throw.neighbours",
    does: "cuts every connection when a notification of one throws",
    says: "a connection is not cut when a notification of another throws",
    make: cuttingAll,
  },
];
