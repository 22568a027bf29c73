import { createServer, type ListenOptions as ServerOptions, type Server, type Socket } from "node:net";
import type { Address, ReactorError } from "../../spec/reactor.js";
import type { Channel, HostListener, ListenEvents, Task } from "../core/host.js";
import { socketOptions } from "./channel.js";
import type { Holding } from "./holding.js";

// Captured before anybody can replace it.
const { setImmediate } = globalThis;

/** What the kind of an address makes of one of Node's servers. */
export interface Listening {
  readonly asked: Address;
  readonly options: ServerOptions;
  /** The address that the server is bound to. */
  bound(server: Server): Address;
  /** A new connection; null if its client is gone already. */
  accepted(socket: Socket): Channel | null;
  failed(error: NodeJS.ErrnoException): ReactorError;
  /** Calls `closeServer`, and sees to it that no more is released than the address. */
  close?(closeServer: Task): void;
}

/** A server of Node's as the core knows it. */
export class NodeListener implements HostListener {
  readonly #kind: Listening;
  readonly #events: ListenEvents;
  readonly #server: Server;
  #bound: Address | null = null;
  #closed = false;

  constructor(kind: Listening, events: ListenEvents, hold: Holding) {
    this.#kind = kind;
    this.#events = events;
    const server = hold(createServer({ ...socketOptions, pauseOnConnect: true }, (socket) => {
      this.#accepted(hold(socket));
    }));
    this.#server = server;
    server.on("error", (error: NodeJS.ErrnoException) => this.#failed(error));
    server.once("listening", () => this.#listening());
    server.listen(kind.options);
    if (server.listening) this.#bound = kind.bound(server);
  }

  /**
   * Node releases the address at once (`listen.close.refused`, `listen.close.rebind`), and calls back when the last
   * connection is over.
   */
  close(released: Task): void {
    this.#closed = true;
    if (this.#server.listening) this.#closeServer();
    setImmediate(released);
  }

  #closeServer(): void {
    const closeServer = (): void => void this.#server.close();
    if (this.#kind.close === undefined) closeServer();
    else this.#kind.close(closeServer);
  }

  #listening(): void {
    if (this.#closed) {
      if (this.#server.listening) this.#closeServer();
      return;
    }
    const address = this.#bound ??= this.#kind.bound(this.#server);
    setImmediate(() => this.#events.listening(address));
  }

  /** A listener that failed to accept one connection goes on. */
  #failed(error: NodeJS.ErrnoException): void {
    if (this.#server.listening) return;
    const failure = this.#kind.failed(error);
    setImmediate(() => this.#events.failed(failure));
  }

  #accepted(socket: Socket): void {
    const channel = this.#kind.accepted(socket);
    if (channel !== null) this.#events.accepted(channel);
  }
}
