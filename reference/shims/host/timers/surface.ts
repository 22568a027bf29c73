import { Socket } from "node:net";
import timers from "node:timers";
import promises from "node:timers/promises";
import type { ShimContext } from "../group.js";
import type { PatchJournal } from "../patch-journal.js";
import { Immediate } from "./immediate.js";
import { immediatePrototype, LONGEST_DELAY, native } from "./native.js";
import { promisedImmediate, promisedInterval, promisedTimeout, type PromisedTimers } from "./promises.js";
import { Timeout, timeoutById, type TimerCallback } from "./timeout.js";

type Starter = "setTimeout" | "setInterval" | "setImmediate";
type Clearer = "clearTimeout" | "clearInterval" | "clearImmediate";
type Replacement = (this: unknown, ...args: never[]) => unknown;

/** Replaces a function among the globals, and by the same function in the module `timers`. */
function replace(journal: PatchJournal, key: Starter | Clearer, replacement: Replacement): void {
  journal.method({ target: globalThis, of: "globalThis", key }, () => replacement);
  journal.value({ target: timers, of: "timers", key }, globalThis[key]);
}

/** `setTimeout`, `setInterval`, what clears them, and what is made of them, on the reactor. */
export function patchTimeouts(journal: PatchJournal, context: ShimContext): void {
  const start = (key: "setTimeout" | "setInterval"): void =>
    replace(journal, key, (callback: TimerCallback, after: unknown, ...args: unknown[]) => {
      if (typeof callback !== "function") return native[key](callback, after as number);
      const passed = args.length > 0 ? args : undefined;
      return new Timeout(context, { callback, after, args: passed, repeats: key === "setInterval", refed: true });
    });
  const clear = (key: "clearTimeout" | "clearInterval"): void => replace(journal, key, (timer: unknown) => {
    const isId = typeof timer === "number" || typeof timer === "string";
    const ours = isId ? timeoutById(timer) : timer;
    if (ours instanceof Timeout) ours.clear();
    else native[key](timer as number);
  });
  start("setTimeout");
  start("setInterval");
  clear("clearTimeout");
  clear("clearInterval");
  patchPromisedTimeouts(journal, promisedTimers(context));
  patchSignals(journal, context);
  patchSockets(journal, context);
}

/** `setImmediate`, what clears it, and what is made of it, on the reactor. */
export function patchImmediates(journal: PatchJournal, context: ShimContext): void {
  replace(journal, "setImmediate", (callback: TimerCallback, ...args: unknown[]) => {
    if (typeof callback !== "function") return native.setImmediate(callback);
    return new Immediate(context, callback, args.length > 0 ? args : undefined);
  });
  replace(journal, "clearImmediate", (immediate: unknown) => {
    if (immediate instanceof Immediate) immediate.clear();
    // Of what is none, the host counts down how many there are, and then calls none any more.
    else if (isHostImmediate(immediate)) native.clearImmediate(immediate);
  });
  const made = promisedTimers(context);
  journal.method({ target: promises, of: "timers/promises", key: "setImmediate" }, () =>
    (value: unknown, options: unknown) => promisedImmediate(made, value, options));
  patchScheduler(journal, "yield", () => promisedImmediate(made, undefined, undefined));
}

function isHostImmediate(immediate: unknown): immediate is NodeJS.Immediate {
  return Object.prototype.isPrototypeOf.call(immediatePrototype, Object(immediate));
}

function promisedTimers(context: ShimContext): PromisedTimers {
  return {
    timeout: (callback, after, repeats, refed) =>
      new Timeout(context, { callback, after, args: undefined, repeats, refed }),
    immediate: (callback, refed) => {
      const immediate = new Immediate(context, callback, undefined);
      return refed ? immediate : immediate.unref();
    },
  };
}

function patchPromisedTimeouts(journal: PatchJournal, made: PromisedTimers): void {
  const of = "timers/promises";
  journal.method({ target: promises, of, key: "setTimeout" }, () =>
    (after: unknown, value: unknown, options: unknown) => promisedTimeout(made, after, value, options));
  journal.method({ target: promises, of, key: "setInterval" }, () =>
    (after: unknown, value: unknown, options: unknown) => promisedInterval(made, after, value, options));
  patchScheduler(journal, "wait", (delay, options) => promisedTimeout(made, delay, undefined, options));
}

/** The host's scheduler refuses to be called on another object. */
function patchScheduler(
  journal: PatchJournal, key: "wait" | "yield", replacement: (...args: unknown[]) => unknown,
): void {
  const target = Object.getPrototypeOf(promises.scheduler) as object;
  journal.method({ target, of: "timers/promises.scheduler", key }, (original) => function (this: unknown, ...args) {
    return this === promises.scheduler ? replacement(...args) : Reflect.apply(original, this, args);
  });
}

function patchSignals(journal: PatchJournal, context: ShimContext): void {
  journal.method({ target: AbortSignal, of: "AbortSignal", key: "timeout" }, () => (delay: unknown) => {
    const isDelay = typeof delay === "number" && Number.isInteger(delay) && delay >= 0;
    if (!isDelay || delay > Number.MAX_SAFE_INTEGER) return native.signalTimeout(delay as number);
    const controller = new AbortController();
    const callback = (): void =>
      controller.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
    new Timeout(context, { callback, after: delay, args: undefined, repeats: false, refed: false });
    return controller.signal;
  });
}

/** Where the host keeps the timer of a socket's inactivity; it calls `refresh()` of it whenever there is activity. */
const inactivity = Object.getOwnPropertySymbols(new Socket()).find(({ description }) => description === "timeout");

interface Inactive {
  destroyed?: boolean;
  _onTimeout?: () => void;
  [timer: symbol]: unknown;
}

/** The host does all that there is to do, and then its timer is replaced by one of the reactor. */
function patchSockets(journal: PatchJournal, context: ShimContext): void {
  const point = { target: Socket.prototype, of: "net.Socket.prototype", key: "setTimeout" };
  journal.method(point, (original) => function (this: unknown, delay, callback) {
    const socket = this as Inactive;
    const result = Reflect.apply(original, socket, [delay, callback]);
    const isSet = typeof delay === "number" && delay > 0 && socket.destroyed !== true;
    if (inactivity === undefined || !isSet) return result;
    native.clearTimeout(socket[inactivity] as NodeJS.Timeout);
    socket[inactivity] = new Timeout(context, {
      callback: () => socket._onTimeout?.(), after: Math.min(delay, LONGEST_DELAY), args: undefined, repeats: false,
      refed: false,
    });
    return result;
  });
}

/** What the surface of the timers leans on and is not public: null, or what is not as expected. */
export function checkSurface(): string | null {
  return inactivity === undefined ? "net.Socket keeps no timer of inactivity that can be found" : null;
}
