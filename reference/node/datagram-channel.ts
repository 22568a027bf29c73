import type { RemoteInfo, Socket } from "node:dgram";
import type { UdpAddress } from "../../spec/reactor.js";
import { udpAddress } from "../core/datagram-addresses.js";
import type { DatagramChannel, DatagramChannelEvents, Task } from "../core/host.js";
import { nodeFailure } from "./failures.js";

// Captured before anybody can replace it.
const { setImmediate } = globalThis;

interface Outgoing {
  readonly data: Uint8Array;
  readonly to: UdpAddress;
}

/** A socket for datagrams of Node's as the core knows it. */
export class NodeDatagramChannel implements DatagramChannel {
  local: UdpAddress = udpAddress("", 0);
  readonly #socket: Socket;
  readonly #remote: UdpAddress | null;
  readonly #outgoing: Outgoing[] = [];
  readonly #early: ((events: DatagramChannelEvents) => void)[] = [];
  #sending = false;
  #events: DatagramChannelEvents | null = null;
  #closed: Task | null = null;

  /** `socket` is about to be bound; `local` is set before the channel is opened. */
  constructor(socket: Socket, remote: UdpAddress | null) {
    this.#socket = socket;
    this.#remote = remote;
    socket.on("message", (data, from) => this.#received(data, from));
  }

  open(events: DatagramChannelEvents): void {
    this.#events = events;
    this.#socket.on("error", (error) => this.#failed(error, this.#remote ?? this.local));
    if (this.#early.length > 0) setImmediate(() => this.#tellEarly());
  }

  /**
   * One after the other: the next waits for what Node says of the one before, so that the order holds also where one
   * has to be sent again (`datagram.send.order`).
   */
  send(data: Uint8Array, to: UdpAddress): void {
    this.#outgoing.push({ data, to });
    if (!this.#sending) this.#sendNext();
  }

  /** Node drops what it has not sent when a socket is closed (`datagram.close.sends`). */
  close(closed: Task): void {
    this.#closed = closed;
    if (!this.#sending) this.#close();
  }

  #close(): void {
    const closed = this.#closed;
    this.#socket.close();
    if (closed !== null) setImmediate(closed);
  }

  #sendNext(): void {
    const next = this.#outgoing.shift();
    this.#sending = next !== undefined;
    if (next !== undefined) this.#handOver(next, this.#remote !== null);
    else if (this.#closed !== null) this.#close();
  }

  /**
   * The platform answers a send of a connected socket with the refusal of an earlier datagram, and does not send:
   * `again` does (`datagram.connected.refused`).
   */
  #handOver(outgoing: Outgoing, again: boolean): void {
    const { data, to } = outgoing;
    const sent = (error: NodeJS.ErrnoException | null): void => {
      if (error !== null) this.#failed(error, to);
      if (error?.code === "ECONNREFUSED" && again) this.#handOver(outgoing, false);
      else this.#sendNext();
    };
    if (this.#remote !== null) this.#socket.send(data, sent);
    else this.#socket.send(data, to.port, to.host, sent);
  }

  #failed(error: NodeJS.ErrnoException, about: UdpAddress): void {
    const failure = nodeFailure(error, "send", about);
    setImmediate(() => this.#events?.failed(failure));
  }

  /** Node reads each datagram whole, into memory of its own (`datagram.received.whole`, `datagram.received.owned`). */
  #received({ buffer, byteOffset, byteLength }: Uint8Array, { address, port }: RemoteInfo): void {
    const data = new Uint8Array(buffer, byteOffset, byteLength);
    const from = udpAddress(address, port);
    if (this.#events !== null && this.#early.length === 0) this.#events.received(data, from);
    else this.#early.push((events) => events.received(data, from));
  }

  /** What came before the port was opened, each in a host task of its own; what comes meanwhile waits behind it. */
  #tellEarly(): void {
    const events = this.#events;
    const tell = this.#early.shift();
    if (events !== null) tell?.(events);
    if (this.#early.length > 0) setImmediate(() => this.#tellEarly());
  }
}
