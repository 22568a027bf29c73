import type { Reactor } from "../../spec/reactor.js";

/** A reactor behind a Proxy that adds nothing. */
export function proxied(reactor: Reactor): Reactor {
  return new Proxy(reactor, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) as unknown : value;
    },
  });
}
