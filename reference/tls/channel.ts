import type { TLSSocket } from "node:tls";
import type { Address, ReactorError, TlsSession } from "../../spec/reactor.js";
import { ownFailure } from "../core/errors.js";
import type {
  Channel, ChannelEvents, HandshakeEvents, Parties, SecureChannel, TcpSettings,
} from "../core/host.js";
import { Bridge } from "./bridge.js";
import { tlsFailure } from "./failures.js";
import { sessionOf } from "./session.js";
import type { EngineTurns } from "./turns.js";

/** So many turns after the platform's end, the engine has told of all that came before. */
const TURNS_TO_THE_END = 4;

/** What an engine tells of its handshake: one of the two, once. */
export interface EngineEvents {
  secured(socket: TLSSocket): void;
  failed(error: Error, socket: TLSSocket): void;
}

/** Begins the engine over a stream. Returns its socket, where there is one from the beginning. */
export type StartEngine = (stream: Bridge, events: EngineEvents) => TLSSocket | null;

/**
 * TLS over another channel. What is written before the handshake is complete waits for it (`tls.start.protected`).
 * Input is told in host tasks of its own, however many records came at once.
 */
export class TlsChannel implements SecureChannel {
  readonly local: Address;
  readonly remote: Address;
  readonly tcp: TcpSettings | null;
  readonly #channel: Channel;
  readonly #bridge: Bridge;
  readonly #turns: EngineTurns;
  readonly #handshake: HandshakeEvents;
  readonly #drained = (): void => this.#tell((events) => events.drained());
  #session: TlsSession | null = null;
  #socket: TLSSocket | null = null;
  #events: ChannelEvents | null = null;
  /** Before the handshake is complete: what was asked for. */
  #early: Uint8Array[] = [];
  #earlyBytes = 0;
  /** What the engine was given to send, and what it had sent before. */
  #accepted = 0;
  #handshakeBytes = 0;
  #ending = false;
  /** What came and is not told yet: bytes, behind them the peer's close_notify, behind that what cut the connection. */
  #received: Uint8Array[] = [];
  #notified: "not yet" | "came" | "told" = "not yet";
  #cause: ReactorError | null = null;
  #telling = false;
  #paused = false;
  #discarding = false;
  #over = false;

