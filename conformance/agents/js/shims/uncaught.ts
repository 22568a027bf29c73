// Captured before a shim can replace it.
const capture = process.setUncaughtExceptionCaptureCallback.bind(process);
const on = process.on.bind(process);

/** What is told of an error that nobody catches. */
export type Escaped = (how: "exception" | "rejection", error: unknown) => void;

/** Takes the errors that reach the host itself: for a program that expects them, or else as escapes. */
export class Uncaught {
  #collected: string[] | null = null;

  constructor(escaped: Escaped) {
    capture((error) => {
      if (this.#collected === null) escaped("exception", error);
      else this.#collected.push(String(Object(error)["message"]));
    });
    on("unhandledRejection", (reason) => escaped("rejection", reason));
  }

  /** Collects the messages of what comes from now on. */
  collect(): readonly string[] {
    this.#collected = [];
    return this.#collected;
  }

  /** From now on they are escapes again. */
  release(): void {
    this.#collected = null;
  }
}
