import { isMainThread } from "node:worker_threads";

// Functions that scenarios in code have called in a thread.

export function echo(...args: readonly unknown[]): readonly unknown[] {
  return args;
}

export function sum(bytes: ArrayBuffer): number {
  return new Uint8Array(bytes).reduce((total, each) => total + each, 0);
}

/** An error of a class of the program's own, which has no name of its own. */
class Refusal extends RangeError {
  readonly code = "ECONNREFUSED";
  readonly category = "refused";
}

export function fail(): never {
  throw new Refusal("not today");
}

/** Shows in a stack. */
export function failAtDepth(): never {
  return fail();
}

export function failPlainly(): never {
  throw new TypeError("plainly");
}

export function returnFunction(): () => void {
  return () => undefined;
}

/** Ends its thread: one that is called in the reactor's own leaves the process alone. */
export function exit(): never {
  if (isMainThread) throw new Error("this is no thread of its own");
  process.exit(3);
}

/** What no module should have in place of a function. */
export const noFunction = 1;
