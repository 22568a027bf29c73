import type { Address, ConnectOptions, Reactor, Resolver, TcpAddress, Transport } from "../../spec/reactor.js";
import { override } from "./override.js";

/** A reactor that asks what `change` makes of each resolver of the program. */
export function overResolvers(reactor: Reactor, change: (resolver: Resolver) => Resolver): Reactor {
  const own = new Map<Resolver, Resolver>();
  return override(reactor, {
    setResolver(resolver) {
      const isResolver = typeof resolver === "object" && typeof resolver?.resolve === "function";
      const made = isResolver ? change(resolver) : resolver;
      const previous = reactor.setResolver(made);
      if (isResolver && made !== null) own.set(made, resolver);
      return own.get(previous) ?? previous;
    },
  });
}

/** A reactor whose lookups `change` does; `ask` does what it would have done. */
export function overLookups(
  reactor: Reactor,
  change: (ask: () => PromiseLike<readonly string[]>, host: string) => PromiseLike<readonly string[]>,
): Reactor {
  return overResolvers(reactor, (resolver) => ({
    resolve: (host, options) => change(() => resolver.resolve(host, options), host),
  }));
}

/** A reactor whose attempts to connect, and nothing else, ask what `change` makes of the resolver. */
export function overConnectLookups(reactor: Reactor, change: (resolver: Resolver) => Resolver | null): Reactor {
  return override(reactor, {
    connect(address, factory, options) {
      const current = reactor.setResolver(null);
      reactor.setResolver(change(current));
      try {
        return reactor.connect(address, factory, options);
      } finally {
        reactor.setResolver(current);
      }
    },
  });
}

/** What is changed of the answers. */
export function answering(
  resolver: Resolver, change: (hosts: readonly string[]) => readonly string[],
): Resolver {
  return {
    resolve: (host, options) => Promise.resolve(resolver.resolve(host, options)).then((hosts) =>
      Array.isArray(hosts) ? change(hosts as readonly string[]) : hosts),
  };
}

/** Whether the address is one of TCP with a name in place of a numeric host. */
export function isNamed(address: Address): address is TcpAddress {
  return address.kind === "tcp" && typeof address.host === "string" && /[g-z]/.test(address.host);
}

/** How a reactor connects to the addresses of a name; `attempt` connects to one. */
export type ByName = (
  addresses: readonly Address[],
  attempt: (address: Address, options?: ConnectOptions) => Promise<Transport>,
  options: ConnectOptions,
) => Promise<Transport>;

/** A reactor that connects to names in a way of its own. */
export function connectingByName(reactor: Reactor, connect: ByName): Reactor {
  return override(reactor, {
    connect(address, factory, options = {}) {
      if (!isNamed(address)) return reactor.connect(address, factory, options);
      const { attemptDelay: _, ...others } = options;
      const { signal } = options;
      return reactor.resolve(address.host, signal === undefined ? {} : { signal }).then((hosts) =>
        connect(hosts.map((each) => ({ ...address, host: each })), (each, more = {}) =>
          reactor.connect(each, factory, { ...others, ...more }), options));
    },
  });
}
