import { isIPv6 } from "node:net";
import type { TcpAddress } from "../../spec/reactor.js";
import { latency, SimulatedSocket } from "./socket.js";
import type { World } from "./world.js";

/** The first of the ports that the network chooses. */
const FIRST_EPHEMERAL_PORT = 49152;

/** Gets each connection that is made to a listening address, in an event of the world. */
export type Accept = (socket: SimulatedSocket) => void;

/** The code of a platform, for what the network refuses. */
export type NetworkCode = "ECONNREFUSED" | "EADDRINUSE" | "EADDRNOTAVAIL";

/** What becomes of an attempt to connect; in an event of the world. */
export interface DialEvents {
  connected(socket: SimulatedSocket): void;
  refused(code: NetworkCode): void;
}

/** An in-memory network of one machine: the addresses 127.0.0.0/8 and ::1, and their wildcards. */
export class SimulatedNetwork {
  readonly world: World;
  readonly #listening = new Map<string, Accept>();
  readonly #stalled = new Set<string>();
  #nextPort = FIRST_EPHEMERAL_PORT;

  constructor(world: World) {
    this.world = world;
  }

  /** Listens on an address, its port chosen if it is 0. Returns the address in use, or the code of the refusal. */
  listen(host: string, port: number, accept: Accept): TcpAddress | NetworkCode {
    const canonical = canonicalHost(host);
    if (!isLocal(canonical) && !isWildcard(canonical)) return "EADDRNOTAVAIL";
    const address = tcpAddress(canonical, port === 0 ? this.choosePort() : port);
    if (this.#isTaken(address)) return "EADDRINUSE";
    this.#listening.set(keyOf(address), accept);
    return address;
  }

  /** Releases a listening address. */
  release(address: TcpAddress): void {
    this.#listening.delete(keyOf(address));
  }

  /** Makes attempts to connect to `address` stay pending for ever. */
  stall(address: TcpAddress): void {
    this.#stalled.add(keyOf(address));
  }

  /** A port that is not in use, and that nobody else is given. */
  choosePort(): number {
    return this.#nextPort++;
  }

  /** Opens a connection: one way for the request, one for the answer. Returns what gives the attempt up. */
  dial(host: string, port: number, events: DialEvents): () => void {
    const to = tcpAddress(destinationOf(canonicalHost(host)), port);
    const from = tcpAddress(isIPv6(to.host) ? "::1" : "127.0.0.1", this.choosePort());
    let givenUp = false;
    let socket: SimulatedSocket | null = null;
    this.#after(() => {
      if (givenUp || !isLocal(to.host) || this.#stalled.has(keyOf(to))) return;
      socket = this.#answer(from, to);
      const answered = socket;
      this.#after(() => {
        if (givenUp) return;
        if (answered === null) events.refused("ECONNREFUSED");
        else events.connected(answered);
      });
    });
    return () => {
      givenUp = true;
      socket?.reset();
    };
  }

  /** The request arrived: the client's end of the new connection, or null where nobody listens. */
  #answer(from: TcpAddress, to: TcpAddress): SimulatedSocket | null {
    const key = this.#listenerAt(to);
    if (key === null) return null;
    const [client, server] = SimulatedSocket.pair(this.world, from, to);
    this.#after(() => {
      const accept = this.#listening.get(key);
      if (accept === undefined) server.reset();
      else accept(server);
    }, 2);
    return client;
  }

  #listenerAt(to: TcpAddress): string | null {
    const wildcards = isIPv6(to.host) ? ["::"] : ["0.0.0.0", "::"];
    const keys = [to.host, ...wildcards].map((host) => keyOf(tcpAddress(host, to.port)));
    return keys.find((key) => this.#listening.has(key)) ?? null;
  }

  #isTaken(address: TcpAddress): boolean {
    if (this.#listening.has(keyOf(address)) || this.#listenerAt(address) !== null) return true;
    if (!isWildcard(address.host)) return false;
    const onPort = [...this.#listening.keys()].filter((key) => key.endsWith(`|${address.port}`));
    return onPort.some((key) => address.host === "::" || !key.includes(":"));
  }

  #after(happen: () => void, ways = 1): void {
    let delay = 0;
    for (let way = 0; way < ways; way += 1) delay += latency(this.world);
    this.world.at(this.world.now() + delay, happen);
  }
}

export function tcpAddress(host: string, port: number): TcpAddress {
  return Object.freeze({ kind: "tcp", host, port });
}

function keyOf(address: TcpAddress): string {
  return `${address.host}|${address.port}`;
}

/** An IPv6 address in its shortest form, anything else as it is. */
function canonicalHost(host: string): string {
  return isIPv6(host) ? new URL(`http://[${host}]`).hostname.slice(1, -1) : host;
}

function destinationOf(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

function isLocal(host: string): boolean {
  return host === "::1" || host.startsWith("127.");
}

function isWildcard(host: string): boolean {
  return host === "::" || host === "0.0.0.0";
}
