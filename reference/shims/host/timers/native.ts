import { Socket } from "node:net";
import * as timers from "node:timers";
import * as promises from "node:timers/promises";

/** The host's own functions, captured before anybody can replace them. */
export const native = {
  setTimeout: timers.setTimeout,
  clearTimeout: timers.clearTimeout,
  setInterval: timers.setInterval,
  clearInterval: timers.clearInterval,
  setImmediate: timers.setImmediate,
  clearImmediate: timers.clearImmediate,
  promises: {
    setTimeout: promises.setTimeout,
    setInterval: promises.setInterval,
    setImmediate: promises.setImmediate,
  },
  signalTimeout: AbortSignal.timeout.bind(AbortSignal),
  socketSetTimeout: Socket.prototype.setTimeout,
} as const;

/** The longest delay that the host's timers take, in ms. */
export const LONGEST_DELAY = 2 ** 31 - 1;

/** `Symbol.dispose`, also where the host only stands in for it. */
export const dispose: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for("nodejs.dispose");

function prototypeOf(made: object): object {
  return Object.getPrototypeOf(made) as object;
}

const timeout = timers.setTimeout(() => {}, 1);
timers.clearTimeout(timeout);
const immediate = timers.setImmediate(() => {});
timers.clearImmediate(immediate);

/** What the host's timers inherit from. Their classes are not exported. */
export const timeoutPrototype = prototypeOf(timeout);
export const immediatePrototype = prototypeOf(immediate);
