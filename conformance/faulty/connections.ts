import type { Protocol, Reactor, Transport } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overProtocols, override, overTransports } from "./override.js";

const madeFaults: readonly Fault[] = [
  {
    breaks: "connection.made.first",
    does: "tells of the first data, and then of the connection",
    says: "dataReceived came before connectionMade",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => {
      let untold: Transport | null = null;
      const tell = (): void => {
        const transport = untold;
        untold = null;
        if (transport !== null) protocol.connectionMade?.(transport);
      };
      return override<Protocol>(protocol, {
        connectionMade: (transport) => { untold = transport; },
        dataReceived: (data) => {
          protocol.dataReceived?.(data);
          tell();
        },
        connectionLost: (reason) => {
          tell();
          protocol.connectionLost?.(reason);
        },
      });
    }),
  },
  {
    breaks: "connection.made.once",
    does: "tells of each connection twice",
    says: "connectionMade came twice",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => override<Protocol>(protocol, {
      connectionMade: (transport) => {
        protocol.connectionMade?.(transport);
        protocol.connectionMade?.(transport);
      },
    })),
  },
  {
    breaks: "connection.made.usable",
    does: "drops what is written inside connectionMade",
    says: "bytes written inside connectionMade are sent",
    make: (reactor: Reactor) => overTransports(reactor, (transport) => {
      let usable = false;
      queueMicrotask(() => { usable = true; });
      return override(transport, { write: (data) => usable ? transport.write(data) : undefined });
    }),
  },
  {
    breaks: "connection.made.early-data",
    does: "drops what it reads in the turn of connectionMade",
    says: "bytes that came before connectionMade are delivered after it",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => {
      let later = false;
      return override<Protocol>(protocol, {
        connectionMade: (transport) => {
          reactor.callLater(0, () => { later = true; });
          protocol.connectionMade?.(transport);
        },
        dataReceived: (data) => later ? protocol.dataReceived?.(data) : undefined,
      });
    }),
  },
];

const dataFaults: readonly Fault[] = [
  {
    breaks: "connection.data.whole",
    does: "loses a chunk behind the first 64 KiB",
    says: "the chunks make up what the peer sent",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => {
      let total = 0;
      let lost = false;
      return override<Protocol>(protocol, {
        dataReceived: (data) => {
          const loses = !lost && total > 64 * 1024;
          total += data.length;
          lost ||= loses;
          if (!loses) protocol.dataReceived?.(data);
        },
      });
    }),
  },
  {
    breaks: "connection.data.non-empty",
    does: "delivers an empty chunk behind each",
    says: "dataReceived brought no bytes",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => override<Protocol>(protocol, {
      dataReceived: (data) => {
        protocol.dataReceived?.(data);
        protocol.dataReceived?.(new Uint8Array(0));
      },
    })),
  },
  {
    breaks: "connection.data.owned",
    does: "reads into the same array again and again",
    says: "a chunk that was delivered is not changed any more",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => {
      let buffer = new Uint8Array(64);
      return override<Protocol>(protocol, {
        dataReceived: (data) => {
          if (data.length > buffer.length) buffer = new Uint8Array(data.length);
          buffer.set(data);
          protocol.dataReceived?.(buffer.subarray(0, data.length));
        },
      });
    }),
  },
  {
    breaks: "connection.data.type",
    does: "delivers Buffers",
    says: "a chunk is of no other class than Uint8Array",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => override<Protocol>(protocol, {
      dataReceived: (data) => protocol.dataReceived?.(Buffer.from(data.buffer, data.byteOffset, data.length)),
    })),
  },
];

const lostFaults: readonly Fault[] = [
  {
    breaks: "connection.lost.once",
    does: "calls connectionLost twice",
    says: "connectionLost came twice",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => override<Protocol>(protocol, {
      connectionLost: (reason) => {
        protocol.connectionLost?.(reason);
        protocol.connectionLost?.(reason);
      },
    })),
  },
  ...(["lost", "aborted"] as const).map((kind): Fault => ({
    breaks: "connection.lost.always",
    does: `does not call connectionLost for the reason ${kind}`,
    says: "connectionLost is called once the connection is over",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => override<Protocol>(protocol, {
      connectionLost: (reason) => reason.kind === kind ? undefined : protocol.connectionLost?.(reason),
    })),
  })),
  {
    breaks: "connection.lost.last",
    does: "delivers the last chunk once more, behind connectionLost",
    says: "dataReceived came after connectionLost",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => {
      let last: Uint8Array | null = null;
      return override<Protocol>(protocol, {
        dataReceived: (data) => {
          last = data;
          protocol.dataReceived?.(data);
        },
        connectionLost: (reason) => {
          protocol.connectionLost?.(reason);
          if (last !== null) protocol.dataReceived?.(last);
        },
      });
    }),
  },
  {
    breaks: "connection.lost.after-data",
    does: "keeps each chunk for 2 ms, and drops what it has when the connection is lost",
    says: "all that the peer sent before its end is delivered before connectionLost",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => {
      let lost = false;
      return override<Protocol>(protocol, {
        dataReceived: (data) => {
          reactor.callLater(2, () => lost ? undefined : protocol.dataReceived?.(data));
        },
        connectionLost: (reason) => {
          lost = true;
          protocol.connectionLost?.(reason);
        },
      });
    }),
  },
];

/** Closing has no effect until connectionMade is long over. */
function closingLater(reactor: Reactor, transport: Transport): Transport {
  let making = true;
  queueMicrotask(() => { making = false; });
  const close = (how: "loseConnection" | "abortConnection") => (): void => {
    if (making) reactor.callLater(5, () => transport[how]());
    else transport[how]();
  };
  return override(transport, { loseConnection: close("loseConnection"), abortConnection: close("abortConnection") });
}

/** The faulty reactors of the chapter on connections: what is notified, and in which order. */
export const connectionFaults: readonly Fault[] = [
  ...madeFaults, ...dataFaults, ...lostFaults,
  {
    breaks: "connection.close.in-made",
    does: "closes 5 ms late what is closed inside connectionMade",
    says: "dataReceived does not come once the connection was closed inside connectionMade",
    make: (reactor: Reactor) => overTransports(reactor, (transport) => closingLater(reactor, transport)),
  },
  {
    breaks: "connection.methods.optional",
    does: "calls the methods that a protocol does not have",
    says: "a notification that the protocol has no method for is no error",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => {
      const all = protocol as Required<Protocol>;
      return override<Protocol>(protocol, {
        connectionMade: (transport) => all.connectionMade(transport),
        dataReceived: (data) => all.dataReceived(data),
        connectionLost: (reason) => all.connectionLost(reason),
      });
    }),
  },
];
