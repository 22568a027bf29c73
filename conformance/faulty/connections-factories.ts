import type { Address, Listener, Reactor } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overFactories, override } from "./override.js";

/** Passes the factory the address that is listened on. */
function withOwnAddress(reactor: Reactor): Reactor {
  return override(reactor, {
    listen: async (address, factory, options) => {
      let own: Address = address;
      const listener = await reactor.listen(address, () => factory(own), options);
      own = listener.address;
      return listener;
    },
  });
}

/** Stops listening when a factory declines. */
function closingOnDecline(reactor: Reactor): Reactor {
  return override(reactor, {
    listen: async (address, factory, options) => {
      let listener: Listener | null = null;
      listener = await reactor.listen(address, (remote) => {
        const protocol = factory(remote);
        if (protocol === null) void listener?.close();
        return protocol;
      }, options);
      return listener;
    },
  });
}

/** The faulty reactors of the chapter on connections: factories. */
export const factoryFaults: readonly Fault[] = [
  {
    breaks: "connection.factory.remote",
    does: "calls the factory with the address that is listened on",
    says: "the factory is called with the peer's address",
    make: withOwnAddress,
  },
  {
    breaks: "connection.factory.once",
    does: "calls the factory twice for a connection",
    says: "the factory is called once for a connection",
    make: (reactor) => overFactories(reactor, (factory) => (remote) => {
      factory(remote);
      return factory(remote);
    }),
  },
  {
    breaks: "connection.factory.declined",
    does: "leaves a declined connection open",
    says: "a declined connection is closed",
    make: (reactor) => overFactories(reactor, (factory) => (remote) => factory(remote) ?? {}),
  },
  {
    breaks: "connection.factory.declined",
    does: "stops listening when a factory declines",
    says: "the listener goes on accepting after a declined connection",
    make: closingOnDecline,
  },
  {
    breaks: "connection.factory.throws",
    does: "leaves a connection open whose factory threw",
    says: "a connection whose factory threw is closed",
    make: (reactor) => overFactories(reactor, (factory) => (remote) => {
      try {
        return factory(remote);
      } catch (error) {
        reactor.callLater(0, () => { throw error; });
        return {};
      }
    }),
  },
  {
    breaks: "connection.factory.throws",
    does: "takes a factory that throws for one that declines",
    says: "what a factory throws is reported",
    make: (reactor) => overFactories(reactor, (factory) => (remote) => {
      try {
        return factory(remote);
      } catch {
        return null;
      }
    }),
  },
];
