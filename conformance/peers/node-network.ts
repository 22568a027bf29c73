import { connect, createServer, type ListenOptions, type Server, type Socket } from "node:net";
import type {
  PeerAddress, PeerEvents, PeerHost, PeerListener, PeerNetwork, PeerSocket,
} from "./network.js";
import { NodeDatagrams } from "./node-datagrams.js";
import { NodeFiles } from "./node-files.js";
import { NodePeerSocket, socketOptions, type SocketPaths } from "./node-socket.js";
import { NodeStreamsPeer, type StandardStreamEnds } from "./node-streams.js";
import { openStalledAddress, type StalledAddress } from "./stalled-address.js";

// Captured before a subject can replace them.
const host = { connect, createServer };

/** The driver's own sockets. Cheap to make: one network a scenario. */
export class NodeNetwork implements PeerNetwork {
  readonly files = new NodeFiles();
  readonly datagrams = new NodeDatagrams();
  readonly #peers = new Set<NodePeerSocket>();
  readonly #servers = new Set<Server>();
  /** Takes the other ends of the subject's standard streams; absent where the kit does not have them. */
  readonly standardStreams?: (events: PeerEvents) => PeerSocket;
  #streams: PeerSocket | null = null;
  #stalled: Promise<StalledAddress> | null = null;
  /** Both ends of connections that keep a port. */
  readonly #keeping: Socket[] = [];

  constructor(ends: StandardStreamEnds | null = null) {
    if (ends !== null) this.standardStreams = (events) => this.#streams = new NodeStreamsPeer(ends, events);
  }

  connect(to: PeerAddress, events: PeerEvents): PeerSocket {
    if (!("host" in to || "path" in to)) throw new TypeError("nobody connects to standard streams");
    const target = "path" in to ? { path: to.path ?? "" } : { host: to.host, port: to.port };
    const socket = host.connect({ ...socketOptions, ...target });
    const peer = this.#keep(socket, () => events, { local: null, remote: to });
    socket.once("connect", () => peer.connected());
    return peer;
  }

  async listen(address: string, accept: (socket: PeerSocket) => PeerEvents, port = 0): Promise<PeerListener<PeerHost>> {
    const server = this.#serve(accept, null);
    return { address: await listening(server, { host: address, port }), close: () => void server.close() };
  }

  async listenAt(path: string, accept: (socket: PeerSocket) => PeerEvents): Promise<PeerListener> {
    const server = this.#serve(accept, { path });
    await listening(server, { path });
    return { address: { path }, close: () => void server.close() };
  }

  #serve(accept: (socket: PeerSocket) => PeerEvents, local: PeerAddress | null): Server {
    const server = host.createServer(socketOptions, (socket) =>
      this.#keep(socket, accept, { local, remote: null }).connected());
    this.#servers.add(server);
    server.once("close", () => this.#servers.delete(server));
    return server;
  }

  /** A connection keeps the port: as long as it is open, the platform gives that to nobody else. */
  async closedAddress(): Promise<PeerHost> {
    const server = host.createServer();
    const address = await listening(server, { host: "127.0.0.1", port: 0 });
    const accepted = new Promise<void>((resolve) => server.once("connection", (socket) => {
      this.#keeping.push(socket.on("error", () => undefined));
      resolve();
    }));
    this.#keeping.push(host.connect(address).on("error", () => undefined));
    await accepted;
    // Its end waits for the connection; that nobody listens any more does not.
    server.close();
    return address;
  }

  /** One address for the life of this network; it costs a thread. */
  async stalledAddress(): Promise<PeerHost> {
    this.#stalled ??= openStalledAddress();
    return (await this.#stalled).address;
  }

  answerStalled(connected: (remote: PeerAddress) => void): void {
    void this.#stalled?.then((stalled) => stalled.answer(connected));
  }

  /** Fulfilled once every listening address is released, and every path removed. */
  async dispose(): Promise<void> {
    const servers = [...this.#servers].map(closed);
    for (const peer of this.#peers) peer.reset();
    for (const socket of this.#keeping) socket.destroy();
    this.#streams?.reset();
    this.datagrams.dispose();
    await Promise.all(servers);
    const stalled = await this.#stalled?.catch(() => null);
    await stalled?.dispose();
    this.files.dispose();
  }

  #keep(socket: Socket, eventsOf: (self: PeerSocket) => PeerEvents, paths: SocketPaths): NodePeerSocket {
    const peer = new NodePeerSocket(socket, eventsOf, paths);
    this.#peers.add(peer);
    socket.once("close", () => this.#peers.delete(peer));
    return peer;
  }
}

/** The address that a server is bound to, which is of no use where it has a path. */
function listening(server: Server, options: ListenOptions): Promise<PeerHost> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options, () => {
      const bound = server.address();
      if (bound === null) reject(new Error("the peer's listener has no address"));
      else resolve(typeof bound === "string" ? { host: "", port: 0 } : { host: bound.address, port: bound.port });
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => void server.close(() => resolve()));
}
