import type { ErrorInfo } from "./error-info.js";

/** One place at which a realm differs from a snapshot of it. */
export interface Difference {
  /** The path to it, in the words of the host: `net.Socket.prototype.connect`. */
  readonly where: string;
  /** What is different: `binding` is what importers of a module see under this name, where that is another. */
  readonly what: "value" | "attributes" | "added" | "missing" | "order" | "binding";
  /** The part of the host that it belongs to; null for what belongs to none. */
  readonly group: string | null;
}

/** How a realm differs from a snapshot of it: `differences` are the first of them. */
export interface ComparedEvent {
  readonly ev: "compared";
  readonly as: string;
  readonly with: string;
  readonly changed: number;
  readonly differences: readonly Difference[];
}

/**
 * Another library's patches were laid over so many places, or were still at so many when they were taken away; or one
 * place was closed to patches: `where`.
 */
export interface LayeredEvent {
  readonly ev: "layered" | "unlayered" | "obstructed";
  readonly as: string;
  readonly places: number;
  readonly where?: string;
}

/** A host program came to its end. */
export interface PlayedEvent {
  readonly ev: "played";
  readonly program: string;
  readonly as: string;
  /** What it has seen. */
  readonly value: unknown;
  /** Of each part of the host that it used: how many calls reached what the shim is installed over; null if untold. */
  readonly carried: Readonly<Record<string, number | null>>;
  /** What the program failed with, if it did. */
  readonly threw?: ErrorInfo;
}

/** A call of the host was made while others were ready to run. */
export interface ProbedEvent {
  readonly ev: "probed";
  readonly as: string;
  readonly call: string;
  /**
   * `atomic`: nobody else ran before it returned; `declared` and `undeclared`: somebody did, in a switch point by the
   * declaration or not; `blind`: nobody did, and nobody did afterwards either.
   */
  readonly verdict: "atomic" | "declared" | "undeclared" | "blind";
  /** Who ran; `own callback` is a callback that the call was given. */
  readonly ran: readonly string[];
  /** Who did not run after it either, where that is known: of them nothing can be said. */
  readonly silent?: readonly string[];
  /** What the call threw. */
  readonly threw?: ErrorInfo;
}

export type ShimEvent = ComparedEvent | LayeredEvent | PlayedEvent | ProbedEvent;
