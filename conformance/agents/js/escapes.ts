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
  #others: readonly NodeJS.UnhandledRejectionListener[] = [];

  constructor(tell: (how: Escape, error: unknown) => void) {
    this.#tell = tell;
  }

  begin(): void {
    current?.end();
    if (process.hasUncaughtExceptionCaptureCallback()) return;
    current = this;
    process.setUncaughtExceptionCaptureCallback((error) => this.#tell("exception", error));
    this.#others = process.listeners("unhandledRejection");
    for (const other of this.#others) process.off("unhandledRejection", other);
    process.on("unhandledRejection", this.#rejected);
  }

  end(): void {
    if (current !== this) return;
    current = null;
    process.setUncaughtExceptionCaptureCallback(null);
    process.off("unhandledRejection", this.#rejected);
    for (const other of this.#others) process.on("unhandledRejection", other);
  }
}
