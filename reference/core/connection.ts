import type { Address, CloseReason, Protocol, ReactorError, StartTlsOptions, TlsSession } from "../../spec/reactor.js";
import type { Callbacks, Outcome } from "./callbacks.js";
import { ownFailure } from "./errors.js";
import type { Channel, ChannelEvents, Host, Task, TcpSettings } from "./host.js";
import { Pressure } from "./pressure.js";
import type { Securing } from "./securing.js";
import { snapshot } from "./snapshot.js";
import { ConnectionTransport, TcpConnectionTransport } from "./transport.js";

const NOTHING = new Uint8Array(0);

/**
 * Where a connection is in its life:
 * - `new`: connectionMade has not been called;
 * - `open`: data is received and sent;
 * - `closing`: loseConnection was called, or the peer's end closes it: output is being flushed;
 * - `over`: the reason is settled, connectionLost is to come;
 * - `lost`: connectionLost was called, or never will be.
 */
export type ConnectionState = "new" | "open" | "closing" | "over" | "lost";

/**
 * One connection: a channel on one side, a protocol on the other, and the order of notifications between
 * them (`connection.made.first`, `connection.made.once`, `connection.lost.once`, `connection.lost.last`). A method
 * that the protocol lacks is passed over (`connection.methods.optional`).
 */
export class Connection implements ChannelEvents {
  readonly transport: ConnectionTransport;
  #channel: Channel;
  readonly #protocol: Protocol;
  readonly #callbacks: Callbacks;
  readonly #host: Host;
  readonly #gone: Task;
  readonly #pressure: Pressure;
  readonly #securing: Securing | null;
  readonly #fail = (error: unknown): void => this.#failed(error);
  #state: ConnectionState = "new";
  #outputEnded = false;
  #outputSent = false;
  #inputEnded = false;
  #paused = false;
  #endHeld = false;
  /** Rejects the promise of a start of TLS that is under way. */
  #unsecured: ((error: ReactorError) => void) | null = null;

