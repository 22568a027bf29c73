import type { Readable, Writable } from "node:stream";
import type { PeerEvents, PeerSocket } from "./network.js";
import { PacedReading } from "./paced-reading.js";

// Captured before a subject can replace it.
const { setImmediate } = globalThis;

/** The other ends of the standard streams of a child process, as the driver has them. */
export interface StandardStreamEnds {
  /** What is written here is the child's standard input. */
  readonly input: Writable;
  /** What is read here is the child's standard output. */
  readonly output: Readable;
}

/** A peer that holds the other ends of a subject's standard streams. */
export class NodeStreamsPeer implements PeerSocket {
  readonly #ends: StandardStreamEnds;
  readonly #reading: PacedReading;
  #left = false;

  constructor(ends: StandardStreamEnds, events: PeerEvents) {
    this.#ends = ends;
    this.#reading = new PacedReading(ends.output);
    this.#reading.begin(events);
    for (const ended of ["end", "error"]) ends.output.on(ended, () => this.#reading.ended("clean"));
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
    this.#leave();
    this.#ends.input.end();
    this.#ends.output.destroy();
  }

  /** A pipe has no reset: whatever is unread or unsent is dropped. */
  reset(): void {
    this.#leave();
    this.#ends.input.destroy();
    this.#ends.output.destroy();
  }

  pause(): void {
    this.#reading.pause();
  }

  resume(): void {
    this.#reading.resume();
  }

  #leave(): void {
    this.#left = true;
    this.#reading.leave();
  }
}

const ADDRESS = { kind: "standard-streams" } as const;
