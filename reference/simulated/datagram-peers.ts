import type { HostPort } from "./bound-addresses.js";
import type { SimulatedDatagramSocket } from "./datagram-network.js";
import type { SimulatedNetwork } from "./network.js";

/** What a peer for datagrams is told: one at a time, never inside a call of its socket. */
export interface DatagramPeerEvents {
  datagram(data: Uint8Array, from: HostPort): void;
}

/** A port for datagrams that no reactor serves. */
export interface SimulatedDatagramPeer {
  readonly address: HostPort;
  /** Sends what `data` holds now. */
  send(data: Uint8Array, to: HostPort): void;
  close(): void;
}

/** Ports for datagrams that no reactor serves, in the hands of whoever tests one. */
export class SimulatedDatagramPeers {
  readonly #network: SimulatedNetwork;
  readonly #open = new Set<SimulatedDatagramSocket>();

  constructor(network: SimulatedNetwork) {
    this.#network = network;
  }

  /** Opens a port at a numeric host, and at this number; 0 lets the network choose one. */
  open(at: HostPort, events: DatagramPeerEvents): Promise<SimulatedDatagramPeer> {
    const { world, datagrams } = this.#network;
    const socket = datagrams.open(at.host, at.port, null, {
      received: (data, from) => world.enter(() => events.datagram(data, from)),
      failed() {},
    });
    if (typeof socket === "string") return Promise.reject(new Error(`bind ${socket} ${at.host}`));
    this.#open.add(socket);
    return Promise.resolve({
      address: socket.local,
      send: (data, to) => socket.send(new Uint8Array(data), to),
      close: () => this.#close(socket),
    });
  }

  /** An address where nobody receives. */
  deadAddress(): Promise<HostPort> {
    return Promise.resolve({ host: "127.0.0.1", port: this.#network.choosePort() });
  }

  /** Closes every port of these peers. */
  dispose(): void {
    for (const socket of this.#open) this.#close(socket);
  }

  #close(socket: SimulatedDatagramSocket): void {
    this.#open.delete(socket);
    socket.close();
  }
}
