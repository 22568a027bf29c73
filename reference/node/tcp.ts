import { connect, type Server, type Socket } from "node:net";
import type { ConnectOptions, ListenOptions, TcpAddress } from "../../spec/reactor.js";
import type {
  ConnectEvents, ConnectionKind, HostAttempt, HostListener, ListenEvents,
} from "../core/host.js";
import { numericAddress } from "./addresses.js";
import { NodeChannel, resetSocket, socketOptions, type Linger } from "./channel.js";
import { nodeFailure } from "./failures.js";
import type { Holding } from "./holding.js";
import { NodeListener } from "./listener.js";

// Captured before anybody can replace it.
const { setImmediate } = globalThis;

/** TCP on Node's sockets. */
export class NodeTcp implements ConnectionKind {
  readonly #linger: Linger;
  readonly #hold: Holding;

  constructor(linger: Linger, hold: Holding) {
    this.#linger = linger;
    this.#hold = hold;
  }

  listen(address: TcpAddress, { backlog }: ListenOptions, events: ListenEvents): HostListener {
    const { host, port } = address;
    return new NodeListener({
      asked: address,
      options: { host, port, exclusive: true, ...(backlog === undefined ? {} : { backlog }) },
      bound: (server) => boundAddress(server, address),
      accepted: (socket) => this.#accepted(socket),
      failed: (error) => nodeFailure(error, "listen", address),
    }, events, this.#hold);
  }

  connect(address: TcpAddress, _options: ConnectOptions, events: ConnectEvents): HostAttempt {
    const socket = this.#hold(connect({ ...socketOptions, host: address.host, port: address.port }));
    const failed = (error: NodeJS.ErrnoException): void =>
      void setImmediate(() => events.failed(nodeFailure(error, "connect", address)));
    socket.pause();
    socket.once("error", failed);
    socket.once("connect", () => {
      const local = numericAddress(socket.localAddress ?? address.host, socket.localPort ?? 0);
      const remote = numericAddress(socket.remoteAddress ?? address.host, socket.remotePort ?? address.port);
      const channel = new NodeChannel(socket, local, remote, this.#linger);
      socket.off("error", failed);
      events.connected(channel);
    });
    return { cancel: () => void socket.destroy() };
  }

  /** A client that is gone already has no address any more: nobody is told of it (`listen.accept.vanished`). */
  #accepted(socket: Socket): NodeChannel | null {
    const { localAddress, localPort, remoteAddress, remotePort } = socket;
    if (!localAddress || !remoteAddress || localPort === undefined || remotePort === undefined) {
      socket.on("error", () => {});
      resetSocket(socket);
      return null;
    }
    const local = numericAddress(localAddress, localPort);
    return new NodeChannel(socket, local, numericAddress(remoteAddress, remotePort), this.#linger);
  }
}

/** The address that a server is bound to (`listen.port-zero`). */
function boundAddress(server: Server, asked: TcpAddress): TcpAddress {
  const bound = server.address();
  return bound === null || typeof bound === "string" ? asked : numericAddress(bound.address, bound.port);
}
