import type { Outcome } from "../../core/callbacks.js";

/** Is told how a blocking call came out: once, in a callback of the reactor or within the call. It enters nothing. */
export type Done<Value> = (outcome: Outcome<Value>) => void;

/** Gives up waiting: what would have ended the wait stays for others, and nobody is told of anything. */
export type GiveUp = () => void;

/** How somebody learns of the outcome of a promise that a reactor returned. */
export type Watch = <Value>(promise: Promise<Value>, done: Done<Value>) => void;

/** As the host's microtasks have it: for styles that leave the stack while they wait. */
export const watchByMicrotask: Watch = (promise, done) => {
  promise.then((value) => done({ kind: "returned", value }), (error: unknown) => done({ kind: "threw", error }));
};

/** Nothing to give up: the outcome was there at once. */
export const nothingToGiveUp: GiveUp = () => {};

/** @throws what the call threw. */
export function valueOf<Value>(outcome: Outcome<Value>): Value {
  if (outcome.kind === "threw") throw outcome.error;
  return outcome.value;
}
