import type { Protocol, Reactor, Transport } from "../../../spec/reactor.js";
import { around } from "../around.js";
import type { Fault } from "../fault.js";
import { changeProtocols, overOpened } from "../override-endpoints.js";
import { overConnections, overProtocols, override } from "../override.js";

const made: readonly Fault[] = [
  {
    breaks: "connection.made.first",
    does: "tells of a connection two milliseconds late, and of its loss at once",
    says: "connectionLost came without connectionMade",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => {
      let waiting: (() => unknown)[] | null = [];
      const later = (notify: () => unknown): unknown => {
        if (waiting === null) return notify();
        waiting.push(notify);
        return undefined;
      };
      const tell = (): void => {
        for (let next = waiting?.shift(); next !== undefined; next = waiting?.shift()) next();
        waiting = null;
      };
      return override<Protocol>(protocol, {
        connectionMade(transport) {
          later(() => protocol.connectionMade?.(transport));
          reactor.callLater(2, tell);
        },
        dataReceived: (data) => void later(() => protocol.dataReceived?.(data)),
        connectionLost(reason) {
          waiting = null;
          return protocol.connectionLost?.(reason);
        },
      });
    }),
  },
  {
    breaks: "connection.made.once",
    does: "tells of a connection that it opened, and again when its attempt is fulfilled",
    says: "connectionMade came twice",
    make: (reactor: Reactor) => override(reactor, {
      connect(address, factory, options) {
        let protocol: Protocol | null = null;
        return reactor.connect(address, changeProtocols(factory, (each) => protocol = each), options)
          .then((transport) => {
            reactor.callLater(0, () => protocol?.connectionMade?.(transport));
            return transport;
          });
      },
    }),
  },
  {
    breaks: "connection.made.usable",
    does: "keeps what is written inside connectionMade until it is written to again",
    says: "bytes written inside connectionMade are sent",
    make: (reactor: Reactor) => overConnections(reactor, () => ({
      transport(transport) {
        const kept: Uint8Array[] = [];
        let making = true;
        queueMicrotask(() => {
          making = false;
        });
        return {
          write(data) {
            if (making && data instanceof Uint8Array) return void kept.push(data.slice());
            for (const each of kept.splice(0)) transport.write(each);
            transport.write(data);
          },
        };
      },
    })),
  },
  {
    breaks: "connection.made.early-data",
    does: "drops what comes before an attempt to connect is fulfilled",
    says: "bytes that came before connectionMade are delivered after it, to a connection that was asked for",
    make: (reactor: Reactor) => overOpened(reactor, (protocol) => {
      let isReading = false;
      return override<Protocol>(protocol, {
        connectionMade(transport) {
          reactor.callLater(1, () => {
            isReading = true;
          });
          return protocol.connectionMade?.(transport);
        },
        dataReceived: (data) => isReading ? protocol.dataReceived?.(data) : undefined,
      });
    }),
  },
];

const data: readonly Fault[] = [
  {
    breaks: "connection.data.whole",
    does: "takes what comes for text of ASCII",
    says: "the chunks make up what the peer sent",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => override<Protocol>(protocol, {
      dataReceived: (chunk) => protocol.dataReceived?.(chunk.map((byte) => byte & 0x7f)),
    })),
  },
  {
    breaks: "connection.data.non-empty",
    does: "tells of the peer's end by an empty chunk",
    says: "dataReceived brought no bytes",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => override<Protocol>(protocol, {
      connectionLost(reason) {
        if (reason.kind === "done") protocol.dataReceived?.(new Uint8Array(0));
        return protocol.connectionLost?.(reason);
      },
    })),
  },
  {
    breaks: "connection.data.owned",
    does: "wipes a chunk when the next has come",
    says: "a chunk that was delivered is not changed any more",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => {
      let last: Uint8Array | null = null;
      return override<Protocol>(protocol, {
        dataReceived(chunk) {
          last?.fill(0);
          last = chunk.slice();
          return protocol.dataReceived?.(last);
        },
      });
    }),
  },
  {
    breaks: "connection.data.type",
    does: "delivers large chunks as Buffers",
    says: "a large chunk is of no other class than Uint8Array",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => override<Protocol>(protocol, {
      dataReceived: (chunk) => protocol.dataReceived?.(chunk.length < 512 ? chunk : Buffer.from(chunk)),
    })),
  },
];

