import type { Readable } from "node:stream";
import type { PeerEnd, PeerEvents } from "./network.js";

// Captured before a subject can replace it.
const { setImmediate } = globalThis;

/**
 * The reading of a peer: chunk after chunk of a stream, and behind the last how it ended.
 *
 * Each chunk is taken in a turn of the loop after the one that read it. Otherwise Node (20 and 22) takes the hang-up
 * that is reported along with the last data for an orderly end, though it was a reset.
 *
 * While it is paused, at most one chunk of 64 KiB is read ahead.
 */
export class PacedReading {
  readonly #stream: Readable;
  #events: PeerEvents | null = null;
  #paused = false;
  #takingPlanned = false;
  /** How the other side's sending ended, from then on. */
  #end: PeerEnd | null = null;
  /** Nothing more is told: the end was, or the peer left. */
  #over = false;

  constructor(stream: Readable) {
    this.#stream = stream;
  }

  /** Begins to read, and to tell of it. */
  begin(events: PeerEvents): void {
    this.#events = events;
    this.#stream.on("readable", () => this.#planTaking());
  }

  /** Whether it is known how the other side's sending ended. */
  get hasEnded(): boolean {
    return this.#end !== null;
  }

  /** The peer has left: nothing more is told. */
  leave(): void {
    this.#over = true;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#planTaking();
  }

  /** The other side's sending has ended: of several ends the first counts. */
  ended(how: PeerEnd): void {
    this.#end ??= how;
    this.#take();
  }

  #planTaking(): void {
    if (this.#takingPlanned) return;
    this.#takingPlanned = true;
    setImmediate(() => {
      this.#takingPlanned = false;
      this.#take();
    });
  }

  #take(): void {
    while (!this.#paused && !this.#over) {
      const chunk = this.#stream.read() as Uint8Array | null;
      if (chunk === null) break;
      this.#events?.data(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    }
    if (this.#end === null || this.#paused || this.#over) return;
    this.#over = true;
    this.#events?.end(this.#end);
  }
}