  /** `gone` is called once the connection is lost; `securing` is null where the host has no TLS. */
  constructor(
    channel: Channel, protocol: Protocol, callbacks: Callbacks, host: Host, gone: Task,
    securing: Securing | null = null,
  ) {
    this.#channel = channel;
    this.#protocol = protocol;
    this.#callbacks = callbacks;
    this.#host = host;
    this.#gone = gone;
    this.#securing = securing;
    this.#pressure = new Pressure(host, () => this.#isWritable() ? this.#channel.pendingBytes : null,
      (isHigh) => void this.#notify(() => isHigh ? protocol.pauseWriting?.() : protocol.resumeWriting?.()));
    const { local, remote, tcp } = channel;
    this.transport = tcp === null
      ? new ConnectionTransport(this, local, remote)
      : new TcpConnectionTransport(this, local, remote, this.#whileLive(tcp));
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Bytes accepted and not handed to the platform; none once the connection is over (`transport.pending`). */
  get pendingBytes(): number {
    return this.#isLive() ? this.#channel.pendingBytes : 0;
  }

  /** What was agreed in the handshake; null before, and without TLS (`tls.session.plain`). */
  get session(): TlsSession | null {
    return this.#channel.session ?? null;
  }

  // What the reactor does with it.

  /**
   * Calls connectionMade, and receives from then on (`connection.made.usable`, `connection.made.early-data`,
   * `connection.throw.made`, `connection.close.in-made`).
   */
  begin(): Outcome<void> {
    this.#state = "open";
    this.#channel.open(this);
    return this.#notify(() => this.#protocol.connectionMade?.(this.transport));
  }

  /** The reactor stopped: cuts the connection (`lifecycle.stop.connections`); who was not told of it never is. */
  stop(): void {
    if (this.#state !== "new") {
      this.abort();
      return;
    }
    this.#state = "lost";
    this.#channel.abort();
    this.#gone();
  }

  // What the protocol does with it, by its transport.

  /**
   * Sends what `data` holds now (`transport.write.snapshot`, `transport.write.view`, `transport.write.empty`), unless
   * nothing is to be sent any more (`transport.write.after-end`, `transport.write.after-lose`,
   * `transport.write.over`).
   */
  write(data: Uint8Array): void {
    if (!this.#isWritable() || data.length === 0) return;
    this.#channel.write(snapshot(data));
    this.#pressure.changed();
  }

  /** Half-closes, after what was written (`transport.end`, `transport.end.receiving`). */
  end(): void {
    if (this.#state === "open") this.#endOutput();
  }

  /**
   * Flushes and closes, also when the sending side is ended already; nothing more is delivered
   * (`transport.lose.flushes`, `transport.lose.no-data`, `transport.lose.after-end`).
   */
  lose(): void {
    if (this.#state !== "open") return;
    this.#state = "closing";
    this.#channel.discardInput();
    this.#endOutput();
    this.#finishIfDone();
  }

  /**
   * Discards and resets (`connection.reason.aborted`, `transport.abort.discards`, `transport.abort.reset`,
   * `transport.abort.after-lose`).
   */
  abort(): void {
    if (this.#isLive()) this.#cut({ kind: "aborted" });
  }

  /**
   * Holds back the input, and its end, from now on (`flow.read.pause`, `flow.read.pause.in-made`,
   * `flow.read.idempotent`, `flow.read.end`). The output does not notice (`flow.read.writes`, `flow.read.lose`,
   * `flow.read.abort`), and neither does a connection that is closed (`flow.over`).
   */
  pauseReading(): void {
    if (this.#state !== "open" || this.#paused) return;
    this.#paused = true;
    this.#channel.pause();
  }

  /** Goes on where it was paused, in a later turn (`flow.read.resume`, `flow.read.whole`). */
  resumeReading(): void {
    if (this.#state !== "open" || !this.#paused) return;
    this.#paused = false;
    this.#channel.resume();
    if (this.#endHeld) this.#host.defer(() => this.#tellEndHeld());
  }

  /** Bounds what may wait to be sent before the protocol is told, in bytes (`flow.over`). */
  setWatermarks(low: number, high: number): void {
    if (this.#isWritable()) this.#pressure.setWatermarks(low, high);
  }

  /**
   * Speaks TLS from now on: what was written leaves as it is, what arrives is the handshake's, also while reading is
   * paused (`tls.start.clear-before`, `tls.start.undelivered`, `tls.start.handed-back`, `tls.start.injected`,
   * `tls.start.same-connection`, `tls.start.protected`, `tls.start.paused`). Refused, with the connection as it is,
   * where there is TLS already, or an end (`tls.start.twice`, `tls.start.on-tls`, `tls.start.closed`).
   * @throws TypeError if the engine cannot use the options.
   */
  startTls(options: StartTlsOptions): Promise<TlsSession> {
    const securing = this.#securing;
    const { local, remote } = this.#channel;
    const prepared = securing?.prepare(options, options.role);
    const open = this.#state === "open" && !this.#outputEnded && !this.#inputEnded && !this.#endHeld;
    if (securing === null || prepared === undefined || !open || this.#channel.session !== undefined) {
      const message = open ? "TLS cannot be started here" : "the connection is not open in both directions";
      return Promise.reject(ownFailure("unsupported", message, "startTls", remote));
    }
    if (this.#paused) this.#channel.resume();
    const secured = new Promise<TlsSession>((resolve, reject) => {
      this.#unsecured = reject;
      const parties = { local, remote, name: nameOf(remote), received: snapshot(options.received ?? NOTHING) };
      this.#channel = securing.begin(this.#channel, prepared, parties, {
        secured: (session) => {
          this.#unsecured = null;
          resolve(session);
        },
        failed: (error) => this.cut(error),
        abandoned() {},
      });
    });
    if (this.#paused) this.#channel.pause();
    this.#channel.open(this);
    // connectionLost tells the same: nobody has to wait for the promise too.
    secured.catch(() => {});
    return secured;
  }

  #whileLive(tcp: TcpSettings): TcpSettings {
    return {
      setNoDelay: (enabled) => {
        if (this.#isLive()) tcp.setNoDelay(enabled);
      },
      setKeepAlive: (enabled, delay) => {
        if (this.#isLive()) tcp.setKeepAlive(enabled, delay);
      },
    };
  }

  // What the channel tells of it.

  /** Bytes arrived (`connection.data.whole`, `connection.data.non-empty`, `connection.throw.data`). */
  received(data: Uint8Array): void {
    if (this.#state === "open") this.#notify(() => this.#protocol.dataReceived?.(data));
  }

  /**
   * The peer's end, after all its data (`connection.lost.after-data`): told to a protocol that handles it, which goes
   * on (`connection.eof.notified`, `connection.eof.aware`); else the connection is flushed and closed
   * (`connection.eof.unaware`).
   */
  ended(): void {
    if (this.#paused && this.#state === "open") {
      this.#endHeld = true;
      return;
    }
    this.#inputEnded = true;
    if (this.#state !== "open") return;
    if (typeof this.#protocol.eofReceived === "function") {
      this.#notify(() => this.#protocol.eofReceived?.());
      this.#finishIfDone();
    } else {
      this.lose();
    }
  }

  drained(): void {
    this.#pressure.changed();
  }

  sent(): void {
    this.#outputSent = true;
    this.#finishIfDone();
  }

  /** The platform or the peer cut it (`connection.reason.lost`). */
  cut(error: ReactorError): void {
    if (this.#isLive()) this.#finish({ kind: "lost", error });
  }

  // The steps.

  #isLive(): boolean {
    return this.#state === "open" || this.#state === "closing";
  }

  #isWritable(): boolean {
    return this.#state === "open" && !this.#outputEnded;
  }

  #tellEndHeld(): void {
    if (this.#paused || !this.#endHeld) return;
    this.#endHeld = false;
    this.ended();
  }

  /** Calls a method of the protocol; an error ends this connection and no other (`connection.throw.neighbours`). */
  #notify(notification: () => void): Outcome<void> {
    const outcome = this.#callbacks.enter(notification, this.#fail);
    if (outcome.kind === "threw") this.#failed(outcome.error);
    return outcome;
  }

  #endOutput(): void {
    if (this.#outputEnded) return;
    this.#outputEnded = true;
    this.#channel.end();
  }

  /**
   * Both halves over, or closed and flushed, whatever the peer does: the orderly end (`transport.end.both`,
   * `transport.lose.no-wait`, `connection.reason.done`).
   */
  #finishIfDone(): void {
    if (!this.#isLive() || !this.#outputSent) return;
    if (this.#state === "open" && !this.#inputEnded) return;
    this.#channel.release();
    this.#finish({ kind: "done" });
  }

  /**
   * A callback threw, or a promise that it returned was rejected: the peer is to see a reset
   * (`connection.throw.reason`, `connection.throw.rejection`, `connection.throw.reset`).
   */
  #failed(error: unknown): void {
    if (this.#isLive()) this.#cut({ kind: "failed", error });
  }

  #cut(reason: CloseReason): void {
    this.#channel.abort();
    this.#finish(reason);
  }

  /**
   * Settles the reason, the first that comes (`connection.reason.first`), and calls connectionLost in a later turn,
   * whatever ended the connection (`connection.lost.always`, `connection.throw.lost`). Who waits for a handshake waits
   * no longer (`tls.start.given-up`).
   */
  #finish(reason: CloseReason): void {
    this.#state = "over";
    this.#unsecured?.(reason.kind === "lost" ? reason.error : notSecured(reason, this.#channel.remote));
    this.#host.defer(() => {
      this.#state = "lost";
      this.#callbacks.enter(() => this.#protocol.connectionLost?.(reason));
      this.#gone();
    });
  }
}

function notSecured(reason: CloseReason, remote: Address): ReactorError {
  const cause = reason.kind === "failed" ? { cause: reason.error } : undefined;
  return ownFailure("aborted", "closed before the handshake was complete", "startTls", remote, cause);
}

function nameOf(remote: Address): string {
  return "host" in remote ? remote.host : "";
}
