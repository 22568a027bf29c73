import type { Adapters, IterableConnection, Protocol, ProtocolFactory, Reactor } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";

/** Adapters that are faulty, beside a reactor that is not. */
export function faultyAdapters(
  breaks: string,
  does: string,
  says: string,
  adapt: (adapters: Adapters) => Partial<Adapters>,
): Fault {
  return {
    breaks, does, says,
    make: (reactor: Reactor) => reactor,
    adapt: (adapters) => override(adapters, adapt(adapters)),
  };
}

/** An iterated connection of which some members do something else. */
export function overIterated(
  adapters: Adapters,
  change: (connection: IterableConnection) => Partial<IterableConnection>,
): Partial<Adapters> {
  return {
    iterate: (reactor, serve) => adapters.iterate(reactor, (connection) =>
      serve(override(connection, change(connection)))),
  };
}

/** Iterated connections whose protocol is notified otherwise. */
export function overAdapted(adapters: Adapters, change: (protocol: Protocol) => Partial<Protocol>): Partial<Adapters> {
  const over = (factory: ProtocolFactory): ProtocolFactory => (remote) => {
    const protocol = factory(remote);
    return protocol === null ? null : override(protocol, change(protocol));
  };
  return { iterate: (reactor, serve) => over(adapters.iterate(reactor, serve)) };
}
