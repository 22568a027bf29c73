import { ownList } from "./captured.js";

// Captured before a subject can replace them.
const on = process.on.bind(process);
const off = process.off.bind(process);
const listeners = process.listeners.bind(process);
const capture = process.setUncaughtExceptionCaptureCallback.bind(process);
const isCaptured = process.hasUncaughtExceptionCaptureCallback.bind(process);

/** What became of an error that nobody caught. */
export type Escape = "exception" | "rejection";

/** The one that watches: a scenario that never came to its end leaves its own behind. */
let current: Escapes | null = null;

/**
 * Takes, for the time of a scenario, the errors that reach the host itself: whatever else would be told of them, or
 * would end the process, is left out.
 */
export class Escapes {
  readonly #tell: (how: Escape, error: unknown) => void;
  readonly #rejected = (reason: unknown): void => this.#tell("rejection", reason);
  #others: readonly NodeJS.UnhandledRejectionListener[] = ownList();

  constructor(tell: (how: Escape, error: unknown) => void) {
    this.#tell = tell;
  }

  begin(): void {
    current?.end();
    if (isCaptured()) return;
    current = this;
    capture((error) => this.#tell("exception", error));
    this.#others = ownList(listeners("unhandledRejection"));
    for (const other of this.#others) off("unhandledRejection", other);
    on("unhandledRejection", this.#rejected);
  }

  end(): void {
    if (current !== this) return;
    current = null;
    capture(null);
    off("unhandledRejection", this.#rejected);
    for (const other of this.#others) on("unhandledRejection", other);
  }
}
