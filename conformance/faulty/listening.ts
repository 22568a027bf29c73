import type { Listener, Reactor, TcpAddress, Transport } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override, overProtocols } from "./override.js";
import { beforeMade, changeProtocols, failure, overFailures, overListeners } from "./override-endpoints.js";
import { changeTcp, portOf } from "./tcp-addresses.js";

/** A mode of closing: what is done to the listener, and to the connections that still come. */
interface LateClosing {
  /** What the factory gives in place of a protocol once close was called. */
  readonly late: "protocol" | "mute" | "none";
  readonly close: (listener: Listener, reactor: Reactor) => Promise<void>;
}

/** A reactor that goes on accepting after close was called. */
function closesLate(reactor: Reactor, { late, close }: LateClosing): Reactor {
  return override(reactor, {
    listen(address, factory, options) {
      let closed = false;
      const make: typeof factory = (remote) => {
        if (!closed || late === "protocol") return factory(remote);
        return late === "mute" ? {} : null;
      };
      return reactor.listen(address, make, options).then((listener) => override(listener, {
        close() {
          closed = true;
          return close(listener, reactor);
        },
      }));
    },
  });
}

function closesAfter(delay: number): LateClosing["close"] {
  return (listener, reactor) => new Promise((resolve) => {
    reactor.callLater(delay, () => resolve(listener.close()));
  });
}

/** The port that a platform with 16 bits for it makes of a number. */
function cutToSixteenBits(address: TcpAddress): TcpAddress {
  const { port } = address;
  return typeof port === "number" ? { ...address, port: ((Math.trunc(port) || 0) % 65536 + 65536) % 65536 } : address;
}

