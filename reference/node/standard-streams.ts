import { closeSync, openSync } from "node:fs";
import { Socket } from "node:net";
import { devNull } from "node:os";
import type { ConnectOptions, ListenOptions, StandardStreamsAddress } from "../../spec/reactor.js";
import { ownFailure, type ReactorFailure } from "../core/errors.js";
import type {
  Channel, ChannelEvents, ConnectEvents, ConnectionKind, HostAttempt, HostListener, ListenEvents,
} from "../core/host.js";
import { nodeFailure } from "./failures.js";
import { OutputQueue } from "./output-queue.js";

// Captured before anybody can replace it.
const { setImmediate } = globalThis;

const STANDARD_INPUT = 0;
const STANDARD_OUTPUT = 1;

/** As those of sockets: reading stops after each piece, and any output makes the stream tell when it is drained. */
const streamOptions = { allowHalfOpen: true, highWaterMark: 1 } as const;

/** Whether a reactor of this process has had the streams: they are closed when their connection is over. */
let taken = false;

/** The standard input and output of the process, where they are pipes or sockets. */
export class NodeStandardStreams implements ConnectionKind {
  #channel: StandardStreamsChannel | null = null;

  /** Nobody can connect to them from outside (`streams.listen`). */
  listen(address: StandardStreamsAddress, _options: ListenOptions, events: ListenEvents): HostListener {
    setImmediate(() => events.failed(ownFailure("unsupported", "nobody connects to them", "listen", address)));
    return { close: (released) => void setImmediate(released) };
  }

  /** Once in the life of the process (`streams.in-use`). */
  connect(address: StandardStreamsAddress, _options: ConnectOptions, events: ConnectEvents): HostAttempt {
    if (taken) {
      setImmediate(() => events.failed(ownFailure("address-in-use", "they have a connection", "connect", address)));
      return { cancel() {} };
    }
    taken = true;
    let cancelled = false;
    setImmediate(() => {
      if (cancelled) return;
      try {
        this.#channel = new StandardStreamsChannel(address);
      } catch (error) {
        taken = false;
        const cause = { cause: error };
        events.failed(ownFailure("unsupported", "they are neither pipes nor sockets", "connect", address, cause));
        return;
      }
      events.connected(this.#channel);
    });
    return {
      cancel: () => {
        cancelled = true;
        if (this.#channel === null) taken = false;
        else this.#channel.abort();
      },
    };
  }
}

/**
 * The two streams as the core knows a connection: both ends have their address (`streams.address`), and what the core
 * does with any channel is done with this one (`streams.eof.aware`, `streams.eof.unaware`, `streams.lose.flushes`,
 * `streams.broken-pipe.run`).
 */
class StandardStreamsChannel implements Channel {
  readonly local: StandardStreamsAddress;
  readonly remote: StandardStreamsAddress;
  readonly tcp = null;
  readonly #input: Socket;
  readonly #output: Socket;
  readonly #queue: OutputQueue;
  #events: ChannelEvents | null = null;
  #failure: ReactorFailure | null = null;
  #paused = false;
  #discarding = false;
  readonly #closed = new Set<number>();
  #over = false;

  /** @throws Error if one of the streams is neither a pipe nor a socket. */
  constructor(address: StandardStreamsAddress) {
    this.local = address;
    this.remote = address;
    this.#output = new Socket({ ...streamOptions, fd: STANDARD_OUTPUT, readable: false, writable: true });
    this.#input = new Socket({ ...streamOptions, fd: STANDARD_INPUT, readable: true, writable: false });
    this.#queue = new OutputQueue(this.#output, () => {}, () => {
      if (!this.#over) this.#events?.drained();
    });
    this.#input.on("error", (error) => this.#failed(nodeFailure(error, "read", address)));
    this.#output.on("error", (error) => this.#failed(outputFailure(error, address)));
  }

  get pendingBytes(): number {
    return this.#queue.pendingBytes;
  }

  open(events: ChannelEvents): void {
    const isFirst = this.#events === null;
    this.#events = events;
    if (!isFirst) return;
    this.#input.on("data", (data: Uint8Array) => this.#received(data));
    this.#input.on("end", () => this.#tell((listener) => listener.ended()));
    this.#output.on("finish", () => {
      this.#closeDescriptor(this.#output, STANDARD_OUTPUT);
      this.#tell((listener) => listener.sent());
    });
    if (!this.#paused) this.#input.resume();
    if (this.#failure !== null) this.#failed(this.#failure);
  }

  /** Behind all that was written before (`streams.output`). */
  write(data: Uint8Array): void {
    this.#queue.write(data);
  }

  /** The descriptor is closed once all is handed over (`streams.end`). */
  end(): void {
    this.#queue.end();
  }

  /** Node reads one piece ahead, and then no more (`streams.pause`). */
  pause(): void {
    this.#paused = true;
    this.#input.pause();
  }

  /** In a host task of its own: Node hands over what it holds before the microtasks of the running one. */
  resume(): void {
    this.#paused = false;
    setImmediate(() => {
      if (!this.#paused) this.#input.resume();
    });
  }

  discardInput(): void {
    this.#discarding = true;
    if (this.#paused) this.resume();
  }

  /** There is no reset: whoever reads the output sees its end (`streams.abort`). */
  abort(): void {
    this.#queue.discard();
    this.release();
  }

  /** Closes both streams; nothing more is told. */
  release(): void {
    if (this.#over) return;
    this.#over = true;
    this.#closeDescriptor(this.#input, STANDARD_INPUT);
    this.#closeDescriptor(this.#output, STANDARD_OUTPUT);
  }

  /** Node never closes a standard stream: who is at its other end would wait until the process ends. */
  #closeDescriptor(stream: Socket, descriptor: number): void {
    if (this.#closed.has(descriptor)) return;
    this.#closed.add(descriptor);
    stream.destroy();
    closeSync(descriptor);
    // Nothing that is opened later becomes a standard stream: the platform gives the lowest number that is free.
    const filled = openSync(devNull, "r+");
    if (filled !== descriptor) closeSync(filled);
  }

  /** What came early is read as soon as the channel is open (`streams.input`). */
  #received(data: Uint8Array): void {
    if (this.#over || this.#discarding || data.length === 0) return;
    this.#events?.received(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }

  #failed(failure: ReactorFailure): void {
    this.#failure ??= failure;
    this.#tell((listener) => listener.cut(failure));
  }

  /** Tells in a host task of its own (`execution.microtasks`). */
  #tell(notify: (events: ChannelEvents) => void): void {
    setImmediate(() => {
      if (!this.#over && this.#events !== null) notify(this.#events);
    });
  }
}

/** Whoever read the output is gone; a socket pair has another word for it (`streams.broken-pipe`). */
function outputFailure(error: NodeJS.ErrnoException, address: StandardStreamsAddress): ReactorFailure {
  return nodeFailure(error, "write", address, error.code === "ECONNRESET" ? "broken-pipe" : undefined);
}
