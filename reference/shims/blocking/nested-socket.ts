import type { Address, ProtocolFactory } from "../../../spec/reactor.js";
import { checkFunction } from "../../core/arguments.js";
import type { NestedLoop } from "./nested-loop.js";
import { servedAs, SocketCore, type Side } from "./socket-core.js";

/**
 * A socket whose calls return when their outcome is there, as code for blocking sockets expects it. `connect`,
 * `listen`, `accept`, `recv`, `send` and `sendall` are hidden switches of context: unless the outcome is there at once,
 * tasks and callbacks of others run before they return. The hazards are those of `NestedLoop`, which also says where
 * these calls are refused.
 */
export class NestedSocket {
  readonly #loop: NestedLoop;
  readonly #core: SocketCore;

  constructor(loop: NestedLoop, core: SocketCore) {
    this.#loop = loop;
    this.#core = core;
  }

  get local(): Address | null {
    return this.#core.local;
  }

  get remote(): Address | null {
    return this.#core.remote;
  }

  get timeout(): number | null {
    return this.#core.timeout;
  }

  /**
   * How long a call waits, in ms, before it fails as `timed-out`; null, as at first, for as long as it takes. A call
   * below others on the stack returns only after them, however long ago its time was over.
   */
  settimeout(timeout: number | null): void {
    this.#core.settimeout(timeout);
  }

  /** Names the address to listen on, which `listen` asks the platform for. */
  bind(address: Address): void {
    this.#core.bind(address);
  }

  /** Throws a ReactorError; the socket can then be tried again. The host is numeric: a name is never resolved here. */
  connect(address: Address): void {
    this.#loop.wait<void>("connect", (done) => this.#core.connect(address, done));
  }

  listen(backlog = 128): void {
    this.#loop.wait<void>("listen", (done) => this.#core.listen(backlog, done));
  }

  accept(): NestedSocket {
    return new NestedSocket(this.#loop, this.#loop.wait<SocketCore>("accept", (done) => this.#core.accept(done)));
  }

  /** From 1 to `most` bytes; none once the peer has ended its sending. */
  recv(most: number): Uint8Array {
    return this.#loop.wait<Uint8Array>("recv", (done) => this.#core.recv(most, done));
  }

  /** The number of bytes of `data` that are sent. */
  send(data: Uint8Array): number {
    return this.#loop.wait<number>("send", (done) => this.#core.send(data, done));
  }

  /** Sends all of `data`, and waits until there is room for more. */
  sendall(data: Uint8Array): void {
    this.#loop.wait<void>("sendall", (done) => this.#core.sendall(data, done));
  }

  /** Ends one side or both, after what was sent. */
  shutdown(side: Side): void {
    this.#core.shutdown(side);
  }

  /** Delivers what was sent, and lets go of the socket. Never waits. */
  close(): void {
    this.#core.close();
  }

  /** Cuts the connection: the peer sees a reset. */
  abort(): void {
    this.#core.abort();
  }
}

/** A new socket whose calls nest a loop. */
export function nestedSocket(loop: NestedLoop): NestedSocket {
  return new NestedSocket(loop, new SocketCore(loop.reactor, loop.watch));
}

/**
 * Makes the factory of connections that are each served by a task of the loop, and closed when it ends. The task is
 * called where somebody waits, as all are.
 */
export function nestedSockets(loop: NestedLoop, serve: (socket: NestedSocket) => void): ProtocolFactory {
  checkFunction("serve", serve);
  return servedAs(loop.reactor, loop.watch, (core) => loop.spawn(() => {
    try {
      serve(new NestedSocket(loop, core));
    } finally {
      core.close();
    }
  }));
}
