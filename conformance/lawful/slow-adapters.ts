import type { Adapters, IterableConnection, Reactor } from "../../spec/reactor.js";
import { override } from "../faulty/override.js";

/** Iterated connections whose reads and writes are fulfilled some turns after they could be. */
export function slowAdapters(adapters: Adapters): Adapters {
  return override(adapters, {
    iterate(reactor, serve) {
      if (typeof serve !== "function") return adapters.iterate(reactor, serve);
      return adapters.iterate(reactor, (connection) => serve(slow(reactor, connection)));
    },
  });
}

function slow(reactor: Reactor, connection: IterableConnection): IterableConnection {
  return override(connection, {
    next: () => connection.next().then((result) => later(reactor, result)),
    write(data) {
      const written = connection.write(data).then(() => later(reactor, undefined));
      written.catch(() => undefined);
      return written;
    },
  });
}

/** The value, two turns later, if the reactor has any. */
function later<Value>(reactor: Reactor, value: Value): Promise<Value> {
  return new Promise((resolve) => {
    if (!reactor.running) return resolve(value);
    reactor.callLater(0, () => void reactor.callLater(0, () => resolve(value)));
    return undefined;
  });
}
