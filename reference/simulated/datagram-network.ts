import {
  BoundAddresses, canonicalHost, destinationOf, isIPv6, isLocal, isWildcard, type BindCode, type HostPort,
} from "./bound-addresses.js";
import type { World } from "./world.js";

/** The most bytes that a datagram carries: the 65,535 that its length can say, less what the headers take. */
const LONGEST_IPV4 = 65_507;
const LONGEST_IPV6 = 65_527;

/** What the owner of a socket is told, in events of the world. */
export interface DatagramSocketEvents {
  received(data: Uint8Array, from: HostPort): void;
  /** The code of a platform, for a datagram that was sent to this address. */
  failed(code: "EMSGSIZE" | "EACCES" | "ECONNREFUSED", to: HostPort): void;
}

/** The datagrams of the simulated network: it loses none, and keeps their order, unless its conditions are worse. */
export class SimulatedDatagrams {
  readonly #world: World;
  readonly #bound: BoundAddresses<SimulatedDatagramSocket>;

  constructor(world: World, choosePort: () => number) {
    this.#world = world;
    this.#bound = new BoundAddresses(choosePort);
  }

  /** Opens a socket, or tells the code of the refusal. A connected one has a `remote`, and no other peer. */
  open(
    host: string, port: number, remote: HostPort | null, events: DatagramSocketEvents,
  ): SimulatedDatagramSocket | BindCode {
    const peer = remote === null ? null : { host: destinationOf(canonicalHost(remote.host)), port: remote.port };
    const socket = new SimulatedDatagramSocket(this.#world, this.#bound, peer, events);
    const bound = this.#bound.bind(host, port, socket);
    if (typeof bound === "string") return bound;
    socket.local = peer === null ? bound : { host: sourceOf(bound.host), port: bound.port };
    socket.bound = bound;
    return socket;
  }
}

/** One open socket for datagrams. */
export class SimulatedDatagramSocket {
  local: HostPort = { host: "", port: 0 };
  /** Where it is bound: a wildcard stays one when the socket is connected. */
  bound: HostPort = this.local;
  readonly #world: World;
  readonly #sockets: BoundAddresses<SimulatedDatagramSocket>;
  readonly #remote: HostPort | null;
  readonly #events: DatagramSocketEvents;
  #lastArrival = 0;
  #open = true;

  constructor(
    world: World, sockets: BoundAddresses<SimulatedDatagramSocket>, remote: HostPort | null,
    events: DatagramSocketEvents,
  ) {
    this.#world = world;
    this.#sockets = sockets;
    this.#remote = remote;
    this.#events = events;
  }

  /** Sends `data`, which is the network's to keep. */
  send(data: Uint8Array, to: HostPort): void {
    const host = destinationOf(canonicalHost(to.host));
    const longest = isIPv6(host) ? LONGEST_IPV6 : LONGEST_IPV4;
    if (data.length > longest) this.#fail("EMSGSIZE", to, this.#world.now());
    else if (isBroadcast(host)) this.#fail("EACCES", to, this.#world.now());
    else if (isLocal(host)) this.#deliver(data, { host, port: to.port });
  }

  /** Releases the address; what is on its way goes on. */
  close(): void {
    if (this.#open) this.#sockets.release(this.bound);
    this.#open = false;
  }

  #deliver(data: Uint8Array, to: HostPort): void {
    const { conditions } = this.#world;
    if (conditions.has("loss")) return;
    const copies = conditions.has("duplication") ? [data, new Uint8Array(data)] : [data];
    for (const copy of copies) this.#carry(copy, to);
  }

  /** Brings one datagram on its way, behind those before it unless it is held back. */
  #carry(data: Uint8Array, to: HostPort): void {
    const { conditions } = this.#world;
    const from = { host: sourceOf(this.local.host), port: this.local.port };
    const arrival = Math.max(this.#lastArrival, this.#world.now() + conditions.way());
    const isLate = conditions.has("reordering");
    if (!isLate) this.#lastArrival = arrival;
    this.#world.at(isLate ? arrival + conditions.delay() : arrival, () => {
      const receiver = this.#sockets.at(to);
      if (receiver !== null && receiver.#listensTo(from)) receiver.#events.received(data, from);
      else if (this.#remote !== null) this.#fail("ECONNREFUSED", to, this.#world.now() + this.#world.conditions.way());
    });
  }

  #listensTo(from: HostPort): boolean {
    return this.#remote === null || (this.#remote.host === from.host && this.#remote.port === from.port);
  }

  #fail(code: Parameters<DatagramSocketEvents["failed"]>[0], to: HostPort, time: number): void {
    this.#world.at(time, () => {
      if (this.#open) this.#events.failed(code, to);
    });
  }
}

/** The host that datagrams come from, sent by a socket that is bound to this one. */
function sourceOf(host: string): string {
  return isWildcard(host) ? destinationOf(host) : host;
}

function isBroadcast(host: string): boolean {
  return host === "255.255.255.255" || host === "127.255.255.255";
}
