import type { Hook, Reactor } from "../../spec/reactor.js";
import { overListeners } from "../faulty/override-endpoints.js";
import { override, overTransports } from "../faulty/override.js";

/** What stands behind an object that shows nothing of its own. */
const behind = new WeakMap<object, object>();

/**
 * A frozen object without properties of its own: its members are its class's, cannot be enumerated, and work on this
 * object alone, as those do that have private fields.
 */
function closed<T extends object>(object: T): T {
  const members = new Map<PropertyKey, PropertyDescriptor>();
  for (let at: object | null = object; at !== null && at !== Object.prototype; at = Reflect.getPrototypeOf(at)) {
    for (const key of Reflect.ownKeys(at)) members.set(key, { get: getter(key), enumerable: false });
  }
  const made = Object.freeze(Object.create(Object.create(null, Object.fromEntries(members)))) as T;
  behind.set(made, object);
  return made;
}

function getter(key: PropertyKey): () => unknown {
  return function (this: object): unknown {
    const value: unknown = Reflect.get(whatIsBehind(this), key);
    if (typeof value !== "function") return value;
    return function (this: object, ...all: readonly unknown[]): unknown {
      return Reflect.apply(value, whatIsBehind(this), [...all]);
    };
  };
}

function whatIsBehind(object: object): object {
  const found = behind.get(object);
  if (found === undefined) throw new TypeError("the object is of another class");
  return found;
}

/** A reactor that is frozen and hides what it holds, as its transports, listeners, timed calls and hooks do. */
export function closedObjects(reactor: Reactor): Reactor {
  const over = overTransports(overListeners(reactor, closed), closed);
  return closed(override(over, {
    callLater: (delay, callback) => closed(over.callLater(delay, callback)),
    addHook: (phase, hook): Hook => closed(over.addHook(phase, hook)),
  }));
}
