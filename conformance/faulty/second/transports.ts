import type { Protocol, Reactor, TcpAddress } from "../../../spec/reactor.js";
import { around } from "../around.js";
import { deferring } from "../deferred-writes.js";
import type { Fault } from "../fault.js";
import { overOpened } from "../override-endpoints.js";
import { overConnections, override, watchingLoss, type ChangedConnection } from "../override.js";

const MiB = 1024 * 1024;
/** How many arrays a platform takes in one call. */
const GROUP = 1024;

/** A reactor with another write: `write` is what the transport has. */
function writing(
  reactor: Reactor,
  change: (write: (data: Uint8Array) => void, unsent: () => number) => (data: Uint8Array) => void,
): Reactor {
  return overConnections(reactor, () => ({
    transport: (transport) => ({
      write: change((data) => transport.write(data), () => transport.pendingBytes),
    }),
  }));
}

/** A connection whose write throws behind one of its own calls. */
function throwingBehind(of: "loseConnection" | "endWriting" | "abortConnection", message: string): ChangedConnection {
  let called = false;
  return {
    transport: (transport) => ({
      [of]() {
        called = true;
        transport[of]();
      },
      write(data: Uint8Array) {
        if (called) throw new Error(message);
        transport.write(data);
      },
    }),
  };
}

/** The second faulty reactors of the chapter on transports: what is written. */
export const secondTransportFaults: readonly Fault[] = [
  {
    breaks: "transport.write.order",
    does: "joins the writes of a callback by 1024, and sends what is left over first",
    says: "arrive in the order of the writes",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => deferring(reactor, transport, {
        keep: (data) => data.slice(),
        arrange: (kept) => [...kept.slice(GROUP), ...kept.slice(0, GROUP)],
      }),
    })),
  },
  {
    breaks: "transport.write.large",
    does: "forgets what the platform leaves of a write",
    says: "every byte that write accepted arrives, and arrives once",
    make: (reactor: Reactor) => writing(reactor, (write) => (data) =>
      write(data instanceof Uint8Array && data.length > MiB ? data.subarray(0, MiB) : data)),
  },
  {
    breaks: "transport.write.snapshot",
    does: "copies what is small, and keeps a large array until it is sent in a later turn",
    says: "the bytes sent are those that the array held when write was called",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport: (transport) => deferring(reactor, transport, {
        keep: (data) => data.length < MiB ? data.slice() : data,
      }),
    })),
  },
  {
    breaks: "transport.write.view",
    does: "sends as many bytes as a view has from the beginning of its buffer",
    says: "of a view of a larger buffer, exactly the view is sent",
    make: (reactor: Reactor) => writing(reactor, (write) => (data) =>
      write(data instanceof Uint8Array ? new Uint8Array(data.buffer, 0, data.length) : data)),
  },
  {
    breaks: "transport.write.empty",
    does: "refuses a write of no bytes",
    says: "a write of no bytes throws nothing",
    make: (reactor: Reactor) => writing(reactor, (write) => (data) => {
      if (data instanceof Uint8Array && data.length === 0) throw new RangeError("nothing to write");
      write(data);
    }),
  },
  {
    breaks: "transport.write.type",
    does: "takes null and undefined for no bytes",
    says: "write throws a TypeError for what is no Uint8Array",
    make: (reactor: Reactor) => writing(reactor, (write) => (data) => write(data ?? new Uint8Array(0))),
  },
  {
    breaks: "transport.write.after-lose",
    does: "throws when it is written to after loseConnection",
    says: "a write after loseConnection throws nothing",
    make: (reactor: Reactor) => overConnections(reactor, () => throwingBehind("loseConnection", "write after close")),
  },
  {
    breaks: "transport.write.after-end",
    does: "throws when it is written to after endWriting",
    says: "a write after endWriting throws nothing",
    make: (reactor: Reactor) => overConnections(reactor, () => throwingBehind("endWriting", "write after end")),
  },
  {
    breaks: "transport.write.over",
    does: "throws when it is written to after abortConnection",
    says: "a write on a connection that is over throws nothing",
    make: (reactor: Reactor) => overConnections(reactor, () => throwingBehind("abortConnection", "no such socket")),
  },
  {
    breaks: "transport.write.peer-gone",
    does: "throws when it is written to in the connectionLost that tells of the peer's reset",
    says: "write throws nothing in connectionLost though the peer is gone",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let isTelling = false;
      return {
        protocol: {
          connectionLost(reason) {
            isTelling = reason.kind === "lost";
            try {
              return protocol.connectionLost?.(reason);
            } finally {
              isTelling = false;
            }
          },
        },
        transport: (transport) => ({
          write(data) {
            if (isTelling) throw new Error("broken pipe");
            transport.write(data);
          },
        }),
      };
    }),
  },
  {
    breaks: "transport.write.elsewhere",
    does: "drops what is written in no notification of a connection",
    says: "a write has its effect in whichever callback it is made",
    make(reactor: Reactor) {
      let running: Protocol | null = null;
      return overConnections(reactor, (protocol) => ({
        protocol: around(protocol, () => (running = protocol), () => (running = null)),
        transport: (transport) => ({
          write(data) {
            if (running !== null) transport.write(data);
          },
        }),
      }));
    },
  },
  {
    breaks: "transport.write.no-wait",
    does: "drops what is written while more than 8 MiB are unsent",
    says: "everything that is written to a peer that does not read is accepted",
    make: (reactor: Reactor) => writing(reactor, (write, unsent) => (data) => {
      if (unsent() <= 8 * MiB) write(data);
    }),
  },
  {
    breaks: "transport.write.stalled-reads",
    does: "reads nothing while it is held up",
    says: "input is delivered while the output is stalled, and the protocol knows it",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let read = (_isReading: boolean): void => undefined;
      return {
        protocol: {
          connectionMade(transport) {
            read = (isReading) => isReading ? transport.resumeReading() : transport.pauseReading();
            return protocol.connectionMade?.(transport);
          },
          pauseWriting() {
            read(false);
            return protocol.pauseWriting?.();
          },
          resumeWriting() {
            read(true);
            return protocol.resumeWriting?.();
          },
        },
      };
    }),
  },
  {
    breaks: "transport.address.mirror",
    does: "reports port 0 as its end of a connection that it opened, as it was bound",
    says: "the transport's local address is the peer's remote one",
    make: (reactor: Reactor) => overOpened(reactor, (protocol) => override(protocol, {
      connectionMade: (transport) => protocol.connectionMade?.(override(transport, {
        local: { ...transport.local, port: 0 } as TcpAddress,
      })),
    })),
  },
  {
    breaks: "transport.address.constant",
    does: "has forgotten the peer's address once the peer has ended",
    says: "is the same after the peer's end",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      const loss = watchingLoss(protocol);
      let hasEnded = false;
      return {
        protocol: protocol.eofReceived === undefined ? {} : {
          ...loss.protocol,
          eofReceived() {
            hasEnded = true;
            return protocol.eofReceived?.();
          },
        },
        transport: (transport) => ({
          get remote() {
            return hasEnded && !loss.isLost() ? { kind: "tcp" as const, host: "", port: 0 } : transport.remote;
          },
        }),
      };
    }),
  },
];
