import { createSocket, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import type { DatagramPeerEvents, DatagramPeerNetwork, DatagramPeerSocket } from "./datagram-network.js";
import type { PeerHost } from "./network.js";

// Captured before a subject can replace it.
const host = { createSocket };

/** Room for bursts, in bytes: a peer is not to be what loses datagrams. */
const RECEIVE_BUFFER = 1 << 20;

/** The driver's own ports for datagrams. */
export class NodeDatagrams implements DatagramPeerNetwork {
  readonly #open = new Set<Socket>();

  async open(at: PeerHost, events: DatagramPeerEvents): Promise<DatagramPeerSocket> {
    const socket = host.createSocket({ type: isIPv6(at.host) ? "udp6" : "udp4", recvBufferSize: RECEIVE_BUFFER });
    this.#open.add(socket);
    socket.once("close", () => this.#open.delete(socket));
    socket.on("message", ({ buffer, byteOffset, byteLength }, from) =>
      events.datagram(new Uint8Array(buffer, byteOffset, byteLength), { host: from.address, port: from.port }));
    await bound(socket, at);
    // A refusal is no news to a peer: scenarios send to ports that are closed.
    socket.on("error", () => undefined);
    const { address, port } = socket.address();
    return {
      address: { host: address, port },
      send: (data, to) => {
        if (this.#open.has(socket)) socket.send(data, to.port, to.host);
      },
      close: () => this.#close(socket),
    };
  }

  async deadAddress(): Promise<PeerHost> {
    const { address, close } = await this.open({ host: "127.0.0.1", port: 0 }, { datagram() {} });
    close();
    return address;
  }

  dispose(): void {
    for (const socket of this.#open) this.#close(socket);
  }

  #close(socket: Socket): void {
    if (this.#open.delete(socket)) socket.close();
  }
}

function bound(socket: Socket, at: PeerHost): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind({ address: at.host, port: at.port, exclusive: true }, () => {
      socket.off("error", reject);
      resolve();
    });
  });
}
