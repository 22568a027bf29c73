import type { Address, CloseReason, Protocol, TcpTransport, Transport } from "../../../../spec/reactor.js";
import { exempt, Registration } from "../exempt.js";
import type { ShimContext } from "../group.js";
import { Closing } from "./closing.js";
import type { HostRequest } from "./host-internals.js";
import { statusOf, uvStatus } from "./uv-status.js";

// Captured before anybody can replace them.
const { queueMicrotask } = globalThis;
const { nextTick } = process;

/** How many bytes may be unsent for a write to be complete, as far as the host is concerned. */
const UNSENT_LIMIT = 64 * 1024;
/** How often it is looked whether a connection that is closed is flushed, in ms. */
const FLUSH_CHECK = 5;
/** The most that a host reads at once. */
const LONGEST_READ = 64 * 1024;

/** The handle's side of a stream: what the host is told, each in the async context of the handle. */
export interface StreamEvents {
  data(bytes: Uint8Array): void;
  end(): void;
  /** The connection was cut. */
  cut(status: number, syscall: string): void;
  shutDown(request: HostRequest, status: number): void;
}

/** Told of the outcome of something, as the host's number: 0, or a failure. */
export type Outcome = (status: number) => void;

/** One connection of the reactor as the body of a stream of the host's. */
export class ReactorStream implements Protocol {
  readonly #context: ShimContext;
  readonly #events: StreamEvents;
  readonly #registration = new Registration("REACTORSTREAM");
  readonly #live: Set<ReactorStream>;
  readonly #settings = new Map<string, (transport: TcpTransport) => void>();
  #transport: Transport | null = null;
  #connecting: AbortController | null = null;
  #made: () => void = () => {};
  readonly #incoming: (Uint8Array | null)[] = [];
  #readSize = LONGEST_READ;
  #reading = false;
  #paused = false;
  #deliveryPlanned = false;
  #inputEnded = false;
  /** Writes that wait until what was written is with the platform. */
  readonly #waiting: Outcome[] = [];
  #shutdown: HostRequest | null = null;
  #outputEnded = false;
  #pressed = false;
  #closed = false;
  /** It is closed, and what was written is not with the platform yet. */
  #flushing = false;
  #over = false;
  #ref = true;
  #release: (() => void) | null = null;

  /** It is in `live` as long as the reactor has to do with it. */
  constructor(context: ShimContext, events: StreamEvents, live: Set<ReactorStream>) {
    this.#context = context;
    this.#events = events;
    this.#live = live;
  }

  get local(): Address | null {
    return this.#transport?.local ?? null;
  }

  get remote(): Address | null {
    return this.#transport?.remote ?? null;
  }

  get isRef(): boolean {
    return this.#ref;
  }

  get isClosing(): boolean {
    return this.#closed;
  }

  /** Bytes written and not yet with the platform. */
  get unsent(): number {
    return this.#transport?.pendingBytes ?? 0;
  }

  setRef(isRef: boolean): void {
    this.#ref = isRef;
    this.#hold();
  }

  /** It is to be a connection that the reactor accepts; `made` is called when it is. */
  accept(made: () => void): void {
    this.#made = made;
  }

