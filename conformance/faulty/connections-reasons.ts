import type { CloseReason, Protocol, Reactor, ReactorError } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overProtocols, override } from "./override.js";

/** A reactor that gives the reason that `change` makes of each. */
export function overReasons(reactor: Reactor, change: (reason: CloseReason) => CloseReason): Reactor {
  return overProtocols(reactor, (protocol) => override<Protocol>(protocol, {
    connectionLost: (reason) => protocol.connectionLost?.(change(reason)),
  }));
}

const DONE: CloseReason = { kind: "done" };

function resetError(): ReactorError {
  const fields = { category: "reset", code: "ECONNRESET", errno: 104, syscall: "read", address: null } as const;
  return Object.assign(new Error("read ECONNRESET"), fields);
}

/** The last of what the protocol did to close a connection decides. */
function lastWins(protocol: Protocol): Protocol {
  let last: CloseReason | null = null;
  return override<Protocol>(protocol, {
    connectionMade: (transport) => protocol.connectionMade?.(override(transport, {
      loseConnection() {
        last = DONE;
        transport.loseConnection();
      },
      abortConnection() {
        last = { kind: "aborted" };
        transport.abortConnection();
      },
    })),
    connectionLost: (reason) => protocol.connectionLost?.(last ?? reason),
  });
}

/** The faulty reactors of the chapter on connections: why a connection is over. */
export const reasonFaults: readonly Fault[] = [
  {
    breaks: "connection.reason.done",
    does: "takes the peer's end for a failure",
    says: "a connection that the peer ended is lost as done",
    make: (reactor) => overReasons(reactor, (reason) =>
      reason.kind === "done" ? { kind: "lost", error: resetError() } : reason),
  },
  {
    breaks: "connection.reason.lost",
    does: "takes a reset for an orderly end",
    says: "a connection that the peer reset is lost as lost",
    make: (reactor) => overReasons(reactor, (reason) => reason.kind === "lost" ? DONE : reason),
  },
  {
    breaks: "connection.reason.aborted",
    does: "takes an abort for an orderly end",
    says: "a connection that abortConnection ended is lost as aborted",
    make: (reactor) => overReasons(reactor, (reason) => reason.kind === "aborted" ? DONE : reason),
  },
  {
    breaks: "connection.reason.first",
    does: "lets the last cause win",
    says: "a connection that was aborted, and then closed, is lost as aborted",
    make: (reactor) => overProtocols(reactor, lastWins),
  },
];
