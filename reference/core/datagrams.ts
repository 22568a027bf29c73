import type {
  DatagramPort, DatagramProtocol, ReactorError, UdpAddress,
} from "../../spec/reactor.js";
import { checkedUdpAddress, isSameUdpAddress, type CheckedUdpAddress } from "./datagram-addresses.js";
import type { Attempt, Closable, Endpoints } from "./endpoints.js";
import { ownFailure } from "./errors.js";
import type { DatagramChannel, DatagramChannelEvents, DatagramHost, HostAttempt, Task } from "./host.js";
import { snapshot } from "./snapshot.js";

/** One attempt to open a port for datagrams. */
export class DatagramAttempt implements Attempt {
  readonly promise: Promise<DatagramPort>;
  readonly #host: DatagramHost;
  readonly #local: CheckedUdpAddress;
  readonly #remote: UdpAddress | null;
  readonly #protocol: DatagramProtocol;
  readonly #endpoints: Endpoints;
  #fulfil: (port: DatagramPort) => void = () => {};
  #reject: (error: ReactorError) => void = () => {};
  #settled = false;
  #atHost: HostAttempt | null = null;

  constructor(
    host: DatagramHost, local: CheckedUdpAddress, remote: UdpAddress | null, protocol: DatagramProtocol,
    endpoints: Endpoints,
  ) {
    this.#host = host;
    this.#local = local;
    this.#remote = remote;
    this.#protocol = protocol;
    this.#endpoints = endpoints;
    this.promise = new Promise((resolve, reject) => {
      this.#fulfil = resolve;
      this.#reject = reject;
    });
  }

  begin(): void {
    this.#atHost = this.#host.open(this.#local, this.#remote, {
      opened: (channel) => this.#opened(channel),
      failed: (error) => this.#failed(error),
    });
  }

  /** The reactor stopped (`datagram.stop.attempts`). */
  stop(): void {
    this.#failed(ownFailure("stopped", "the reactor stopped", "bind", this.#local.address));
    this.#atHost?.cancel();
  }

  /** The port is open: its protocol hears of it first, then who asked for it (`datagram.open.outcome`). */
  #opened(channel: DatagramChannel): void {
    if (this.#settled) {
      channel.close(() => {});
      return;
    }
    this.#settled = true;
    this.#endpoints.settled(this);
    const port = new Port(channel, this.#local.family, this.#remote, this.#protocol, this.#endpoints);
    port.begin();
    this.#fulfil(port.handle);
  }

  /** Nobody else hears of it (`datagram.open.failed`). */
  #failed(error: ReactorError): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#endpoints.settled(this);
    this.#reject(error);
  }
}

/**
 * One open port: a channel on one side, a protocol on the other, and the order of notifications between them
 * (`datagram.opened.first`, `datagram.opened.once`, `datagram.closed.once`, `datagram.closed.last`). A method that the
 * protocol lacks is passed over (`datagram.methods.optional`), and one that throws changes nothing (`datagram.throw`).
 */
class Port implements DatagramChannelEvents, Closable {
  readonly handle: PortHandle;
  readonly #channel: DatagramChannel;
  readonly #family: 4 | 6;
  readonly #remote: UdpAddress | null;
  readonly #protocol: DatagramProtocol;
  readonly #endpoints: Endpoints;
  readonly #waiting: Task[] = [];
  #state: "open" | "closing" | "closed" = "open";
  #closing: Promise<void> | null = null;

  constructor(
    channel: DatagramChannel, family: 4 | 6, remote: UdpAddress | null, protocol: DatagramProtocol,
    endpoints: Endpoints,
  ) {
    this.#channel = channel;
    this.#family = family;
    this.#remote = remote;
    this.#protocol = protocol;
    this.#endpoints = endpoints;
    this.handle = new PortHandle(this, channel.local, remote);
  }

  /** Calls portOpened, and receives from then on. */
  begin(): void {
    this.#endpoints.addListener(this);
    this.#channel.open(this);
    this.#endpoints.callbacks.enter(() => this.#protocol.portOpened?.(this.handle));
  }

  /** Sends what `data` holds now (`datagram.send.snapshot`, `datagram.send.view`), unless it is closed. */
  send(data: Uint8Array, to?: UdpAddress): void {
    const destination = this.#destination(to);
    if (this.#state === "open") this.#channel.send(snapshot(data), destination);
  }

  /** The promise is the same for every call (`datagram.close.idempotent`). */
  closed(): Promise<void> {
    this.#closing ??= new Promise((resolve) => this.close(resolve));
    return this.#closing;
  }

  /** Nothing is delivered from now on (`datagram.close.nothing-after`); what was sent is sent. */
  close(released: Task): void {
    if (this.#state === "closed") {
      this.#endpoints.host.defer(released);
      return;
    }
    this.#waiting.push(released);
    if (this.#state === "closing") return;
    this.#state = "closing";
    this.#channel.close(() => this.#closed());
  }

  /** One datagram, from whom a connected port listens to (`datagram.connected.filter`). */
  received(data: Uint8Array, from: UdpAddress): void {
    if (this.#state !== "open" || (this.#remote !== null && !isSameUdpAddress(from, this.#remote))) return;
    this.#endpoints.callbacks.enter(() => this.#protocol.datagramReceived?.(data, from));
  }

  /** The platform reported a failure, which concerns one datagram (`datagram.fail.usable`). */
  failed(error: ReactorError): void {
    if (this.#state === "open") this.#endpoints.callbacks.enter(() => this.#protocol.sendFailed?.(error));
  }

  /** Tells the protocol, then those who wait for it (`datagram.close.promise`, `datagram.stop.ports`). */
  #closed(): void {
    this.#state = "closed";
    this.#endpoints.callbacks.enter(() => this.#protocol.portClosed?.());
    this.#endpoints.removeListener(this);
    for (const released of this.#waiting) released();
  }

  /**
   * @throws TypeError for none on a port that is not connected, or another than that of one that is
   * (`datagram.send.no-destination`, `datagram.connected.send`, `datagram.connected.elsewhere`).
   */
  #destination(to: UdpAddress | undefined): UdpAddress {
    const remote = this.#remote;
    if (to === undefined) {
      if (remote === null) throw new TypeError("a port that is not connected needs a destination");
      return remote;
    }
    const { address } = checkedUdpAddress(to, 1, this.#family);
    if (remote === null || isSameUdpAddress(address, remote)) return address;
    throw new TypeError("the port is connected to another address");
  }
}

/** What a protocol holds of its port. */
export class PortHandle implements DatagramPort {
  /** This end's address, for good (`datagram.open.port-zero`, `datagram.address.constant`). */
  readonly local: UdpAddress;
  /** The only peer, or null (`datagram.connected.remote`). */
  readonly remote: UdpAddress | null;
  readonly #port: Port;

  constructor(port: Port, local: UdpAddress, remote: UdpAddress | null) {
    this.#port = port;
    this.local = local;
    this.remote = remote;
  }

  /**
   * Once the port is closed, it does nothing (`datagram.send.closed`).
   * @throws TypeError, RangeError for an argument that can never work (`datagram.send.type`,
   * `datagram.send.destination`).
   */
  send(data: Uint8Array, to?: UdpAddress): void {
    if (!(data instanceof Uint8Array)) throw new TypeError("the data is not a Uint8Array");
    this.#port.send(data, to);
  }

  close(): Promise<void> {
    return this.#port.closed();
  }
}
