import type { Address } from "../../spec/reactor.js";
import type { ReactorFailure } from "../core/errors.js";
import type { Channel, ChannelEvents, TcpSettings } from "../core/host.js";
import { simulatedFailure } from "./failures.js";
import type { SimulatedSocket } from "./socket.js";

/** A simulated socket as the core knows it. */
export class SimulatedChannel implements Channel {
  readonly local: Address;
  readonly remote: Address;
  readonly tcp: TcpSettings | null;
  readonly #socket: SimulatedSocket;
  readonly #released: Set<SimulatedSocket>;

  constructor(socket: SimulatedSocket, released: Set<SimulatedSocket>) {
    this.local = socket.local;
    this.remote = socket.remote;
    this.tcp = socket.local.kind === "tcp" ? { setNoDelay() {}, setKeepAlive() {} } : null;
    this.#socket = socket;
    this.#released = released;
  }

  get pendingBytes(): number {
    return this.#socket.pendingBytes;
  }

  open(events: ChannelEvents): void {
    this.#socket.open({
      data: (bytes) => events.received(bytes),
      end: () => events.ended(),
      drained: () => events.drained(),
      flushed: () => events.sent(),
      reset: () => events.cut(this.#cutFailure()),
    });
  }

  /** A pipe has no reset: it is who reads the output that is gone (`streams.broken-pipe`). */
  #cutFailure(): ReactorFailure {
    return this.remote.kind === "standard-streams"
      ? simulatedFailure("EPIPE", "write", this.remote)
      : simulatedFailure("ECONNRESET", "read", this.remote);
  }

  write(data: Uint8Array): void {
    this.#socket.write(data);
  }

  end(): void {
    this.#socket.end();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  discardInput(): void {
    this.#socket.discard();
  }

  abort(): void {
    this.#socket.reset();
  }

  release(): void {
    this.#released.add(this.#socket);
    this.#socket.linger(() => this.#released.delete(this.#socket));
  }
}
