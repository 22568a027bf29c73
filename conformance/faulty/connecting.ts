import type { ConnectOptions, Protocol, ProtocolFactory, Reactor, Transport } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";
import { beforeMade, changeProtocols, failure, overFailures } from "./override-endpoints.js";
import { changeTcp } from "./tcp-addresses.js";

/** A reactor that connects as `connect` does. */
function overConnect(reactor: Reactor, connect: Reactor["connect"]): Reactor {
  return override(reactor, { connect });
}

/** A reactor that hands on the options that `change` makes of an attempt's. */
function overOptions(reactor: Reactor, change: (options: ConnectOptions) => ConnectOptions): Reactor {
  return overConnect(reactor, (address, factory, options = {}) => reactor.connect(address, factory, change(options)));
}

function isDuration(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < Infinity;
}

/** Every nth attempt has the outcome that `change` makes of its own and of that of the attempt before. */
function everyNth(
  reactor: Reactor,
  n: number,
  change: (own: Promise<Transport>, before: Promise<Transport>) => Promise<Transport>,
): Reactor {
  let attempts = 0;
  let before = Promise.reject<Transport>(new Error("no attempt before"));
  before.catch(() => undefined);
  return overConnect(reactor, (address, factory, options) => {
    const own = reactor.connect(address, factory, options);
    const outcome = ++attempts % n === 0 ? change(own, before) : own;
    own.catch(() => undefined);
    before = own;
    return outcome;
  });
}

/** Waits a moment before it believes that a connection is open: if it is over by then, it never was. */
function distrustful(reactor: Reactor, protocol: Protocol, failed: () => void): Protocol {
  let state: "held" | "open" | "over" = "held";
  const held: (() => void)[] = [];
  const notify = (notification: () => unknown): void => {
    if (state === "held") held.push(notification);
    else notification();
  };
  const { eofReceived } = protocol;
  return {
    connectionMade(transport) {
      notify(() => protocol.connectionMade?.(transport));
      reactor.callLater(1, () => {
        if (state === "held") state = "open";
        if (state === "open") for (const notification of held) notification();
      });
    },
    dataReceived: (data) => notify(() => protocol.dataReceived?.(data)),
    ...(eofReceived === undefined ? {} : { eofReceived: () => notify(() => eofReceived.call(protocol)) }),
    connectionLost(reason) {
      if (state === "open") return protocol.connectionLost?.(reason);
      state = "over";
      failed();
    },
  };
}

/** Cancels the connection's attempt late: when the connection is open. */
function abortingLate(reactor: Reactor, late: (options: ConnectOptions, abort: () => void) => void): Reactor {
  return overConnect(reactor, (address, factory, options = {}) => {
    const watched = beforeMade(factory, (transport) => late(options, () => transport.abortConnection()));
    return reactor.connect(address, watched, options);
  });
}