  constructor(
    channel: Channel, { local, remote, received }: Parties, turns: EngineTurns, handshake: HandshakeEvents,
    start: StartEngine,
  ) {
    this.local = local;
    this.remote = remote;
    this.tcp = channel.tcp;
    this.#channel = channel;
    this.#turns = turns;
    this.#handshake = handshake;
    this.#bridge = new Bridge(channel, () => turns.active());
    this.#bridge.on("error", () => {});
    turns.active();
    const socket = start(this.#bridge, {
      secured: (secured) => this.#secured(secured),
      failed: (error, failed) => this.#failed(error, failed),
    });
    if (socket !== null) this.#watch(socket);
    channel.open({
      received: (data) => this.#feed(data),
      ended: () => turns.after(TURNS_TO_THE_END, () => this.#inputEnded()),
      drained: () => this.#drained(),
      sent: () => this.#tell((events) => events.sent()),
      cut: (error) => {
        // What was cut need not deliver what came before.
        if (this.#paused) this.#received = [];
        this.#lost(error);
      },
    });
    if (received !== undefined && received.length > 0) this.#feed(received);
  }

  get session(): TlsSession | null {
    return this.#session;
  }

  /**
   * What is unsent in the channel below may have been written before TLS began; of the rest, the records' own bytes
   * are taken off. What the engine has not finished with is there too, or soon will be.
   */
  get pendingBytes(): number {
    const below = this.#channel.pendingBytes;
    const clear = Math.max(0, below - this.#bridge.carried);
    const share = Math.min(1, this.#accepted / Math.max(1, this.#bridge.carried - this.#handshakeBytes));
    const inRecords = Math.floor((below - clear) * share);
    return this.#earlyBytes + clear + Math.max(this.#socket?.writableLength ?? 0, inRecords);
  }

  open(events: ChannelEvents): void {
    this.#events = events;
    this.#tellInput();
  }

  write(data: Uint8Array): void {
    this.#turns.active();
    if (this.#session !== null) {
      this.#accepted += data.length;
      this.#socket?.write(data, this.#drained);
      return;
    }
    this.#early.push(data);
    this.#earlyBytes += data.length;
  }

  /** The close_notify behind what was written, then the end of the channel (`tls.close.notifies`, `tls.end`). */
  end(): void {
    this.#turns.active();
    this.#ending = true;
    if (this.#session !== null) this.#socket?.end();
  }

  /** The handshake goes on: until it is complete there is nothing to tell. */
  pause(): void {
    this.#paused = true;
    if (this.#session !== null) this.#channel.pause();
  }

  /** What is decrypted already comes without the help of the platform. */
  resume(): void {
    this.#paused = false;
    if (this.#session !== null) this.#channel.resume();
    this.#tellInput();
  }

  discardInput(): void {
    this.#discarding = true;
    this.#received = [];
    if (this.#paused) this.resume();
  }

  /** Asks nothing of the engine (`tls.abort`). */
  abort(): void {
    if (this.#over) return;
    this.#stop();
    if (this.#session === null && this.#cause === null) this.#handshake.abandoned();
    this.#channel.abort();
  }

  release(): void {
    if (this.#over) return;
    this.#stop();
    this.#channel.release();
  }

  #feed(data: Uint8Array): void {
    if (this.#over) return;
    this.#turns.active();
    this.#bridge.push(data);
  }

  #watch(socket: TLSSocket): void {
    if (this.#socket === socket) return;
    this.#socket = socket;
    socket.on("error", (error) => this.#failed(error, socket));
    socket.on("data", (data: Uint8Array) => this.#gotInput(data));
    socket.on("end", () => this.#gotEnd());
  }

  /** The handshake is complete, and the peer verified (`tls.made.after-handshake`). */
  #secured(socket: TLSSocket): void {
    if (this.#over) return;
    this.#turns.active();
    this.#watch(socket);
    const session = sessionOf(socket);
    this.#session = session;
    this.#handshakeBytes = this.#bridge.carried;
    this.#accepted = this.#earlyBytes;
    for (const data of this.#early) socket.write(data, this.#drained);
    this.#early = [];
    this.#earlyBytes = 0;
    if (this.#ending) socket.end();
    if (this.#paused) this.#channel.pause();
    this.#turns.defer(() => {
      if (this.#over) return;
      this.#handshake.secured(session);
      this.#tellInput();
    });
  }

  /** What the engine reports: the peer's certificate, an alert, something that is no TLS. */
  #failed(error: NodeJS.ErrnoException, socket: TLSSocket): void {
    this.#lost(tlsFailure(error, socket.authorizationError ?? null, this.remote));
  }

  /** The platform's end. Without a close_notify before it, something may be missing (`tls.truncated`). */
  #inputEnded(): void {
    if (this.#notified !== "not yet" || this.#discarding) return;
    this.#lost(ownFailure("truncated", "the connection ended without a close_notify", "read", this.remote));
  }

  /** The first cause counts: the engine fails because of it once more. */
  #lost(error: ReactorError): void {
    if (this.#over || this.#cause !== null) return;
    this.#cause = error;
    if (this.#session !== null) this.#tellInput();
    else this.#turns.defer(() => this.#tellFailed(error));
  }

  #tellFailed(error: ReactorError): void {
    if (this.#over) return;
    this.#leave();
    this.#handshake.failed(error);
  }

  /** Nothing more is to be told. The peer is to learn of the engine's last word, if the platform has taken it. */
  #leave(): void {
    if (this.#channel.pendingBytes > 0) return this.abort();
    const channel = this.#channel;
    channel.open({ received() {}, ended() {}, drained() {}, cut() {}, sent: () => channel.release() });
    channel.discardInput();
    channel.end();
    this.#stop();
  }

  #gotInput(data: Uint8Array): void {
    if (this.#over || this.#discarding || data.length === 0) return;
    this.#received.push(data);
    this.#tellInput();
  }

  #gotEnd(): void {
    this.#notified = "came";
    this.#tellInput();
  }

  /** Tells of what has come, one thing a task. */
  #tellInput(): void {
    if (this.#telling || this.#over || this.#events === null || this.#session === null) return;
    if (this.#received.length === 0 && this.#notified !== "came" && this.#cause === null) return;
    this.#telling = true;
    this.#turns.defer(() => {
      this.#telling = false;
      if (!this.#over && this.#events !== null) this.#tellNext(this.#events);
    });
  }

  #tellNext(events: ChannelEvents): void {
    const received = this.#received;
    if (received.length > 0) {
      if (this.#paused) return;
      this.#received = [];
      this.#tellInput();
      events.received(joined(received));
    } else if (this.#notified === "came") {
      this.#notified = "told";
      this.#tellInput();
      events.ended();
    } else if (this.#cause !== null) {
      this.#leave();
      events.cut(this.#cause);
    }
  }

  #tell(notify: (events: ChannelEvents) => void): void {
    if (!this.#over && this.#events !== null) notify(this.#events);
  }

  #stop(): void {
    this.#over = true;
    this.#bridge.cut();
    this.#socket?.destroy();
    this.#bridge.destroy();
  }
}

/** The pieces as one array of their own. */
function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces;
  const data = pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
