import type { DatagramPort, DatagramProtocol, UdpAddress } from "../../../../spec/reactor.js";
import type { ShimContext } from "../group.js";

/**
 * The one port of a socket. A socket of the host's can be connected, and disconnected; a port has one peer, or any, for
 * good: so it is closed, and opened anew at the same address. One step comes after the other.
 */
export class PortOwner {
  readonly #context: ShimContext;
  readonly #protocol: DatagramProtocol;
  /** Where it is bound to: of a connected port the host is one of those. */
  #bound: UdpAddress | null = null;
  #opened: DatagramPort | null = null;
  #steps: Promise<unknown> = Promise.resolve();
  #due = 0;

  constructor(context: ShimContext, protocol: DatagramProtocol) {
    this.#context = context;
    this.#protocol = protocol;
  }

  /** The port that is open, unless another step is to come. */
  get port(): DatagramPort | null {
    return this.#due === 0 ? this.#opened : null;
  }

  /** The first step. Rejected as `openDatagram` is; what it throws is a rejection, too. */
  open(local: UdpAddress): Promise<void> {
    return this.#next(() => this.#open(local, null));
  }

  /** Opens it anew, for one peer or for any. */
  reopen(remote: UdpAddress | null): Promise<void> {
    return this.#next(async () => {
      const local = this.#bound;
      if (local === null) return;
      await this.#close();
      await this.#open(local, remote);
    });
  }

  close(): Promise<void> {
    return this.#next(() => this.#close());
  }

  #next(step: () => Promise<void>): Promise<void> {
    this.#due += 1;
    const done = this.#steps.then(step).finally(() => void (this.#due -= 1));
    this.#steps = done.catch(() => {});
    return done;
  }

  async #open(local: UdpAddress, remote: UdpAddress | null): Promise<void> {
    const options = remote === null ? {} : { remote };
    this.#opened = await this.#context.enter((reactor) => reactor.openDatagram(local, this.#protocol, options));
    this.#bound ??= { kind: "udp", host: local.host, port: this.#opened.local.port };
  }

  async #close(): Promise<void> {
    const port = this.#opened;
    this.#opened = null;
    if (port !== null) await this.#context.enter(() => port.close());
  }
}
