import type { Adapter, Address, ConnectOptions, Reactor } from "../../spec/reactor.js";

/**
 * Connects, and gives the connection in a style (`adapter.open`). It fails, is cancelled and refuses its arguments as
 * `connect` does (`adapter.open.fails`, `adapter.open.cancelled`).
 * @throws TypeError or RangeError, at the call, for an argument that can never work.
 */
export function open<Connection>(
  reactor: Reactor,
  address: Address,
  adapter: Adapter<Connection>,
  options?: ConnectOptions,
): Promise<Connection> {
  if (typeof adapter !== "function") throw new TypeError(`the adapter is not a function: ${typeof adapter}`);
  let opened: Connection | undefined;
  const factory = adapter(reactor, (connection) => {
    opened = connection;
  });
  return reactor.connect(address, factory, options).then(() => opened as Connection);
}
