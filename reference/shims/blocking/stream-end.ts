import type { CloseReason, Protocol, Reactor, Transport } from "../../../spec/reactor.js";
import { ownFailure, ReactorFailure } from "../../core/errors.js";
import { nothingToGiveUp, type Done, type GiveUp } from "./done.js";

/** So many bytes may wait for a reader until reading is paused. */
const MOST_UNREAD = 64 * 1024;
/** So many bytes may be unsent until a sender waits. */
const MOST_UNSENT = 64 * 1024;

const NOTHING = new Uint8Array(0);

interface Reader {
  readonly most: number;
  readonly done: Done<Uint8Array>;
}

interface Sender {
  goOn(): void;
  fail(error: unknown): void;
}

/**
 * One connection as reads and sends that somebody waits for. It tells of an outcome in the callback that brings it,
 * and promises nothing: whoever waits on the stack gets no microtask.
 */
export class StreamEnd implements Protocol {
  readonly transport: Transport;
  readonly #reactor: Reactor;
  readonly #chunks: Uint8Array[] = [];
  readonly #readers: Reader[] = [];
  readonly #senders: Sender[] = [];
  #unread = 0;
  #paused = false;
  #heldUp = false;
  #inputEnded = false;
  #outputEnded = false;
  #reason: CloseReason | null = null;

  constructor(reactor: Reactor, transport: Transport) {
    this.#reactor = reactor;
    this.transport = transport;
  }

  // What the reactor tells.

  dataReceived(data: Uint8Array): void {
    if (this.#inputEnded) return;
    this.#chunks.push(data);
    this.#unread += data.length;
    this.#serveReaders();
    if (this.#unread < MOST_UNREAD || this.#paused) return;
    this.#paused = true;
    this.transport.pauseReading();
  }

  eofReceived(): void {
    this.#inputEnded = true;
    this.#serveReaders();
  }

  pauseWriting(): void {
    this.#heldUp = true;
  }

  resumeWriting(): void {
    this.#heldUp = false;
    this.#serveSenders();
  }

  connectionLost(reason: CloseReason): void {
    this.#reason = reason;
    if (reason.kind === "done") this.#inputEnded = true;
    this.#serveReaders();
    for (const sender of this.#senders.splice(0)) sender.fail(this.#failure("send", reason));
  }

  // What a socket asks for.

  /** Up to `most` bytes of what has arrived, as soon as there are any; none at the end of the peer's sending. */
  recv(most: number, done: Done<Uint8Array>): GiveUp {
    const reader: Reader = { most, done };
    this.#readers.push(reader);
    this.#serveReaders();
    return () => remove(this.#readers, reader);
  }

  /** Sends as much of `data` as there is room for, once there is some; tells how many bytes that were. */
  send(data: Uint8Array, done: Done<number>): GiveUp {
    return this.#whenThereIsRoom(done, () => {
      const part = data.subarray(0, Math.max(1, MOST_UNSENT - this.transport.pendingBytes));
      this.transport.write(part);
      done({ kind: "returned", value: part.length });
    });
  }

  /** Sends all of `data`, which it takes at once; tells when there is room for more. */
  sendall(data: Uint8Array, done: Done<void>): GiveUp {
    if (this.#mayNotSend(done)) return nothingToGiveUp;
    this.transport.write(data);
    return this.#whenThereIsRoom(done, () => done({ kind: "returned", value: undefined }));
  }

  /** Ends the sending side, after what was sent. */
  endSending(): void {
    this.#outputEnded = true;
    this.transport.endWriting();
    for (const sender of this.#senders.splice(0)) sender.fail(this.#ended("send"));
  }

  /** Takes no more input: what has arrived is dropped, and so is all that comes. */
  endReceiving(): void {
    this.#inputEnded = true;
    this.#drop();
    this.#serveReaders();
    this.#resumeReading();
  }

  /** Flushes and closes. Who still waits is told that it is `why`. */
  close(why: (syscall: string) => ReactorFailure): void {
    this.#outputEnded = true;
    this.#drop();
    this.transport.loseConnection();
    for (const { done } of this.#readers.splice(0)) done({ kind: "threw", error: why("recv") });
    for (const sender of this.#senders.splice(0)) sender.fail(why("send"));
  }

  /** Cuts the connection. */
  abort(): void {
    this.transport.abortConnection();
  }

  // The steps.

  #drop(): void {
    this.#chunks.length = 0;
    this.#unread = 0;
  }

  /** In the order in which they asked. */
  #serveReaders(): void {
    for (let reader = this.#readers[0]; reader !== undefined; reader = this.#readers[0]) {
      if (this.#unread === 0 && !this.#inputEnded && this.#reason === null) return;
      this.#readers.shift();
      if (this.#unread > 0 || this.#inputEnded || this.#reason === null) {
        reader.done({ kind: "returned", value: this.#take(reader.most) });
      } else {
        reader.done({ kind: "threw", error: this.#failure("recv", this.#reason) });
      }
    }
  }

  #take(most: number): Uint8Array {
    const chunk = this.#chunks.shift();
    if (chunk === undefined) return NOTHING;
    const taken = chunk.subarray(0, most);
    if (taken.length < chunk.length) this.#chunks.unshift(chunk.subarray(most));
    this.#unread -= taken.length;
    this.#resumeReading();
    return taken;
  }

  #resumeReading(): void {
    if (!this.#paused || this.#unread >= MOST_UNREAD) return;
    this.#paused = false;
    this.transport.resumeReading();
  }

  /** Goes on at once or later, once what was sent before has left; fails if nothing can be sent any more. */
  #whenThereIsRoom(done: Done<never>, goOn: () => void): GiveUp {
    if (this.#mayNotSend(done)) return nothingToGiveUp;
    if (!this.#heldUp && this.#senders.length === 0 && this.transport.pendingBytes <= MOST_UNSENT) {
      goOn();
      return nothingToGiveUp;
    }
    const sender: Sender = { goOn, fail: (error) => done({ kind: "threw", error }) };
    this.#senders.push(sender);
    // A turn later it is known whether the reactor will tell when there is room.
    this.#reactor.callLater(0, () => this.#heldUp || this.#serveSenders());
    return () => remove(this.#senders, sender);
  }

  #serveSenders(): void {
    for (const sender of this.#senders.splice(0)) sender.goOn();
  }

  #mayNotSend(done: Done<never>): boolean {
    const error = this.#reason !== null ? this.#failure("send", this.#reason)
      : this.#outputEnded ? this.#ended("send") : null;
    if (error !== null) done({ kind: "threw", error });
    return error !== null;
  }

  #ended(syscall: string): ReactorFailure {
    return ownFailure("broken-pipe", "the sending side is ended", syscall, this.transport.remote);
  }

  /** What a call is told on a connection that is over: what cut it, unaltered, or that it is closed. */
  #failure(syscall: string, reason: CloseReason): unknown {
    const { remote } = this.transport;
    switch (reason.kind) {
      case "lost": return reason.error;
      case "done": return ownFailure("broken-pipe", "the connection is closed", syscall, remote);
      case "aborted": return ownFailure("aborted", "the connection was aborted", syscall, remote);
      case "failed": return ownFailure("aborted", "a callback failed", syscall, remote, { cause: reason.error });
    }
  }
}

function remove<Item>(items: Item[], item: Item): void {
  const place = items.indexOf(item);
  if (place >= 0) items.splice(place, 1);
}
