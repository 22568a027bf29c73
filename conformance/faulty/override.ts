import type { Address, Protocol, ProtocolFactory, Reactor, Transport } from "../../spec/reactor.js";

/** The object as it is, but for the members in `changes`; the rest works on the object itself. */
export function override<T extends object>(object: T, changes: Partial<T>): T {
  return new Proxy(object, {
    get(target, key) {
      if (Object.hasOwn(changes, key)) return Reflect.get(changes, key);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
    has: (target, key) => Object.hasOwn(changes, key) || Reflect.has(target, key),
  });
}

/**
 * A reactor whose factories, of listeners and of attempts to connect, are the ones that `change` returns. What is no
 * factory is passed on as it is.
 */
export function overFactories(reactor: Reactor, change: (factory: ProtocolFactory) => ProtocolFactory): Reactor {
  const of = (factory: ProtocolFactory): ProtocolFactory => typeof factory === "function" ? change(factory) : factory;
  return override(reactor, {
    listen: (address, factory, options) => reactor.listen(address, of(factory), options),
    connect: (address, factory, options) => reactor.connect(address, of(factory), options),
  });
}

/** A reactor that notifies the protocol that `change` makes of each protocol. */
export function overProtocols(reactor: Reactor, change: (protocol: Protocol, remote: Address) => Protocol): Reactor {
  return overFactories(reactor, (factory) => (remote) => {
    const protocol = factory(remote);
    return protocol === null ? null : change(protocol, remote);
  });
}

/** A reactor that hands out the transport that `change` makes of each transport. */
export function overTransports(
  reactor: Reactor,
  change: (transport: Transport, protocol: Protocol) => Transport,
): Reactor {
  const changed = new WeakMap<Transport, Transport>();
  const over = overProtocols(reactor, (protocol) => override(protocol, {
    connectionMade(transport) {
      const other = change(transport, protocol);
      changed.set(transport, other);
      return protocol.connectionMade?.(other);
    },
  }));
  return override(over, {
    connect: (address, factory, options) => over.connect(address, factory, options)
      .then((transport) => changed.get(transport) ?? transport),
  });
}

/** What a faulty reactor makes of one connection. */
export interface ChangedConnection {
  /** Notifications that it gives otherwise. */
  readonly protocol?: Partial<Protocol>;
  /** Calls of the transport that do something else. */
  readonly transport?: (transport: Transport) => Partial<Transport>;
}

/** A reactor that changes both sides of each connection; `change` is called once a connection. */
export function overConnections(reactor: Reactor, change: (protocol: Protocol) => ChangedConnection): Reactor {
  const changes = new WeakMap<Protocol, ChangedConnection>();
  const over = overTransports(reactor, (transport, protocol) =>
    override(transport, changes.get(protocol)?.transport?.(transport) ?? {}));
  return overProtocols(over, (protocol) => {
    const changed = change(protocol);
    const made = override(protocol, changed.protocol ?? {});
    changes.set(made, changed);
    return made;
  });
}

/** Notifications that take note of the loss, and whether it was notified. */
export interface WatchedLoss {
  readonly protocol: Partial<Protocol>;
  readonly isLost: () => boolean;
}

export function watchingLoss(protocol: Protocol): WatchedLoss {
  let lost = false;
  const connectionLost: Protocol["connectionLost"] = (reason) => {
    lost = true;
    return protocol.connectionLost?.(reason);
  };
  return { protocol: { connectionLost }, isLost: () => lost };
}

/** The protocol's notifications of input, left out while `isDeaf`. */
export function deafWhile(protocol: Protocol, isDeaf: () => boolean): Partial<Protocol> {
  const dataReceived = (data: Uint8Array): unknown => isDeaf() ? undefined : protocol.dataReceived?.(data);
  const eofReceived = (): unknown => isDeaf() ? undefined : protocol.eofReceived?.();
  return { dataReceived, ...(protocol.eofReceived === undefined ? {} : { eofReceived }) } as Partial<Protocol>;
}
