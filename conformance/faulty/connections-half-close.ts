import type { Protocol, Reactor, Transport } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overProtocols, override } from "./override.js";

/** Changes what is notified of the peer's end, to protocols that handle it, or to those that do not. */
function overEnds(
  reactor: Reactor,
  which: "aware" | "unaware",
  change: (protocol: Protocol, transport: () => Transport | null) => Protocol,
): Reactor {
  return overProtocols(reactor, (protocol) => {
    if ((protocol.eofReceived !== undefined) !== (which === "aware")) return protocol;
    let transport: Transport | null = null;
    return override(change(protocol, () => transport), {
      connectionMade: (made) => {
        transport = made;
        return protocol.connectionMade?.(made);
      },
    });
  });
}

/** The faulty reactors of the chapter on connections: the peer ends its sending. */
export const halfCloseFaults: readonly Fault[] = [
  {
    breaks: "connection.eof.notified",
    does: "notifies the peer's end twice",
    says: "eofReceived came twice",
    make: (reactor) => overEnds(reactor, "aware", (protocol) => override<Protocol>(protocol, {
      eofReceived: () => {
        protocol.eofReceived?.();
        protocol.eofReceived?.();
      },
    })),
  },
  {
    breaks: "connection.eof.notified",
    does: "notifies the peer's end before the last data",
    says: "dataReceived came after eofReceived",
    make: (reactor) => overEnds(reactor, "aware", (protocol) => override<Protocol>(protocol, {
      dataReceived: (data) => void reactor.callLater(1, () => protocol.dataReceived?.(data)),
    })),
  },
  {
    breaks: "connection.eof.aware",
    does: "closes at the peer's end, though the protocol handles it",
    says: "a connection is not over before its protocol, which has eofReceived, closes it",
    make: (reactor) => overEnds(reactor, "aware", (protocol, transport) => override<Protocol>(protocol, {
      eofReceived: () => {
        protocol.eofReceived?.();
        transport()?.loseConnection();
      },
    })),
  },
  {
    breaks: "connection.eof.reset",
    does: "tells of an orderly end where it finds a reset after the peer's end",
    says: "a connection that its peer reset after the end is lost at the latest when it is written to",
    make: (reactor) => overEnds(reactor, "aware", (protocol) => {
      let ended = false;
      return override<Protocol>(protocol, {
        eofReceived() {
          ended = true;
          return protocol.eofReceived?.();
        },
        connectionLost: (reason) =>
          protocol.connectionLost?.(ended && reason.kind === "lost" ? { kind: "done" } : reason),
      });
    }),
  },
  {
    breaks: "connection.eof.unaware",
    does: "leaves the connection open at the peer's end",
    says: "a connection whose protocol has no eofReceived is closed when the peer ends",
    make: (reactor) => overEnds(reactor, "unaware", (protocol) => override<Protocol>(protocol, { eofReceived() {} })),
  },
  {
    breaks: "connection.eof.unaware",
    does: "drops pending output at the peer's end",
    says: "output that was pending at the peer's end is delivered",
    make: (reactor) => overEnds(reactor, "unaware", (protocol, transport) => override<Protocol>(protocol, {
      eofReceived: () => transport()?.abortConnection(),
      connectionLost: (reason) => protocol.connectionLost?.(reason.kind === "aborted" ? { kind: "done" } : reason),
    })),
  },
];
