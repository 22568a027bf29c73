import type { Listener, Reactor, ReactorError, Transport } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";
import { beforeMade, overFailures } from "./override-endpoints.js";

/** A reactor that does something to all that is open, when it learns that there are no descriptors. */
function whenExhausted(reactor: Reactor, act: (listeners: Set<Listener>, transports: Set<Transport>) => void): Reactor {
  const listeners = new Set<Listener>();
  const transports = new Set<Transport>();
  const over = overFailures(reactor, (error) => {
    if (error.category === "too-many-descriptors") act(listeners, transports);
    return error;
  });
  return override(over, {
    listen(address, factory, options) {
      const watched = beforeMade(factory, (transport) => transports.add(transport));
      return over.listen(address, watched, options).then((listener) => {
        listeners.add(listener);
        return listener;
      });
    },
  });
}

/** The faulty reactors that are not up to a lack of descriptors. */
export const descriptorFaults: readonly Fault[] = [
  {
    breaks: "listen.descriptors.again",
    does: "takes a lack of descriptors for the end of its listeners",
    says: "a client that comes when there are descriptors again is served",
    make: (reactor) => whenExhausted(reactor, (listeners) => {
      for (const listener of listeners) void listener.close();
    }),
  },
  {
    breaks: "listen.descriptors.connections",
    does: "ends all connections for a lack of descriptors",
    says: "a connection that was open goes on",
    make: (reactor) => whenExhausted(reactor, (_listeners, transports) => {
      for (const transport of transports) transport.abortConnection();
    }),
  },
  {
    breaks: "listen.descriptors.fails",
    does: "says that it listens, though it has no descriptor for that",
    says: "listening without a descriptor fails as too-many-descriptors",
    make: (reactor) => override(reactor, {
      listen: (address, factory, options) => reactor.listen(address, factory, options).catch((error: ReactorError) => {
        if (error.category !== "too-many-descriptors") throw error;
        return { address, close: () => Promise.resolve() };
      }),
    }),
  },
  {
    breaks: "error.category.of-code",
    does: "has no category for a lack of descriptors",
    says: "what lacks a descriptor has the category too-many-descriptors",
    make: (reactor) => overFailures(reactor, (error) => error.category === "too-many-descriptors"
      ? override(error, { category: "other" })
      : error),
  },
];
