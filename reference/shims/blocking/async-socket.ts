import type { Adapter, Address, Reactor } from "../../../spec/reactor.js";
import { checkFunction } from "../../core/arguments.js";
import { watchByMicrotask, type Done } from "./done.js";
import { servedAs, SocketCore, type Side } from "./socket-core.js";

/**
 * A socket whose calls are awaited. Each `await` is a switch of context, visible where it stands, also if the outcome
 * is there already; between two of them nothing else runs. What was read before one may have changed behind it.
 */
export class AsyncSocket {
  readonly #core: SocketCore;

  constructor(core: SocketCore) {
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

  /** How long a call waits, in ms, before it fails as `timed-out`; null, as at first, for as long as it takes. */
  settimeout(timeout: number | null): void {
    this.#core.settimeout(timeout);
  }

  /** Names the address to listen on, which `listen` asks the platform for. */
  bind(address: Address): void {
    this.#core.bind(address);
  }

  /** Rejected with a ReactorError; the socket can then be tried again. */
  connect(address: Address): Promise<void> {
    return promised((done) => this.#core.connect(address, done));
  }

  listen(backlog = 128): Promise<void> {
    return promised((done) => this.#core.listen(backlog, done));
  }

  accept(): Promise<AsyncSocket> {
    return promised<SocketCore>((done) => this.#core.accept(done)).then((core) => new AsyncSocket(core));
  }

  /** From 1 to `most` bytes; none once the peer has ended its sending. */
  recv(most: number): Promise<Uint8Array> {
    return promised((done) => this.#core.recv(most, done));
  }

  /** Fulfilled with the number of bytes of `data` that are sent. */
  send(data: Uint8Array): Promise<number> {
    return promised((done) => this.#core.send(data, done));
  }

  /** Sends all of `data`; fulfilled once there is room for more. */
  sendall(data: Uint8Array): Promise<void> {
    return promised((done) => this.#core.sendall(data, done));
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

/** A new socket on a reactor, for async functions. */
export function asyncSocket(reactor: Reactor): AsyncSocket {
  return new AsyncSocket(new SocketCore(reactor));
}

/** Connections as sockets for async functions: an adapter as the others are (`adapter.serve`). */
export const asyncSockets: Adapter<AsyncSocket> = (reactor, serve) => {
  checkFunction("serve", serve);
  return servedAs(reactor, watchByMicrotask, (core) => serve(new AsyncSocket(core)));
};

/** What can never work is thrown by the call, and not by the promise (`error.argument`). */
function promised<Value>(start: (done: Done<Value>) => void): Promise<Value> {
  let settle: Done<Value> = () => {};
  const promise = new Promise<Value>((resolve, reject) => {
    settle = (outcome) => {
      if (outcome.kind === "threw") reject(outcome.error as Error);
      else resolve(outcome.value);
    };
  });
  start(settle);
  return promise;
}
