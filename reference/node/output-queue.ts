import type { Writable } from "node:stream";

// Captured before anybody can replace it.
const { queueMicrotask } = globalThis;

/** Up to this many bytes, the writes of a turn are copied into one; beyond, they are handed over together. */
const LARGEST_JOIN = 16 * 1024;

/**
 * The output of one socket or pipe, in the order of the writes (`transport.write.order`, `transport.write.elsewhere`,
 * `transport.write.large`): those of a callback are handed over when it has returned, as one. Reading does not wait
 * for it (`transport.write.stalled-reads`).
 */
export class OutputQueue {
  readonly #socket: Writable;
  readonly #ending: () => void;
  readonly #handedOver: () => void;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #state: "open" | "flushing" | "ended" | "discarded" = "open";
  readonly #flush = (): void => this.flush();

  /** `ending` is called just before the end is sent, `handedOver` when the platform has taken some of the output. */
  constructor(socket: Writable, ending: () => void, handedOver: () => void) {
    this.#socket = socket;
    this.#ending = ending;
    this.#handedOver = handedOver;
  }

  /** Bytes not yet handed to the platform. */
  get pendingBytes(): number {
    return this.#waitingBytes + this.#socket.writableLength;
  }

  /** Whether the end is being sent just now. */
  get isEnding(): boolean {
    return this.#state === "ended" && !this.#socket.writableFinished && !this.#socket.destroyed;
  }

  /** Whether a write would tell the state of the connection, and at once. */
  get canProbe(): boolean {
    return this.#state !== "ended" && this.#socket.writable && this.#socket.writableLength === 0;
  }

  write(data: Uint8Array): void {
    if (this.#waiting.length === 0) queueMicrotask(this.#flush);
    this.#waiting.push(data);
    this.#waitingBytes += data.length;
  }

  /** Sends the end after everything written. Not before that is flushed: until then there can be a reset. */
  end(): void {
    if (this.#state !== "open") return;
    this.#state = "flushing";
    this.#socket.on("drain", () => this.#endIfFlushed());
    queueMicrotask(this.#flush);
  }

  /** Forgets what is not handed over; nothing more is sent. */
  discard(): void {
    if (this.#state !== "ended") this.#state = "discarded";
    this.#take();
  }

  /** Hands over what is waiting. */
  flush(): void {
    const total = this.#waitingBytes;
    const waiting = this.#take();
    if (this.#state === "discarded" || !this.#socket.writable) return;
    if (waiting.length <= 1 || total > LARGEST_JOIN) this.#handOver(waiting);
    else this.#handOver([Buffer.concat(waiting, total)]);
    this.#endIfFlushed();
  }

  /** Writes nothing; `succeeded` is called if the connection could take it. */
  probe(succeeded: () => void): void {
    this.#socket.write(new Uint8Array(0), (error) => {
      if (error === null || error === undefined) succeeded();
    });
  }

  #take(): readonly Uint8Array[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    return waiting;
  }

  #handOver(waiting: readonly Uint8Array[]): void {
    if (waiting.length > 1) this.#socket.cork();
    for (const data of waiting) this.#socket.write(data, this.#handedOver);
    if (waiting.length > 1) this.#socket.uncork();
  }

  #endIfFlushed(): void {
    if (this.#state !== "flushing" || this.pendingBytes > 0 || !this.#socket.writable) return;
    this.#state = "ended";
    this.#ending();
    this.#socket.end();
  }
}
