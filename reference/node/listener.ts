import { createServer, type Server, type Socket } from "node:net";
import type { TcpAddress } from "../../spec/reactor.js";
import type { HostListener, ListenEvents, Task } from "../core/host.js";
import { numericAddress } from "./addresses.js";
import { NodeChannel, resetSocket, socketOptions, type Linger } from "./channel.js";
import { nodeFailure } from "./failures.js";

// Captured before anybody can replace it.
const { setImmediate } = globalThis;

/** A server of Node's as the core knows it. */
export class NodeListener implements HostListener {
  readonly #asked: TcpAddress;
  readonly #events: ListenEvents;
  readonly #linger: Linger;
  readonly #server: Server;
  #closed = false;

  constructor(address: TcpAddress, backlog: number | undefined, events: ListenEvents, linger: Linger) {
    this.#asked = address;
    this.#events = events;
    this.#linger = linger;
    const server = createServer({ ...socketOptions, pauseOnConnect: true }, (socket) => this.#accepted(socket));
    this.#server = server;
    server.on("error", (error: NodeJS.ErrnoException) => this.#failed(error));
    server.once("listening", () => this.#listening());
    const options = { host: address.host, port: address.port, exclusive: true };
    server.listen(backlog === undefined ? options : { ...options, backlog });
  }

  /**
   * Node releases the address at once (`listen.close.refused`, `listen.close.rebind`), and calls back when the last
   * connection is over.
   */
  close(released: Task): void {
    this.#closed = true;
    if (this.#server.listening) this.#server.close();
    setImmediate(released);
  }

  #listening(): void {
    if (this.#closed) {
      this.#server.close();
      return;
    }
    const address = boundAddress(this.#server, this.#asked);
    setImmediate(() => this.#events.listening(address));
  }

  /** A listener that failed to accept one connection goes on. */
  #failed(error: NodeJS.ErrnoException): void {
    if (this.#server.listening) return;
    const failure = nodeFailure(error, "listen", this.#asked);
    setImmediate(() => this.#events.failed(failure));
  }

  /** A client that is gone already has no address any more: nobody is told of it (`listen.accept.vanished`). */
  #accepted(socket: Socket): void {
    const { localAddress, localPort, remoteAddress, remotePort } = socket;
    if (!localAddress || !remoteAddress || localPort === undefined || remotePort === undefined) {
      socket.on("error", () => {});
      resetSocket(socket);
      return;
    }
    const local = numericAddress(localAddress, localPort);
    const remote = numericAddress(remoteAddress, remotePort);
    this.#events.accepted(new NodeChannel(socket, local, remote, this.#linger));
  }
}

/** The address that a server is bound to (`listen.port-zero`). */
function boundAddress(server: Server, asked: TcpAddress): TcpAddress {
  const bound = server.address();
  return bound === null || typeof bound === "string" ? asked : numericAddress(bound.address, bound.port);
}
