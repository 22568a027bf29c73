import type { Callbacks } from "./callbacks.js";
import type { Host, Task } from "./host.js";

/** How many calls are handed to the host at once; the rest wait for its next turn. */
const LARGEST_BATCH = 256;

/**
 * Callbacks that threads, the reactor's own among them, want called in the reactor thread: each in a host task of its
 * own, in the order they came (`thread.from.called`, `thread.from.order`, `thread.from.deferred`,
 * `thread.from.serial`). A host task wakes a host that sleeps (`thread.from.wakes`, `thread.from.own-wakes`). What
 * comes while a batch is called waits for the next one, after I/O (`thread.from.fair.timers`,
 * `thread.from.fair.connections`).
 */
export class ThreadCalls {
  readonly #host: Host;
  readonly #callbacks: Callbacks;
  readonly #step = (): void => this.#next();
  #taken: Task[] = [];
  #at = 0;
  #waiting: Task[] = [];
  #batchLeft = 0;
  #state: "waiting" | "serving" | "closing" = "waiting";

  constructor(host: Host, callbacks: Callbacks) {
    this.#host = host;
    this.#callbacks = callbacks;
  }

  /** Between runs, what comes is kept for the next (`thread.from.queued`). */
  submit(callback: Task): void {
    if (this.#state === "closing") return;
    this.#waiting.push(callback);
    this.#plan();
  }

  begin(): void {
    this.#state = "serving";
    this.#plan();
  }

  /** The run closes: what is pending is dropped, and what still comes (`thread.stop.thread-calls`). */
  suspend(): void {
    this.#state = "closing";
    this.#taken = [];
    this.#waiting = [];
    this.#at = 0;
  }

  end(): void {
    this.#state = "waiting";
  }

  #plan(): void {
    if (this.#state !== "serving" || this.#batchLeft > 0) return;
    this.#batchLeft = Math.min(this.#taken.length - this.#at + this.#waiting.length, LARGEST_BATCH);
    for (let count = this.#batchLeft; count > 0; count -= 1) this.#host.defer(this.#step);
  }

  /** One that throws keeps none from being called (`thread.from.throw.reported`, `thread.from.throw.contained`). */
  #next(): void {
    this.#batchLeft -= 1;
    if (this.#at === this.#taken.length) {
      this.#taken = this.#waiting;
      this.#waiting = [];
      this.#at = 0;
    }
    const callback = this.#taken[this.#at];
    if (callback === undefined) return;
    this.#at += 1;
    this.#callbacks.enter(callback);
    this.#plan();
  }
}
