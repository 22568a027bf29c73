import type { Operation } from "../language/operations.js";
import type { AgentEvent } from "../trace/events.js";

/** Something that the model forbids, or that had to come and did not. */
export interface Broken {
  readonly requirement: string;
  readonly says: string;
  /** What it happened to: of one thing the model says only what went wrong first. */
  readonly of: string;
}

/**
 * One part of what a reactor does, as a state machine that takes a trace event by event. Where the standard leaves
 * something open, it is in several states at once.
 */
export interface Part {
  /** Takes an event; `operation` is what the agent made a call for. */
  take(event: AgentEvent, operation: Operation | null): readonly Broken[];
  /** The events that may come next, in words. */
  lawful(): readonly string[];
  /** What had to come and has not, where nothing comes any more though the run goes on. */
  owed(): readonly Broken[];
}

/** What all parts need to know of the run. */
export interface RunState {
  /** `stopping`: stop was called, and the run has not settled. */
  readonly state: "before" | "running" | "stopping" | "over";
  /** The latest time of the reactor's clock. */
  readonly now: number;
}

export const NOTHING: readonly Broken[] = [];

/** Whether a call came to nothing because the scenario named what is not there, or the subject has no such call. */
export function isVoid(threw: { readonly type: string } | undefined): boolean {
  return threw?.type === "NotThere" || threw?.type === "Unsupported";
}
