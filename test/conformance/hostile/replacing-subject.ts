import { EventEmitter } from "node:events";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import timers from "node:timers";
import type { Reactor, ThreadPoolOptions } from "../../../spec/reactor.js";
import { createReactor as createReference } from "../../../reference/node/index.js";

// The reference, which replaces what the language and the host have as soon as it has made a reactor. What it puts in
// place serves everybody but the kit: called from there, it throws.

const { apply, ownKeys } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;
const OriginalError = Error;
const { includes, split } = String.prototype;
/** In a stack: the title, this module's two functions, and who called. */
const CALLER = 3;

/** The line of the stack that tells who called what is in place; null if it was not the kit. */
function calledByKit(): string | null {
  const { stack = "" } = new OriginalError();
  const caller = (apply(split, stack, ["\n"]) as string[])[CALLER] ?? "";
  return apply(includes, caller, ["/conformance/agents/"]) as boolean ? caller : null;
}

function replace(owner: object, key: PropertyKey): void {
  const property = getOwnPropertyDescriptor(owner, key);
  const original: unknown = property?.value;
  if (typeof original !== "function" || property?.configurable === false || key === "constructor") return;
  function replaced(this: unknown, ...args: unknown[]): unknown {
    const caller = calledByKit();
    if (caller !== null) throw new OriginalError(`the kit called ${String(key)}, which is not what it was, ${caller}`);
    return apply(original as () => unknown, this, args);
  }
  defineProperty(owner, key, { ...property, value: replaced });
}

function replaceAll(): void {
  const whole = [
    Array.prototype, Map.prototype, Set.prototype, Promise.prototype, JSON, net.Socket.prototype, net.Server.prototype,
    EventEmitter.prototype,
  ];
  const some: readonly (readonly [object, readonly PropertyKey[]])[] = [
    [globalThis, [
      "setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "clearImmediate", "queueMicrotask",
    ]],
    [timers, ["setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "clearImmediate"]],
    [process, ["hrtime", "send", "exit", "kill", "cwd", "memoryUsage", "getActiveResourcesInfo"]],
    [process.stderr, ["write"]],
    [net, ["connect", "createConnection", "createServer"]],
    [Object, ["entries", "fromEntries", "keys", "values", "assign", "getPrototypeOf", "hasOwn"]],
    [Array, ["isArray", "from", "of"]],
    [Number, ["isFinite", "isInteger"]],
    [Date, ["now"]],
  ];
  for (const [owner, keys] of some) for (const key of keys) replace(owner, key);
  for (const owner of whole) for (const key of ownKeys(owner)) replace(owner, key);
  syncBuiltinESMExports();
}

let isDone = false;

export function createReactor(options: ThreadPoolOptions = {}): Reactor {
  const reactor = createReference(options);
  if (!isDone) replaceAll();
  isDone = true;
  return reactor;
}
