import { isIP } from "node:net";
import type { Address, StandardStreamsAddress } from "../../spec/reactor.js";
import { SimulatedDatagramPeers } from "./datagram-peers.js";
import { PeerFiles } from "./peer-files.js";
import { tcpAddress, unixAddress, type Accept, type DialEvents, type SimulatedNetwork } from "./network.js";
import type { SimulatedSocket, SocketEvents } from "./socket.js";

/**
 * An address, without its kind: a numeric one of TCP, or the path of a UNIX socket, null if it has none. Standard
 * streams are where they are: they have only their kind.
 */
export type PeerAddress = PeerHost | { readonly path: string | null } | StandardStreamsAddress;

export interface PeerHost {
  readonly host: string;
  readonly port: number;
}

export interface PeerListener<A extends PeerAddress = PeerAddress> {
  readonly address: A;
  close(): void;
}

/** What a peer is told: one at a time, never inside a call of its socket. */
export interface PeerEvents {
  connected(local: PeerAddress, remote: PeerAddress): void;
  data(bytes: Uint8Array): void;
  /** The other side will send no more, by an orderly end or by a reset. */
  end(how: "clean" | "reset"): void;
  refused(code: string): void;
}

/** Ends of connections that no reactor serves, in the hands of whoever tests one. */
export class SimulatedPeers {
  readonly #network: SimulatedNetwork;
  readonly #sockets = new Set<SimulatedPeer>();
  readonly #listening = new Set<() => void>();
  /** Paths for sockets, and what is there. */
  readonly files: PeerFiles;
  /** Ports for datagrams. */
  readonly datagrams: SimulatedDatagramPeers;
  #stalled: PeerHost | null = null;

  constructor(network: SimulatedNetwork) {
    this.#network = network;
    this.files = new PeerFiles(network.files);
    this.datagrams = new SimulatedDatagramPeers(network);
  }

  connect(to: PeerAddress, events: PeerEvents): SimulatedPeer {
    const peer = new SimulatedPeer(this.#network, this.#sockets);
    peer.dial(to, events);
    return peer;
  }

  /**
   * Listens on a numeric host, at a port that the network chooses if none is given; `accept` returns what is to be
   * told.
   */
  listen(
    host: string, accept: (socket: SimulatedPeer) => PeerEvents, port = 0,
  ): Promise<PeerListener<PeerHost>> {
    const address = isIP(host) === 0 ? "ENOTFOUND" : this.#network.listen(host, port, this.#accepting(accept));
    if (typeof address === "string") return Promise.reject(new Error(`listen ${address} ${host}`));
    return Promise.resolve(this.#listener(hostOf(address), () => this.#network.release(address)));
  }

  /** Listens at a path. */
  listenAt(path: string, accept: (socket: SimulatedPeer) => PeerEvents): Promise<PeerListener> {
    const release = this.#network.files.listen(path, this.#accepting(accept));
    if (typeof release === "string") return Promise.reject(new Error(`listen ${release} ${path}`));
    return Promise.resolve(this.#listener({ path }, release));
  }

  #accepting(accept: (socket: SimulatedPeer) => PeerEvents): Accept {
    return (socket) => this.#network.world.enter(() => {
      const peer = new SimulatedPeer(this.#network, this.#sockets);
      peer.attach(socket, accept(peer));
    });
  }

  #listener<A extends PeerAddress>(address: A, release: () => void): PeerListener<A> {
    const close = (): void => {
      this.#listening.delete(close);
      release();
    };
    this.#listening.add(close);
    return { address, close };
  }

