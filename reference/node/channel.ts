import type { Socket } from "node:net";
import type { Address } from "../../spec/reactor.js";
import type { Channel, ChannelEvents, TcpSettings } from "../core/host.js";
import { cutFailure } from "./failures.js";
import { OutputQueue } from "./output-queue.js";

// Captured before anybody can replace it.
const { setImmediate } = globalThis;

/**
 * What every socket is made with. A stream that flows does not mind a buffer of one byte; one that is read piece by
 * piece stops reading after each, which `#readByPieces` is for; and any output makes it tell when it is drained. Small
 * writes leave at once (`tcp.no-delay`).
 */
export const socketOptions = { allowHalfOpen: true, noDelay: true, highWaterMark: 1 } as const;

/** Keeps sockets whose connection is over until the platform has delivered what was written. */
export interface Linger {
  add(socket: Socket): void;
}

/** A socket of Node's as the core knows it. */
export class NodeChannel implements Channel {
  readonly local: Address;
  readonly remote: Address;
  readonly tcp: TcpSettings | null;
  readonly #socket: Socket;
  readonly #linger: Linger;
  readonly #output: OutputQueue;
  #events: ChannelEvents | null = null;
  #error: NodeJS.ErrnoException | null = null;
  #paused = false;
  #discarding = false;
  /** Reads the next piece, once the input is read in pieces. */
  #readPiece: (() => void) | null = null;
  #inputEnded = false;
  #over = false;

  /** `socket` is connected and paused. */
  constructor(socket: Socket, local: Address, remote: Address, linger: Linger) {
    this.local = local;
    this.remote = remote;
    this.tcp = local.kind !== "tcp" ? null : {
      setNoDelay: (enabled) => void socket.setNoDelay(enabled),
      setKeepAlive: (enabled, delay) => void socket.setKeepAlive(enabled, delay),
    };
    this.#socket = socket;
    this.#linger = linger;
    this.#output = new OutputQueue(socket, () => {
      if (!this.#discarding && !this.#inputEnded) this.#readByPieces();
    }, () => {
      if (!this.#over) this.#events?.drained();
    });
    socket.on("error", (error: NodeJS.ErrnoException) => this.#failed(error));
  }

  get pendingBytes(): number {
    return this.#output.pendingBytes;
  }

  open(events: ChannelEvents): void {
    const isFirst = this.#events === null;
    this.#events = events;
    if (!isFirst) return;
    const socket = this.#socket;
    socket.on("data", (data: Uint8Array) => this.#received(data));
    socket.on("end", () => this.#ended());
    socket.on("finish", () => this.#tell((listener) => listener.sent()));
    socket.resume();
    if (this.#error !== null) this.#tellCut(this.#error);
  }

  write(data: Uint8Array): void {
    this.#output.write(data);
  }

  end(): void {
    this.#output.end();
  }

  /** Node reads one piece ahead, and then no more (`flow.read.back-pressure`). */
  pause(): void {
    this.#paused = true;
    this.#socket.pause();
  }

  /** In a host task of its own: Node hands over what it holds before the microtasks of the running one. */
  resume(): void {
    this.#paused = false;
    setImmediate(() => {
      if (this.#paused) return;
      if (this.#readPiece === null) this.#socket.resume();
      else this.#readPiece();
    });
  }

  discardInput(): void {
    this.#discarding = true;
    if (this.#paused) this.resume();
  }

  abort(): void {
    this.#over = true;
    this.#output.discard();
    const socket = this.#socket;
    // The platform refuses to reset while the end of the sending side is under way.
    if (this.tcp === null) socket.destroy();
    else if (this.#output.isEnding) socket.once("finish", () => resetSocket(socket));
    else resetSocket(socket);
  }

  /**
   * Goes on reading and dropping: a socket closed with unread input would answer it by a reset, which destroys
   * output on its way (`transport.lose.flushes-while-peer-sends`).
   */
  release(): void {
    this.#over = true;
    if (!this.#socket.destroyed) this.#linger.add(this.#socket);
  }

  /**
   * Node reads each piece in a host task of its own, and into memory of its own (`connection.data.owned`,
   * `connection.data.type`).
   */
  #received(data: Uint8Array): void {
    if (this.#over || this.#discarding || data.length === 0) return;
    this.#events?.received(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }

  /**
   * The end of the input, as Node says: but it says so also of a reset right behind data, when the platform
   * reports both at once. A write then fails, also one of no bytes, which puts nothing on the wire
   * (`tcp.reset.behind-data`). Output under way has failed by the host's next turn. Over UNIX a write would fail of a
   * peer that has closed in order, too, and the platform keeps the two apart.
   */
  #ended(): void {
    this.#inputEnded = true;
    if (this.#over) return;
    this.#output.flush();
    if (this.tcp !== null && this.#output.canProbe) this.#output.probe(() => this.#tellEnded());
    else setImmediate(() => this.#tellEnded());
  }

  #tellEnded(): void {
    if (this.#error === null) this.#tell((listener) => listener.ended());
  }

  #failed(error: NodeJS.ErrnoException): void {
    this.#error ??= error;
    this.#tellCut(error);
  }

  #tellCut(error: NodeJS.ErrnoException): void {
    const failure = cutFailure(error, this.remote);
    this.#tell((listener) => listener.cut(failure));
  }

  /** Tells in a host task of its own (`execution.microtasks`). */
  #tell(notify: (events: ChannelEvents) => void): void {
    setImmediate(() => {
      if (!this.#over && this.#events !== null) notify(this.#events);
    });
  }

  /**
   * With the sending side ended there is no write to find a reset by. So the rest is read in pieces, and reading
   * stops after each: a reset then comes by itself, as the error of the next read.
   */
  #readByPieces(): void {
    const socket = this.#socket;
    let planned = false;
    const take = (): void => {
      planned = false;
      if (this.#paused) return;
      const piece = socket.read() as Uint8Array | null;
      if (piece === null) return;
      plan();
      this.#received(piece);
    };
    const plan = (): void => {
      if (planned) return;
      planned = true;
      setImmediate(take);
    };
    this.#readPiece = plan;
    socket.pause();
    socket.removeAllListeners("data");
    socket.on("readable", plan);
  }
}

/** Cuts a TCP connection with a reset on the wire, if it is still there. */
export function resetSocket(socket: Socket): void {
  if (!socket.destroyed) socket.resetAndDestroy();
}
