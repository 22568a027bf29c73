import type { CloseReason, ClosedError, Protocol, Reactor, Transport } from "../../spec/reactor.js";

/** So many bytes may wait for a consumer until reading is paused (`adapter.read.bounded`). */
const MOST_UNREAD = 64 * 1024;
/** With more bytes unsent, a write waits for a turn, in which the reactor can tell that the connection is held up. */
const MOST_UNSENT = 64 * 1024;

/** The unclean end of a connection, as it is thrown (`adapter.read.unclean`). */
export class ConnectionClosedError extends Error implements ClosedError {
  readonly reason: CloseReason;

  constructor(reason: CloseReason) {
    super(`the connection is over: ${reason.kind}`, "error" in reason ? { cause: reason.error } : undefined);
    this.name = "ConnectionClosedError";
    this.reason = reason;
  }
}

/** Who waits for something that comes once. */
interface Waiter<Value> {
  resolve(value: Value): void;
  reject(error: Error): void;
}

/**
 * A connection as a pair of reads and writes that can be waited for: the heart of every style. As a protocol it needs
 * nothing of the reactor but what the standard says.
 */
export class Conversation implements Protocol {
  /** Fulfilled with the reason once the connection is lost, whoever reads or writes (`adapter.closed`). */
  readonly closed: Promise<CloseReason>;
  readonly transport: Transport;
  readonly #reactor: Reactor;
  readonly #chunks: Uint8Array[] = [];
  readonly #readers: Waiter<Uint8Array | null>[] = [];
  readonly #writers: Waiter<void>[] = [];
  #settleClosed: (reason: CloseReason) => void = () => {};
  #unread = 0;
  #paused = false;
  #heldUp = false;
  #inputEnded = false;
  #outputEnded = false;
  #reason: CloseReason | null = null;

  constructor(reactor: Reactor, transport: Transport) {
    this.#reactor = reactor;
    this.transport = transport;
    this.closed = new Promise((resolve) => {
      this.#settleClosed = resolve;
    });
  }

  // What the reactor tells.

  /**
   * Keeps what nobody waits for (`adapter.read.from-start`, `adapter.read.order`), and no more than there is room for
   * (`adapter.read.bounded`).
   */
  dataReceived(data: Uint8Array): void {
    const reader = this.#readers.shift();
    if (reader !== undefined) {
      reader.resolve(data);
      return;
    }
    this.#chunks.push(data);
    this.#unread += data.length;
    if (this.#unread < MOST_UNREAD || this.#paused) return;
    this.#paused = true;
    this.transport.pauseReading();
  }

  /** The peer's end leaves the sending side as it is (`adapter.read.half-close`). */
  eofReceived(): void {
    this.#inputEnded = true;
    for (const reader of this.#readers.splice(0)) reader.resolve(null);
  }

  /** From now on writes wait (`adapter.write.drain`). */
  pauseWriting(): void {
    this.#heldUp = true;
  }

  resumeWriting(): void {
    this.#heldUp = false;
    this.#goOn();
  }

  connectionLost(reason: CloseReason): void {
    this.#reason = reason;
    if (reason.kind === "done") this.#inputEnded = true;
    for (const reader of this.#readers.splice(0)) this.#answerEnd(reader, reason);
    if (reason.kind === "done") this.#goOn();
    for (const writer of this.#writers.splice(0)) writer.reject(new ConnectionClosedError(reason));
    this.#settleClosed(reason);
  }

  // What a style asks for.

  /**
   * The next chunk, or null at the end, after all that was received (`adapter.read.clean`). Calls are answered in
   * their order (`adapter.read.concurrent`). Rejected with a ClosedError after an unclean end.
   */
  read(): Promise<Uint8Array | null> {
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      this.#unread -= chunk.length;
      this.#resumeReading();
      return Promise.resolve(chunk);
    }
    return new Promise((resolve, reject) => {
      const reader = { resolve, reject };
      if (this.#inputEnded) resolve(null);
      else if (this.#reason !== null) this.#answerEnd(reader, this.#reason);
      else this.#readers.push(reader);
    });
  }

  /**
   * Sends `data`; fulfilled once there is room for more (`adapter.write.drain`,
   * `adapter.write.bounded`), rejected with a ClosedError if the connection is lost (`adapter.write.lost`,
   * `adapter.write.over`), and with a TypeError if the sending side is ended
   * (`adapter.write.ended`). Whoever does not wait for it is not harmed (`adapter.write.unheeded`).
   * @throws TypeError if `data` is not a Uint8Array (`adapter.write.type`).
   */
  write(data: Uint8Array): Promise<void> {
    if (!(data instanceof Uint8Array)) throw new TypeError("what is written is not a Uint8Array");
    const written = this.#write(data);
    written.catch(() => {});
    return written;
  }

  #write(data: Uint8Array): Promise<void> {
    if (this.#reason !== null) return Promise.reject(new ConnectionClosedError(this.#reason));
    if (this.#outputEnded) return Promise.reject(new TypeError("the sending side is ended"));
    this.transport.write(data);
    if (!this.#heldUp && this.transport.pendingBytes <= MOST_UNSENT) return Promise.resolve();
    if (!this.#heldUp && this.#writers.length === 0) this.#reactor.callLater(0, () => this.#heldUp || this.#goOn());
    return new Promise((resolve, reject) => void this.#writers.push({ resolve, reject }));
  }

  /** There is room: those who wait with writing go on. */
  #goOn(): void {
    for (const writer of this.#writers.splice(0)) writer.resolve();
  }

  /** Half-closes, after what was written (`adapter.end`): nobody waits for room any more. */
  end(): void {
    this.#outputEnded = true;
    this.transport.endWriting();
    this.#goOn();
  }

  /** Flushes and closes; what was received and not read is dropped (`adapter.close`). */
  close(): Promise<CloseReason> {
    this.#outputEnded = true;
    this.#chunks.length = 0;
    this.#unread = 0;
    this.eofReceived();
    this.transport.loseConnection();
    return this.closed;
  }

  /** Cuts the connection: reading comes to an unclean end, after what was received. */
  abort(): Promise<CloseReason> {
    this.#outputEnded = true;
    this.transport.abortConnection();
    return this.closed;
  }

  #resumeReading(): void {
    if (!this.#paused || this.#unread >= MOST_UNREAD) return;
    this.#paused = false;
    this.transport.resumeReading();
  }

  #answerEnd(reader: Waiter<Uint8Array | null>, reason: CloseReason): void {
    if (this.#inputEnded) reader.resolve(null);
    else reader.reject(new ConnectionClosedError(reason));
  }
}
