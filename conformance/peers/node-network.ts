import { connect, createServer, type Server, type Socket } from "node:net";
import type { PeerAddress, PeerEvents, PeerListener, PeerNetwork, PeerSocket } from "./network.js";
import { NodePeerSocket, socketOptions } from "./node-socket.js";
import { openStalledAddress, type StalledAddress } from "./stalled-address.js";

// Captured before a subject can replace them.
const host = { connect, createServer };

/** The driver's own sockets. Cheap to make: one network a scenario. */
export class NodeNetwork implements PeerNetwork {
  readonly #peers = new Set<NodePeerSocket>();
  readonly #servers = new Set<Server>();
  #stalled: Promise<StalledAddress> | null = null;

  connect(to: PeerAddress, events: PeerEvents): PeerSocket {
    const socket = host.connect({ ...socketOptions, host: to.host, port: to.port });
    const peer = this.#keep(socket, () => events);
    socket.once("connect", () => peer.connected());
    return peer;
  }

  async listen(address: string, accept: (socket: PeerSocket) => PeerEvents): Promise<PeerListener> {
    const server = host.createServer(socketOptions, (socket) => this.#keep(socket, accept).connected());
    this.#servers.add(server);
    server.once("close", () => this.#servers.delete(server));
    return { address: await listening(server, address), close: () => void server.close() };
  }

  async closedAddress(): Promise<PeerAddress> {
    const server = host.createServer();
    const address = await listening(server, "127.0.0.1");
    await closed(server);
    return address;
  }

  /** One address for the life of this network; it costs a thread. */
  async stalledAddress(): Promise<PeerAddress> {
    this.#stalled ??= openStalledAddress();
    return (await this.#stalled).address;
  }

  /** Fulfilled once every listening address is released. */
  async dispose(): Promise<void> {
    const servers = [...this.#servers].map(closed);
    for (const peer of this.#peers) peer.reset();
    await Promise.all(servers);
    const stalled = await this.#stalled?.catch(() => null);
    await stalled?.dispose();
  }

  #keep(socket: Socket, eventsOf: (self: PeerSocket) => PeerEvents): NodePeerSocket {
    const peer = new NodePeerSocket(socket, eventsOf);
    this.#peers.add(peer);
    socket.once("close", () => this.#peers.delete(peer));
    return peer;
  }
}

function listening(server: Server, address: string): Promise<PeerAddress> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: address, port: 0 }, () => {
      const bound = server.address();
      if (bound === null || typeof bound === "string") reject(new Error("the peer's listener has no address"));
      else resolve({ host: bound.address, port: bound.port });
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => void server.close(() => resolve()));
}