  /** Connects; `complete` is called in the async context of the caller. */
  connect(address: Address, complete: Outcome): void {
    const registration = new Registration("REACTORCONNECT");
    const abort = new AbortController();
    const finish = (status: number): void => {
      if (this.#connecting !== abort) return;
      this.#connecting = null;
      registration.call(complete, null, status);
      this.#hold();
    };
    this.#connecting = abort;
    this.#made = () => finish(0);
    this.#live.add(this);
    this.#hold();
    const failed = (error: unknown): void => nextTick(() => {
      finish(statusOf(error));
      this.#finish();
    });
    try {
      this.#context.enter((reactor) => reactor.connect(address, () => this, { signal: abort.signal }).catch(failed));
    } catch (error) {
      failed(error);
    }
  }

  /** What is set on the connection, now or as soon as there is one. */
  set(name: string, setting: (transport: TcpTransport) => void): void {
    if (this.#transport === null) this.#settings.set(name, setting);
    else if (isTcp(this.#transport)) applyTo(this.#transport, setting);
  }

  /** No more than `size` bytes are read at once. */
  limitReads(size: number): void {
    this.#readSize = Math.max(1, Math.min(size, LONGEST_READ));
  }

  startReading(): void {
    this.#reading = true;
    this.#hold();
    if (this.#incoming.length > 0) this.#planDelivery();
    else this.#resume();
  }

  stopReading(): void {
    this.#reading = false;
    this.#hold();
    this.#pauseUnlessReading();
  }

  /** Writes. Returns whether that is complete; otherwise `done` is called once it is. */
  write(parts: readonly Uint8Array[], done: Outcome): boolean {
    const transport = this.#transport;
    if (transport === null) return true;
    exempt(() => {
      for (const part of parts) if (part.length > 0) transport.write(part);
    });
    if (this.#waiting.length === 0 && (this.#over || transport.pendingBytes <= UNSENT_LIMIT)) return true;
    this.#waiting.push(done);
    if (this.#waiting.length === 1) queueMicrotask(() => this.#watchOutput(true));
    this.#hold();
    return false;
  }

  /** Ends the output behind what was written. */
  shutDown(request: HostRequest): void {
    this.#shutdown = request;
    this.#hold();
    if (this.#waiting.length === 0) this.#endOutput();
  }

  /**
   * Closes, and then calls `closed`, as the host does: not within the call. What was written is delivered, as the platform
   * would; and what still arrives, or was not read, is answered by a reset.
   */
  close(closed: (() => void) | undefined): void {
    this.#end((transport) => {
      const isUnread = this.#incoming.some((data) => data !== null);
      this.#incoming.length = 0;
      if (isUnread) {
        transport.abortConnection();
        return;
      }
      transport.endWriting();
      if (this.#paused) transport.resumeReading();
      this.#flushing = true;
      queueMicrotask(() => this.#watchFlush(transport));
    }, closed);
  }

  /** Cuts the connection. */
  reset(closed: (() => void) | undefined): void {
    this.#end((transport) => transport.abortConnection(), closed);
  }

  /** Calls the host, in the async context of the stream. */
  tell(notify: () => void): void {
    this.#registration.call(notify, null);
  }

  // What the reactor tells of the connection.

  connectionMade(transport: Transport): void {
    if (this.#closed) {
      transport.abortConnection();
      return;
    }
    this.#opened(transport);
    this.#made();
    this.#pauseUnlessReading();
  }

  dataReceived(data: Uint8Array): void {
    if (this.#closed) {
      this.#transport?.abortConnection();
      return;
    }
    this.#incoming.push(data);
    if (this.#reading && !this.#deliveryPlanned) this.#deliver();
  }

  eofReceived(): void {
    if (this.#closed) return;
    this.#incoming.push(null);
    if (this.#reading && !this.#deliveryPlanned) this.#deliver();
  }

  pauseWriting(): void {
    this.#pressed = true;
  }

  resumeWriting(): void {
    this.#pressed = false;
    this.#watchOutput();
  }

  connectionLost(reason: CloseReason): void {
    this.#finish();
    if (this.#closed || reason.kind === "done") {
      this.#settleOutput(0);
      return;
    }
    const status = reason.kind === "lost" ? statusOf(reason.error) : uvStatus("ECONNABORTED");
    const syscall = reason.kind === "lost" ? reason.error.syscall ?? "read" : "read";
    this.#deliverAll();
    if (this.#waiting.length > 0) this.#settleOutput(status);
    this.tell(() => this.#events.cut(status, syscall));
  }

  // The steps.

  #opened(transport: Transport): void {
    this.#transport = transport;
    this.#live.add(this);
    transport.setWatermarks(UNSENT_LIMIT, UNSENT_LIMIT);
    if (isTcp(transport)) for (const setting of this.#settings.values()) applyTo(transport, setting);
    this.#hold();
  }

  #resume(): void {
    const transport = this.#transport;
    if (transport === null || !this.#paused) return;
    this.#paused = false;
    exempt(() => transport.resumeReading());
  }

  #pauseUnlessReading(): void {
    const transport = this.#transport;
    if (transport === null || this.#reading || this.#paused || this.#closed) return;
    this.#paused = true;
    exempt(() => transport.pauseReading());
  }

  /** What came while the host did not read, as a deed of its own. */
  #planDelivery(): void {
    if (this.#deliveryPlanned) return;
    this.#deliveryPlanned = true;
    nextTick(() => {
      this.#deliveryPlanned = false;
      this.#deliver();
      if (this.#reading) this.#resume();
    });
  }

  #deliver(): void {
    while (this.#reading && !this.#closed) {
      const next = this.#incoming.shift();
      if (next === undefined) break;
      if (next !== null && next.length > this.#readSize) this.#incoming.unshift(next.subarray(this.#readSize));
      if (next === null) this.#inputEnded = true;
      this.tell(() => next === null ? this.#events.end() : this.#events.data(next.subarray(0, this.#readSize)));
    }
    this.#hold();
  }

  /** The connection is lost: the host gets what came before, as far as it reads. */
  #deliverAll(): void {
    this.#deliver();
    this.#incoming.length = 0;
  }

  /**
   * Completes what waits if little enough is unsent; else is called again, by the reactor's word or in a later turn. What
   * was drained only meanwhile is complete a turn later: a failure empties the output, too, and is told by then.
   */
  #watchOutput(isDrained = false): void {
    if (this.#waiting.length === 0 || this.#over) return;
    const isLittle = this.unsent <= UNSENT_LIMIT;
    if (isLittle && isDrained) this.#settleOutput(0);
    else if (isLittle || !this.#pressed) {
      this.#context.enter((reactor) => reactor.callLater(0, () => this.#watchOutput(isLittle)));
    }
  }

  #settleOutput(status: number): void {
    for (const done of this.#waiting.splice(0)) this.tell(() => done(status));
    if (this.#shutdown !== null && this.#waiting.length === 0) this.#endOutput();
    this.#hold();
  }

  #endOutput(): void {
    const transport = this.#transport;
    if (!this.#outputEnded && transport !== null) exempt(() => transport.endWriting());
    this.#outputEnded = true;
    nextTick(() => this.#finishShutdown(0));
  }

  #finishShutdown(status: number): void {
    const request = this.#shutdown;
    if (request === null) return;
    this.#shutdown = null;
    this.tell(() => this.#events.shutDown(request, status));
    this.#hold();
  }

  #end(close: (transport: Transport) => void, closed: (() => void) | undefined): void {
    if (this.#closed) {
      if (closed !== undefined) Closing.of(this.#context.reactor).tell(this.#context, () => this.tell(closed));
      return;
    }
    this.#closed = true;
    this.#live.delete(this);
    const transport = this.#transport;
    const connecting = this.#connecting;
    exempt(() => {
      if (transport !== null) close(transport);
      else connecting?.abort();
    });
    if (transport === null && connecting === null) this.#finish();
    Closing.of(this.#context.reactor).tell(this.#context, () => {
      this.#settleOutput(uvStatus("ECANCELED"));
      this.#finishShutdown(uvStatus("ECANCELED"));
      if (closed !== undefined) this.tell(closed);
    });
    this.#hold();
  }

  /** What was written before the close keeps the program alive until the platform has it. */
  #watchFlush(transport: Transport): void {
    this.#flushing = !this.#over && transport.pendingBytes > 0;
    if (this.#flushing) {
      this.#context.enter((reactor) => reactor.callLater(FLUSH_CHECK, () => this.#watchFlush(transport)));
    }
    this.#hold();
  }

  /** The reactor has nothing more to do with it. */
  #finish(): void {
    this.#over = true;
    this.#hold();
    this.#live.delete(this);
  }

  /** What the host holds a program alive for: what is under way, and what is read of a handle that is ref'd. */
  #hold(): void {
    const reads = this.#ref && this.#reading && !this.#inputEnded && this.#transport !== null && !this.#closed;
    const works = this.#connecting !== null || this.#waiting.length > 0 || this.#shutdown !== null;
    const isLive = !this.#over && (reads || works || this.#flushing);
    if (isLive) this.#release ??= this.#context.liveness.hold();
    else if (this.#release !== null) {
      this.#release();
      this.#release = null;
    }
  }
}

function isTcp(transport: Transport): transport is TcpTransport {
  return transport.local.kind === "tcp";
}

function applyTo(transport: TcpTransport, setting: (transport: TcpTransport) => void): void {
  exempt(() => setting(transport));
}