  /** Takes the other ends of the program's standard streams: sends to its input, and receives its output. */
  standardStreams(events: PeerEvents): SimulatedPeer {
    const peer = new SimulatedPeer(this.#network, this.#sockets);
    // A pipe has no reset: whatever closed the output, its reader sees an end (`streams.abort`).
    peer.attach(this.#network.streams[1], { ...events, end: () => events.end("clean") });
    return peer;
  }

  /** An address on which nothing listens. */
  closedAddress(): Promise<PeerHost> {
    return Promise.resolve({ host: "127.0.0.1", port: this.#network.choosePort() });
  }

  /** An address whose attempts to connect stay pending. */
  stalledAddress(): Promise<PeerHost> {
    const address = tcpAddress("127.0.0.1", this.#network.choosePort());
    this.#network.stall(address);
    this.#stalled = address;
    return Promise.resolve({ host: address.host, port: address.port });
  }

  /** Keeps the clock still while a peer does something outside the world, until the returned function is called. */
  hold(): () => void {
    return this.#network.world.hold();
  }

  /** From now on the last stalled address answers: `connected` is told of each connection, which is then left alone. */
  answerStalled(connected: (remote: PeerAddress) => void): void {
    if (this.#stalled === null) return;
    const { host, port } = this.#stalled;
    this.#network.listen(host, port, (socket) => this.#network.world.enter(() => connected(plain(socket.remote))));
    this.#network.answer(this.#stalled);
  }

  /** Cuts every connection, and closes every listener and every port of these peers. */
  dispose(): Promise<void> {
    for (const close of [...this.#listening]) close();
    for (const peer of [...this.#sockets]) peer.reset();
    this.datagrams.dispose();
    return Promise.resolve();
  }
}

/** One peer's end of a connection. What is asked of it before it is connected is done then. */
export class SimulatedPeer {
  readonly #network: SimulatedNetwork;
  readonly #open: Set<SimulatedPeer>;
  #socket: SimulatedSocket | null = null;
  #waiting: ((socket: SimulatedSocket) => void)[] = [];
  #giveUp: () => void = () => {};
  #paused = false;

  constructor(network: SimulatedNetwork, open: Set<SimulatedPeer>) {
    this.#network = network;
    this.#open = open;
    open.add(this);
  }

  dial(to: PeerAddress, events: PeerEvents): void {
    const { world } = this.#network;
    const dialEvents: DialEvents = {
      connected: (socket) => world.enter(() => this.attach(socket, events)),
      refused: (code) => {
        this.#open.delete(this);
        world.enter(() => events.refused(code));
      },
    };
    if (!("host" in to || "path" in to)) throw new TypeError("nobody connects to standard streams");
    this.#giveUp = "path" in to
      ? this.#network.dialPath(unixAddress(to.path), dialEvents)
      : this.#network.dial(to.host, to.port, dialEvents);
  }

  /** Tells that the connection is open, then does what is waiting. */
  attach(socket: SimulatedSocket, events: PeerEvents): void {
    this.#giveUp = () => {};
    this.#network.world.soon(() => {
      if (this.#open.has(this)) events.connected(plain(socket.local), plain(socket.remote));
    });
    this.#network.world.at(this.#network.world.now(), () => {
      this.#socket = socket;
      socket.open(socketEvents(events));
      if (this.#paused) socket.pause();
      for (const act of this.#waiting) act(socket);
      this.#waiting = [];
    });
  }

  /** Bytes sent, and not yet taken by the network. */
  get unsentBytes(): number {
    return this.#socket?.pendingBytes ?? 0;
  }

  /** Sends what `bytes` holds now. */
  send(bytes: Uint8Array): void {
    const copy = new Uint8Array(bytes);
    this.#act((socket) => socket.write(copy));
  }

  end(): void {
    this.#act((socket) => socket.end());
  }

  close(): void {
    this.#act((socket) => socket.close());
  }

  reset(): void {
    this.#open.delete(this);
    if (this.#socket === null) this.#giveUp();
    this.#act((socket) => socket.reset());
  }

  pause(): void {
    this.#paused = true;
    this.#act((socket) => socket.pause());
  }

  resume(): void {
    this.#paused = false;
    this.#act((socket) => socket.resume());
  }

  #act(act: (socket: SimulatedSocket) => void): void {
    if (this.#socket === null) this.#waiting.push(act);
    else act(this.#socket);
  }
}

function socketEvents(events: PeerEvents): SocketEvents {
  return {
    data: (bytes) => events.data(bytes),
    end: () => events.end("clean"),
    reset: () => events.end("reset"),
    drained() {},
    flushed() {},
  };
}

function plain(address: Address): PeerAddress {
  if (address.kind === "standard-streams") return address;
  return address.kind === "unix" ? { path: address.path } : hostOf(address);
}

function hostOf({ host, port }: PeerHost): PeerHost {
  return { host, port };
}
