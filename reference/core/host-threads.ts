import type { ThreadCallOptions, ThreadFunctions, ThreadPort } from "../../spec/reactor.js";
import type { Task } from "./host.js";

/** The threads of a host. */
export interface HostThreads {
  /**
   * Copies what is to be passed to a thread; what is transferred is moved into the copy.
   * @throws Error if it cannot be cloned.
   */
  copy<T>(value: T, transfer: Workload["transfer"]): T;
  /** Starts a thread. If it ends by itself, `died` is told, with what it threw if that was why. */
  start(died: (cause: unknown) => void): HostThread;
  /** Opens a port by which another thread calls `functions`. */
  openPort(functions: ThreadFunctions, events: ThreadPortEvents): ThreadPort;
}

/** A function to be called in a thread, and a copy of its arguments that is nobody else's. */
export interface Workload {
  readonly module: string;
  readonly name: string;
  readonly args: readonly unknown[];
  readonly transfer: NonNullable<ThreadCallOptions["transfer"]>;
}

/** A thread. It has one function to call at a time. */
export interface HostThread {
  run(workload: Workload, events: WorkEvents): void;
  /** Ends it, whatever it is doing, and calls `ended` when it is no more; nothing else is told then. */
  end(ended: Task): void;
}

/** What a host tells of a function that was called in a thread: one of the two, once. */
export interface WorkEvents {
  returned(value: unknown): void;
  failed(error: unknown): void;
}

/** What a host tells of a port. */
export interface ThreadPortEvents {
  /** Another thread wants this called in the reactor thread. */
  submit(callback: Task): void;
  /** The port is closed, from whichever side. */
  closed(): void;
  /** Another thread begins (1) or ceases (-1) to wait for the outcome of a call. */
  waiting?(threads: 1 | -1): void;
}
