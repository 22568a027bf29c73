import type { Readable, Writable } from "node:stream";
import type { PeerEnd, PeerEvents, PeerSocket } from "./network.js";

// Captured before a subject can replace it.
const { setImmediate } = globalThis;

/** The other ends of the standard streams of a child process, as the driver has them. */
export interface StandardStreamEnds {
  /** What is written here is the child's standard input. */
  readonly input: Writable;
  /** What is read here is the child's standard output. */
  readonly output: Readable;
}

/** A peer that holds the other ends of a subject's standard streams. A paused one reads one chunk ahead, of 64 KiB. */
export class NodeStreamsPeer implements PeerSocket {
  readonly #ends: StandardStreamEnds;
  readonly #events: PeerEvents;
  #paused = false;
  #takingPlanned = false;
  #end: PeerEnd | null = null;
  #left = false;

  constructor(ends: StandardStreamEnds, events: PeerEvents) {
    this.#ends = ends;
    this.#events = events;
    ends.output.on("readable", () => this.#planTaking());
    for (const ended of ["end", "error"]) ends.output.on(ended, () => this.#ended());
    // That nobody reads its input any more is for the child to decide.
    ends.input.on("error", () => undefined);
    setImmediate(() => {
      if (!this.#left) events.connected(ADDRESS, ADDRESS);
    });
  }

  get unsentBytes(): number {
    return this.#ends.input.writableLength;
  }

  send(bytes: Uint8Array): void {
    if (this.#ends.input.writable) this.#ends.input.write(bytes);
  }

  end(): void {
    this.#ends.input.end();
  }

  /** Ends the input behind what was sent, and reads no more of the output. */
  close(): void {
    this.#left = true;
    this.#ends.input.end();
    this.#ends.output.destroy();
  }

  /** A pipe has no reset: whatever is unread or unsent is dropped. */
  reset(): void {
    this.#left = true;
    this.#ends.input.destroy();
    this.#ends.output.destroy();
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#planTaking();
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
    while (!this.#paused && !this.#left) {
      const chunk = this.#ends.output.read() as Uint8Array | null;
      if (chunk === null) break;
      this.#events.data(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    }
    if (this.#end === null || this.#paused || this.#left) return;
    this.#left = true;
    this.#events.end(this.#end);
  }

  #ended(): void {
    this.#end = "clean";
    this.#planTaking();
  }
}

const ADDRESS = { kind: "standard-streams" } as const;
