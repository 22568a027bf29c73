import { clearInterval, setInterval } from "node:timers";
import { Worker } from "node:worker_threads";

/** How long this process may be without a turn, in milliseconds, before that is told. */
const PATIENCE_MS = 10_000;
/** How often a turn is noted, as a part of that. */
const PART = 0.1;
const MOST_BYTES = 512;

/** What the thread that watches shares with this one. */
export interface Watched {
  /** How often this thread had a turn; how many bytes the name has. */
  readonly counts: Int32Array;
  /** What is being played. */
  readonly name: Uint8Array;
  readonly patience: number;
}

/**
 * Tells on the standard error, from a thread of its own, that this process has had no turn for long. It is for subjects
 * in this process: one that does not return holds up everything else here, the watchdogs among it.
 */
export class HangNotice {
  readonly #watched: Watched;
  readonly #worker: Worker;
  readonly #timer: NodeJS.Timeout;

  /** @param scale multiplies the patience. */
  constructor(scale: number) {
    const patience = PATIENCE_MS * scale;
    this.#watched = {
      counts: new Int32Array(new SharedArrayBuffer(8)),
      name: new Uint8Array(new SharedArrayBuffer(MOST_BYTES)),
      patience,
    };
    this.#worker = new Worker(new URL("./hang-watch.js", import.meta.url), { workerData: this.#watched });
    this.#worker.unref();
    this.#timer = setInterval(() => {
      Atomics.add(this.#watched.counts, 0, 1);
      Atomics.notify(this.#watched.counts, 0);
    }, patience * PART);
    this.#timer.unref();
  }

  /** Names what is being played. */
  playing(scenario: string): void {
    const { counts, name } = this.#watched;
    const { written } = new TextEncoder().encodeInto(scenario, name);
    Atomics.store(counts, 1, written);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#worker.terminate();
  }
}
