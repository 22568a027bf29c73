import type { Reactor, ThreadPoolOptions } from "../../../spec/reactor.js";
import { override } from "../../../conformance/faulty/override.js";
import { createReactor as createReference } from "../../../reference/node/index.js";
import { hostilities, type Hostility } from "./hostilities.js";
import { ofDelay, ofPool } from "./triggers.js";

// The reference, but for the scenarios that trigger a hostility.

export function createReactor(options: ThreadPoolOptions = {}): Reactor | PromiseLike<Reactor> {
  const inCreate = ofPool(hostilities, options.threads);
  return inCreate === null
    ? hostile(createReference(options))
    : inCreate.act(createReference()) as PromiseLike<Reactor>;
}

function hostile(reactor: Reactor): Reactor {
  let inStop: Hostility | null = null;
  let refuses = false;
  const changed = override(reactor, {
    callLater(delay, callback) {
      const hostility = ofDelay(hostilities, delay);
      if (hostility?.in === "call") refuses = hostility.act(reactor) === "refuse";
      if (hostility?.in === "stop") inStop = hostility;
      if (hostility?.in !== "callback") return reactor.callLater(delay, callback);
      return reactor.callLater(delay, () => {
        if (hostility.act(reactor) !== "swallow") callback();
      });
    },
    stop() {
      if (inStop?.act(reactor) !== "ignore") reactor.stop();
    },
  });
  return new Proxy(changed, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      return refuses && typeof value === "function" ? refuse : value;
    },
  });
}

function refuse(): never {
  throw new Error("not today");
}
