import type { PassedError } from "./passed-error.js";

/** What becomes of a function that was called in another thread. */
export type PassedOutcome = { readonly value: unknown } | { readonly error: PassedError };

/** Waits in a port for whoever connects by it. */
export interface PortGreeting {
  /** Two cells: how often the reactor has had something to tell, and whether the port is closed. */
  readonly cells: SharedArrayBuffer;
  readonly names: readonly string[];
  /** The thread of the reactor. */
  readonly thread: number;
}

export const SIGNALS = 0;
export const CLOSED = 1;

/**
 * What a thread sends: the place of a function among the names, and the arguments of each of its calls; or those of
 * one call that it waits for, and its id. Arrays, because objects take longer to copy.
 */
export type PortCall =
  | readonly [called: number, argumentLists: readonly (readonly unknown[])[]]
  | readonly [called: number, args: readonly unknown[], id: number];

/** The outcome of the call with this id. */
export interface PortReply {
  readonly id: number;
  readonly outcome: PassedOutcome;
}