/** The faulty reactors of connecting. */
export const connectingFaults: readonly Fault[] = [
  {
    breaks: "connect.one-outcome",
    does: "makes every fourth connection, and has its attempt fail",
    says: "was made, and its attempt failed",
    make: (reactor) => everyNth(reactor, 4, (own) => own.then((transport) => {
      throw failure("other", transport.remote);
    })),
  },
  {
    breaks: "connect.after-made",
    does: "fulfils an attempt when connectionMade is about to be called",
    says: "was fulfilled before connectionMade",
    make: (reactor) => overConnect(reactor, (address, factory, options) => {
      let settle: (outcome: Transport | Promise<never>) => void = () => undefined;
      const early = new Promise<Transport>((resolve) => settle = resolve);
      reactor.connect(address, changeProtocols(factory, (protocol) => override(protocol, {
        connectionMade(transport) {
          settle(transport);
          return early.then(() => protocol.connectionMade?.(transport)) as unknown as undefined;
        },
      })), options).catch((error: unknown) => settle(Promise.reject(error)));
      return early;
    }),
  },
  {
    breaks: "connect.transport",
    does: "fulfils an attempt with another object",
    says: "the very transport of connectionMade",
    make: (reactor) => overConnect(reactor, (address, factory, options) =>
      reactor.connect(address, factory, options).then((transport) => override(transport, {}))),
  },
  {
    breaks: "connect.refused",
    does: "says timed-out of a refused connection",
    says: "fails as refused",
    make: (reactor) => overConnect(reactor, (address, factory, options) =>
      reactor.connect(address, factory, options).catch((error: Error & { readonly category?: string }) => {
        throw error.category === "refused" ? override(error, { category: "timed-out" }) : error;
      })),
  },
  {
    breaks: "connect.unreachable",
    does: "takes an address without a route for one that refuses",
    says: "connecting to where no route leads fails as unreachable",
    make: (reactor) => overFailures(reactor, (error) =>
      error.category === "unreachable" ? override(error, { category: "refused" }) : error),
  },
  {
    breaks: "connect.factory.late",
    does: "calls the factory when an attempt begins",
    says: "is called only once the connection is open",
    make: (reactor) => overConnect(reactor, (address, factory, options) => {
      let early: { readonly protocol: Protocol | null } | null = null;
      reactor.callLater(0, () => {
        early ??= { protocol: factory(address) };
      });
      return reactor.connect(address, (remote) => (early ??= { protocol: factory(remote) }).protocol, options);
    }),
  },
  {
    breaks: "connect.declined",
    does: "takes a factory that declines for one without wishes",
    says: "fails as declined",
    make: (reactor) => overConnect(reactor, (address, factory, options) => {
      const closing: Protocol = { connectionMade: (transport) => transport.loseConnection() };
      return reactor.connect(address, (remote) => factory(remote) ?? closing, options);
    }),
  },
  {
    breaks: "connect.factory.throws",
    does: "takes a factory that throws for one that declines",
    says: "an attempt whose factory throws is rejected with that error",
    make: (reactor) => overConnect(reactor, (address, factory, options) => reactor.connect(address, (remote) => {
      try {
        return factory(remote);
      } catch {
        return null;
      }
    }, options)),
  },
  {
    breaks: "connect.unwanted",
    does: "forgets a connection whose factory declined",
    says: "a connection whose factory declined is closed",
    make: (reactor) => overConnect(reactor, (address, factory, options) => {
      let declined = false;
      return reactor.connect(address, (remote) => {
        const protocol = factory(remote);
        declined = protocol === null;
        return protocol ?? {};
      }, options).then((transport) => {
        if (declined) throw failure("declined", address);
        return transport;
      });
    }),
  },
  {
    breaks: "connect.made.throws",
    does: "fulfils an attempt though connectionMade has thrown",
    says: "an attempt whose connectionMade throws is rejected with that error",
    make: (reactor) => overConnect(reactor, (address, factory, options) => {
      let made: Transport | null = null;
      const watched = beforeMade(factory, (transport) => made = transport);
      return reactor.connect(address, watched, options).catch((error: unknown) => {
        if (made === null) throw error;
        return made;
      });
    }),
  },
  {
    breaks: "connect.fast-peer",
    does: "takes a connection that is over a moment later for a failed attempt",
    says: "an attempt to a peer that closes at once is fulfilled",
    make: (reactor) => overConnect(reactor, (address, factory, options) => {
      let over = false;
      const watched = changeProtocols(factory, (protocol) => distrustful(reactor, protocol, () => over = true));
      return reactor.connect(address, watched, options).then((transport) => new Promise((resolve, reject) => {
        reactor.callLater(1, () => over ? reject(failure("reset", address)) : resolve(transport));
      }));
    }),
  },
  {
    breaks: "connect.argument",
    does: "connects to port 1 where a port is none",
    says: "connect throws for the port 65536",
    make: (reactor) => overConnect(reactor, (address, factory, options) => {
      const wellMeant = changeTcp(address, (tcp) => {
        const isPort = Number.isInteger(tcp.port) && tcp.port >= 1 && tcp.port <= 65535;
        return typeof tcp.port === "number" && !isPort ? { ...tcp, port: 1 } : tcp;
      });
      return reactor.connect(wellMeant, factory, options);
    }),
  },
  {
    breaks: "connect.many",
    does: "gives every eighth attempt the outcome of the one before",
    says: "each attempt to",
    make: (reactor) => everyNth(reactor, 8, (_own, before) => before),
  },
  {
    breaks: "connect.timeout",
    does: "knows no timeout",
    says: "fails as timed-out",
    make: (reactor) => overOptions(reactor, ({ timeout, ...others }) =>
      isDuration(timeout) || timeout === undefined ? others : { ...others, timeout }),
  },
  {
    breaks: "connect.timeout.not-early",
    does: "gives up after half the time",
    says: "does not fail before its timeout",
    make: (reactor) => overOptions(reactor, ({ timeout, ...others }) =>
      timeout === undefined ? others : { ...others, timeout: isDuration(timeout) ? timeout / 2 : timeout }),
  },
  {
    breaks: "connect.timeout.over",
    does: "lets the timeout run on when the connection is made",
    says: "a connection outlives the timeout of its attempt",
    make: (reactor) => abortingLate(reactor, ({ timeout }, abort) => {
      if (timeout !== undefined) reactor.callLater(timeout, abort);
    }),
  },
  {
    breaks: "connect.timeout.invalid",
    does: "takes a timeout that is none for no timeout",
    says: "connect throws for the timeout NaN",
    make: (reactor) => overOptions(reactor, ({ timeout, ...others }) =>
      timeout === undefined || typeof timeout === "number" && !isDuration(timeout) ? others : { ...others, timeout }),
  },
  {
    breaks: "connect.cancel",
    does: "looks at the signal only when it begins",
    says: "an attempt that is cancelled while it is pending fails as cancelled",
    make: (reactor) => overOptions(reactor, ({ signal, ...others }) =>
      signal?.aborted === true ? { ...others, signal } : others),
  },
  {
    breaks: "connect.cancel.before",
    does: "connects all the same, and then closes",
    says: "opens no connection",
    make: (reactor) => overConnect(reactor, (address, factory, options) => {
      const outcome = reactor.connect(address, factory, options);
      if (options?.signal?.aborted === true) reactor.connect(address, () => null).catch(() => undefined);
      return outcome;
    }),
  },
  {
    breaks: "connect.cancel.in-factory",
    does: "does not look at the signal once it has begun to make the protocol",
    says: "a connection whose attempt was cancelled in the factory is not made",
    make: (reactor) => overConnect(reactor, (address, factory, options = {}) => {
      const { signal, ...others } = options;
      if (signal === undefined || signal.aborted) return reactor.connect(address, factory, options);
      const cancel = new AbortController();
      let making = false;
      signal.addEventListener("abort", () => {
        if (!making) cancel.abort();
      });
      const make: ProtocolFactory = (remote) => {
        making = true;
        return factory(remote);
      };
      return reactor.connect(address, make, { ...others, signal: cancel.signal });
    }),
  },
  {
    breaks: "connect.cancel.after",
    does: "closes a connection whose attempt is cancelled when it is made",
    says: "a connection that was made outlives the cancelling of its attempt",
    make: (reactor) => abortingLate(reactor, ({ signal }, abort) => signal?.addEventListener("abort", abort)),
  },
];
