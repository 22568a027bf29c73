import type {
  Address, ErrorCategory, Listener, Protocol, ProtocolFactory, Reactor, ReactorError, Transport,
} from "../../spec/reactor.js";
import { override } from "./override.js";

/** A reactor that hands out the listener that `change` makes of each listener. */
export function overListeners(reactor: Reactor, change: (listener: Listener) => Listener): Reactor {
  return override(reactor, {
    listen: (address, factory, options) => reactor.listen(address, factory, options).then(change),
  });
}

/** A reactor whose attempts fail with what `change` makes of each failure. */
export function overFailures(reactor: Reactor, change: (failure: ReactorError) => unknown): Reactor {
  const fail = (error: unknown): never => {
    throw isFailure(error) ? change(error) : error;
  };
  return override(reactor, {
    listen: (address, factory, options) => reactor.listen(address, factory, options).catch(fail),
    connect: (address, factory, options) => reactor.connect(address, factory, options).catch(fail),
  });
}

/** A factory whose protocols are made by `change`. */
export function changeProtocols(factory: ProtocolFactory, change: (protocol: Protocol) => Protocol): ProtocolFactory {
  if (typeof factory !== "function") return factory;
  return (remote) => {
    const protocol = factory(remote);
    return protocol === null ? null : change(protocol);
  };
}

/** A factory whose protocols call `made` before their own connectionMade. */
export function beforeMade(factory: ProtocolFactory, made: (transport: Transport) => void): ProtocolFactory {
  return changeProtocols(factory, (protocol) => override(protocol, {
    connectionMade(transport) {
      made(transport);
      return protocol.connectionMade?.(transport);
    },
  }));
}

/** A failure that a faulty reactor makes up. */
export function failure(category: ErrorCategory, address: Address): ReactorError {
  return Object.assign(new Error(category), { category, code: null, errno: null, syscall: null, address });
}

function isFailure(error: unknown): error is ReactorError {
  return error instanceof Error && "category" in error;
}

/** A reactor that notifies the protocol that `change` makes of each, of connections that it opened. */
export function overOpened(reactor: Reactor, change: (protocol: Protocol) => Protocol): Reactor {
  return override(reactor, {
    connect: (address, factory, options) => reactor.connect(address, changeProtocols(factory, change), options),
  });
}