/** Tells of the peer's end, where the protocol asks for that, before the loss of what was closed in connectionMade. */
function endBeforeLoss(reactor: Reactor): Reactor {
  return overConnections(reactor, (protocol) => {
    let isMaking = false;
    let closedInMade = false;
    const close = (how: "loseConnection" | "abortConnection", transport: Transport) => () => {
      closedInMade ||= isMaking;
      transport[how]();
    };
    return {
      protocol: {
        connectionMade(transport) {
          isMaking = true;
          try {
            return protocol.connectionMade?.(transport);
          } finally {
            isMaking = false;
          }
        },
        connectionLost(reason) {
          if (closedInMade) protocol.eofReceived?.();
          return protocol.connectionLost?.(reason);
        },
      },
      transport: (transport) => ({
        loseConnection: close("loseConnection", transport), abortConnection: close("abortConnection", transport),
      }),
    };
  });
}

const over: readonly Fault[] = [
  {
    breaks: "connection.lost.once",
    does: "calls connectionLost again for a connection that is aborted when it is lost",
    says: "connectionLost came twice",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let isLost = false;
      let isTold = false;
      return {
        protocol: {
          connectionLost(reason) {
            isLost = true;
            return protocol.connectionLost?.(reason);
          },
        },
        transport: (transport) => ({
          abortConnection() {
            transport.abortConnection();
            if (!isLost || isTold) return;
            isTold = true;
            reactor.callLater(0, () => protocol.connectionLost?.({ kind: "aborted" }));
          },
        }),
      };
    }),
  },
  {
    breaks: "connection.lost.last",
    does: "tells of the peer's end behind connectionLost",
    says: "eofReceived came after connectionLost",
    make: (reactor: Reactor) => overProtocols(reactor, (protocol) => override<Protocol>(protocol, {
      connectionLost(reason) {
        if (reason.kind === "aborted") reactor.callLater(0, () => protocol.eofReceived?.());
        return protocol.connectionLost?.(reason);
      },
    })),
  },
  {
    breaks: "connection.lost.after-data",
    does: "closes a connection that has ended its sending at the peer's end, and drops what it has read with that",
    says: "all that the peer sent before its end is delivered, though this side had ended its sending",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let hasEnded = false;
      let isLost = false;
      return {
        protocol: {
          dataReceived(chunk) {
            if (!hasEnded) return protocol.dataReceived?.(chunk);
            reactor.callLater(50, () => isLost ? undefined : protocol.dataReceived?.(chunk));
          },
          connectionLost(reason) {
            isLost = true;
            return protocol.connectionLost?.(reason);
          },
        },
        transport: (transport) => ({
          endWriting() {
            hasEnded = true;
            transport.endWriting();
          },
        }),
      };
    }),
  },
  {
    breaks: "connection.close.in-made",
    does: "tells of the peer's end though the connection was closed inside connectionMade",
    says: "eofReceived does not come once the connection was closed inside connectionMade",
    make: (reactor: Reactor) => endBeforeLoss(reactor),
  },
  {
    breaks: "connection.close.by-neighbour",
    does: "closes a connection a millisecond late in the callback of another",
    says: "a connection that another has aborted is not notified of its data",
    make(reactor: Reactor) {
      let running: Protocol | null = null;
      return overConnections(reactor, (protocol) => ({
        protocol: around(protocol, () => (running = protocol), () => (running = null)),
        transport: (transport) => ({
          abortConnection() {
            if (running === null || running === protocol) transport.abortConnection();
            else reactor.callLater(1, () => transport.abortConnection());
          },
        }),
      }));
    },
  },
];

/** The second faulty reactors of the chapter on connections: what is notified, and in which order. */
export const secondConnectionFaults: readonly Fault[] = [...made, ...data, ...over];
