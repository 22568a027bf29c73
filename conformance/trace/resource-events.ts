import type { ErrorInfo } from "./error-info.js";

/** What the process of a subject holds, as counts; null for what its host cannot tell. */
export interface Resources {
  /** Open descriptors. */
  readonly descriptors: number | null;
  /** What keeps the program alive: timers, handles, threads, as the host counts them. */
  readonly active: number | null;
  /** Handlers of signals, and of events of the process. */
  readonly handlers: number | null;
}

/** countResources: what the process holds now. */
export interface ResourcesEvent extends Resources {
  readonly ev: "resources";
  /** The name that the operation gives. */
  readonly as: string;
}

/** An error has reached the host itself: thrown out of a task of the host, or of a promise that nobody handles. */
export interface EscapedEvent {
  readonly ev: "escaped";
  readonly how: "exception" | "rejection";
  readonly error: ErrorInfo;
}