/** The faulty reactors of listening. */
export const listeningFaults: readonly Fault[] = [
  {
    breaks: "listen.port-zero",
    does: "reports the port that was asked for",
    says: "reports a port from 1 to 65535",
    make: (reactor) => override(reactor, {
      listen: (address, factory, options) => reactor.listen(address, factory, options).then((listener) =>
        override(listener, {
          address: changeTcp(listener.address, (bound) => ({ ...bound, port: portOf(address) ?? bound.port })),
        })),
    }),
  },
  {
    breaks: "listen.address-in-use",
    does: "says permission-denied of an address in use",
    says: "fails as address-in-use",
    make: (reactor) => overFailures(reactor, (error) =>
      error.category === "address-in-use" ? override(error, { category: "permission-denied" }) : error),
  },
  {
    breaks: "listen.address-not-available",
    does: "says address-in-use of an address that the host does not have",
    says: "fails as address-not-available",
    make: (reactor) => overFailures(reactor, (error) =>
      error.category === "address-not-available" ? override(error, { category: "address-in-use" }) : error),
  },
  {
    breaks: "listen.argument",
    does: "cuts ports down to 16 bits",
    says: "listen throws for the port 65536",
    make: (reactor) => override(reactor, {
      listen: (address, factory, options) => reactor.listen(changeTcp(address, cutToSixteenBits), factory, options),
    }),
  },
  {
    breaks: "listen.backlog",
    does: "leaves it to the platform what a backlog means",
    says: "listen throws for the backlog 0",
    make: (reactor) => override(reactor, {
      listen: (address, factory, options) => typeof options?.backlog === "number"
        ? reactor.listen(address, factory)
        : reactor.listen(address, factory, options),
    }),
  },
  {
    breaks: "listen.accept.each",
    does: "loses every tenth connection",
    says: "the factory is called for each connection that is made",
    make: (reactor) => override(reactor, {
      listen(address, factory, options) {
        let accepted = 0;
        return reactor.listen(address, (remote) => ++accepted % 10 === 0 ? null : factory(remote), options);
      },
    }),
  },
  {
    breaks: "listen.accept.vanished",
    does: "takes a client that resets at once for its own failure, and stops listening",
    says: "the client that comes after one that has vanished is served",
    make: (reactor) => override(reactor, {
      listen(address, factory, options) {
        let listener: Listener | null = null;
        const watched = changeProtocols(factory, (protocol) => {
          let brought = 0;
          return override(protocol, {
            dataReceived(data) {
              brought += data.length;
              return protocol.dataReceived?.(data);
            },
            connectionLost(reason) {
              if (reason.kind === "lost" && brought === 0) void listener?.close();
              return protocol.connectionLost?.(reason);
            },
          });
        });
        return reactor.listen(address, watched, options).then((made) => listener = made);
      },
    }),
  },
  {
    breaks: "listen.close",
    does: "goes on accepting for a while",
    says: "no factory is called after the listener was closed",
    make: (reactor) => closesLate(reactor, { late: "protocol", close: closesAfter(5) }),
  },
  {
    breaks: "listen.close.waiting",
    does: "forgets the connections that wait when it closes",
    says: "sees its connection closed, reset or refused",
    make: (reactor) => closesLate(reactor, { late: "mute", close: closesAfter(5) }),
  },
  {
    breaks: "listen.close.refused",
    does: "keeps the address, and turns clients away",
    says: "when the listener is closed is refused",
    make: (reactor) => closesLate(reactor, { late: "none", close: () => Promise.resolve() }),
  },
  {
    breaks: "listen.close.connections",
    does: "closes its connections along with a listener",
    says: "a connection receives after its listener was closed",
    make: (reactor) => override(reactor, {
      listen(address, factory, options) {
        const transports: Transport[] = [];
        return reactor.listen(address, beforeMade(factory, (transport) => transports.push(transport)), options)
          .then((listener) => override(listener, {
            close() {
              for (const transport of transports) transport.abortConnection();
              return listener.close();
            },
          }));
      },
    }),
  },
  {
    breaks: "listen.close.no-wait",
    does: "waits for all connections",
    says: "close is fulfilled while a connection is open",
    make(reactor) {
      let open = 0;
      const waiting: (() => void)[] = [];
      const empty = (): Promise<void> | undefined =>
        open === 0 ? undefined : new Promise((resolve) => waiting.push(resolve));
      const counted = overProtocols(reactor, (protocol) => override(protocol, {
        connectionMade(transport) {
          open++;
          return protocol.connectionMade?.(transport);
        },
        connectionLost(reason) {
          if (--open === 0) for (const resolve of waiting) resolve();
          return protocol.connectionLost?.(reason);
        },
      }));
      return overListeners(counted, (listener) => override(listener, {
        close: () => listener.close().then(empty),
      }));
    },
  },
  {
    breaks: "listen.close.idempotent",
    does: "refuses to close what is closed",
    says: "each call of close is fulfilled",
    make: (reactor) => overListeners(reactor, (listener) => {
      let closed = false;
      return override(listener, {
        close() {
          if (closed) return Promise.reject(new Error("the listener is not running"));
          closed = true;
          return listener.close();
        },
      });
    }),
  },
  {
    breaks: "listen.close.rebind",
    does: "cannot listen again where connections were a moment ago",
    says: "an address can be listened at once close is fulfilled",
    make(reactor) {
      const used = new Set<number | null>();
      const marked = overProtocols(reactor, (protocol) => override(protocol, {
        connectionMade(transport) {
          used.add(portOf(transport.local));
          return protocol.connectionMade?.(transport);
        },
      }));
      return override(marked, {
        listen: (address, factory, options) => portOf(address) !== null && used.has(portOf(address))
          ? Promise.reject(failure("address-in-use", address))
          : marked.listen(address, factory, options),
      });
    },
  },
  {
    breaks: "listen.close.in-factory",
    does: "drops the connection whose factory closes the listener",
    says: "the connection whose factory closed the listener is made",
    make: (reactor) => override(reactor, {
      listen(address, factory, options) {
        let closed = false;
        const make: typeof factory = (remote) => {
          const before = closed;
          const protocol = factory(remote);
          return closed && !before ? null : protocol;
        };
        return reactor.listen(address, make, options).then((listener) => override(listener, {
          close() {
            closed = true;
            return listener.close();
          },
        }));
      },
    }),
  },
];
