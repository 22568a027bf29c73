import type { Address, StandardStreamsAddress, TcpAddress, UnixAddress } from "../../spec/reactor.js";
import {
  BoundAddresses, canonicalHost, destinationOf, isIPv6, isLocal, keyOf, type HostPort,
} from "./bound-addresses.js";
import { SimulatedDatagrams } from "./datagram-network.js";
import { SimulatedFiles } from "./files.js";
import { SimulatedNames } from "./names.js";
import { SimulatedSocket } from "./socket.js";
import type { World } from "./world.js";

/** The first of the ports that the network chooses. */
const FIRST_EPHEMERAL_PORT = 49152;

const STANDARD_STREAMS: StandardStreamsAddress = Object.freeze({ kind: "standard-streams" });

/** Gets each connection that is made to a listening address, in an event of the world. */
export type Accept = (socket: SimulatedSocket) => void;

/** Somebody who listens, until `accept` is null. */
export interface Listening {
  accept: Accept | null;
}

/** What an attempt to connect finds: somebody who listens, the platform's refusal, or no answer. */
export type Answer = Listening | string | null;

/** What becomes of an attempt to connect; in an event of the world. */
export interface DialEvents {
  connected(socket: SimulatedSocket): void;
  refused(code: string): void;
}

/** An in-memory network of one machine. */
export class SimulatedNetwork {
  readonly world: World;
  /** Whether the reactors of this network can have no further socket; its peers always can. */
  exhausted = false;
  /** Where sockets have paths. */
  readonly files = new SimulatedFiles();
  readonly datagrams: SimulatedDatagrams;
  readonly #listening = new BoundAddresses<Listening>(() => this.choosePort());
  readonly names: SimulatedNames;
  /** The program's standard streams, and the other ends of them. */
  readonly streams: readonly [program: SimulatedSocket, other: SimulatedSocket];
  /** Whether a reactor has had the streams. */
  streamsTaken = false;
  /** The attempts that are pending at each stalled address. */
  readonly #stalled = new Map<string, (() => void)[]>();
  #nextPort = FIRST_EPHEMERAL_PORT;

  constructor(world: World) {
    this.world = world;
    this.datagrams = new SimulatedDatagrams(world, () => this.choosePort());
    this.names = new SimulatedNames(world);
    this.streams = SimulatedSocket.pair(world, STANDARD_STREAMS, STANDARD_STREAMS);
  }

  /** Listens on an address, its port chosen if it is 0. Returns the address in use, or the code of the refusal. */
  listen(host: string, port: number, accept: Accept): TcpAddress | string {
    const bound = this.#listening.bind(host, port, { accept });
    return typeof bound === "string" ? bound : tcpAddress(bound.host, bound.port);
  }

  /** Releases a listening address. */
  release(address: HostPort): void {
    const listening = this.#listening.release(address);
    if (listening !== null) listening.accept = null;
  }

  /** Makes attempts to connect to `address` stay pending for ever. */
  stall(address: HostPort): void {
    this.#stalled.set(keyOf(address), []);
  }

  /** Answers attempts to connect to `address` again, those that are pending first. */
  answer(address: HostPort): void {
    const pending = this.#stalled.get(keyOf(address)) ?? [];
    this.#stalled.delete(keyOf(address));
    for (const arrive of pending) this.#after(arrive);
  }

  /** A port that is not in use, and that nobody else is given. */
  choosePort(): number {
    return this.#nextPort++;
  }

  /** What a reactor's listener does with a connection: it hands it on, or cuts it (`listen.descriptors.again`). */
  acceptor(accepted: Accept): Accept {
    return (socket) => {
      if (this.exhausted) socket.reset();
      else this.world.enter(() => accepted(socket));
    };
  }

  /** Opens a connection over TCP. Returns what gives the attempt up. */
  dial(host: string, port: number, events: DialEvents): () => void {
    const to = tcpAddress(destinationOf(canonicalHost(host)), port);
    const from = tcpAddress(isIPv6(to.host) ? "::1" : "127.0.0.1", this.choosePort());
    return this.#open(from, to, (again) => this.#answerAt(to, again), events);
  }

  /** Opens a connection over a UNIX socket, from an end without a path. Returns what gives the attempt up. */
  dialPath(to: UnixAddress, events: DialEvents): () => void {
    return this.#open(unixAddress(null), to, () => this.files.answerAt(to.path ?? ""), events);
  }

  /**
   * Opens a connection: one way for the request, at whose arrival `answer` is asked, and one for the answer. Where there
   * is none yet, the request can arrive again. Returns what gives the attempt up.
   */
  #open(from: Address, to: Address, answer: (again: () => void) => Answer, events: DialEvents): () => void {
    let givenUp = false;
    let socket: SimulatedSocket | null = null;
    const arrive = (): void => {
      const answerer = givenUp ? null : answer(arrive);
      if (answerer === null) return;
      const found = this.world.conditions.has("refusals") ? "ECONNREFUSED" : answerer;
      const answered = typeof found === "string" ? found : socket = this.#accept(from, to, found);
      this.#after(() => {
        if (givenUp) return;
        if (typeof answered === "string") events.refused(answered);
        else events.connected(answered);
      });
    };
    this.#after(arrive);
    return () => {
      givenUp = true;
      socket?.reset();
    };
  }

  #answerAt(to: TcpAddress, again: () => void): Answer {
    if (to.host === "255.255.255.255") return "ENETUNREACH";
    const stalled = this.#stalled.get(keyOf(to));
    stalled?.push(again);
    if (!isLocal(to.host) || stalled !== undefined) return null;
    return this.#listening.at(to) ?? "ECONNREFUSED";
  }

  /** The request arrived: the client's end of the new connection. */
  #accept(from: Address, to: Address, listening: Listening): SimulatedSocket {
    const [client, server] = SimulatedSocket.pair(this.world, from, to);
    this.#after(() => {
      if (listening.accept === null) server.reset();
      else listening.accept(server);
    }, 2);
    return client;
  }

  #after(happen: () => void, ways = 1): void {
    let delay = 0;
    for (let way = 0; way < ways; way += 1) delay += this.world.conditions.way();
    this.world.at(this.world.now() + delay, happen);
  }
}

export function tcpAddress(host: string, port: number): TcpAddress {
  return Object.freeze({ kind: "tcp", host, port });
}

export function unixAddress(path: string | null): UnixAddress {
  return Object.freeze({ kind: "unix", path });
}
