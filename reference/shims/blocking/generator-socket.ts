import type { Address, ProtocolFactory, Reactor } from "../../../spec/reactor.js";
import { microthread } from "../../adapters/microthread.js";
import { wait } from "../../adapters/wait.js";
import { checkFunction } from "../../core/arguments.js";
import { AsyncSocket, asyncSocket, asyncSockets } from "./async-socket.js";
import type { Side } from "./socket-core.js";

/** What a microthread is, and what a function is that is called in one with `yield*`. */
export type Microthread<Result> = Generator<unknown, Result, never>;

type Switch<Value> = Generator<Promise<Value>, Value, Value>;

/**
 * A socket for microthreads: `const data = yield* socket.recv(1)`, in a generator that the adapter `microthread` runs.
 * Each `yield*` of a blocking call is a switch of context, and nothing else is one. A call without its `yield*` does
 * nothing at all: it only makes a generator.
 */
export class GeneratorSocket {
  readonly #socket: AsyncSocket;

  constructor(socket: AsyncSocket) {
    this.#socket = socket;
  }

  get local(): Address | null {
    return this.#socket.local;
  }

  get remote(): Address | null {
    return this.#socket.remote;
  }

  get timeout(): number | null {
    return this.#socket.timeout;
  }

  /** How long a call waits, in ms, before it fails as `timed-out`; null, as at first, for as long as it takes. */
  settimeout(timeout: number | null): void {
    this.#socket.settimeout(timeout);
  }

  /** Names the address to listen on, which `listen` asks the platform for. */
  bind(address: Address): void {
    this.#socket.bind(address);
  }

  /** Throws a ReactorError; the socket can then be tried again. */
  *connect(address: Address): Switch<void> {
    yield* wait(this.#socket.connect(address));
  }

  *listen(backlog?: number): Switch<void> {
    yield* wait(this.#socket.listen(backlog));
  }

  *accept(): Generator<Promise<AsyncSocket>, GeneratorSocket, AsyncSocket> {
    return new GeneratorSocket(yield* wait(this.#socket.accept()));
  }

  /** From 1 to `most` bytes; none once the peer has ended its sending. */
  *recv(most: number): Switch<Uint8Array> {
    return yield* wait(this.#socket.recv(most));
  }

  /** The number of bytes of `data` that are sent. */
  *send(data: Uint8Array): Switch<number> {
    return yield* wait(this.#socket.send(data));
  }

  /** Sends all of `data`, and waits until there is room for more. */
  *sendall(data: Uint8Array): Switch<void> {
    yield* wait(this.#socket.sendall(data));
  }

  /** Ends one side or both, after what was sent. */
  shutdown(side: Side): void {
    this.#socket.shutdown(side);
  }

  /** Delivers what was sent, and lets go of the socket. Never waits. */
  close(): void {
    this.#socket.close();
  }

  /** Cuts the connection: the peer sees a reset. */
  abort(): void {
    this.#socket.abort();
  }
}

/** A new socket on a reactor, for microthreads. */
export function generatorSocket(reactor: Reactor): GeneratorSocket {
  return new GeneratorSocket(asyncSocket(reactor));
}

/** Makes the factory of connections that are each served by a microthread, and closed when it ends. */
export function generatorSockets(
  reactor: Reactor, serve: (socket: GeneratorSocket) => Microthread<unknown>,
): ProtocolFactory {
  checkFunction("serve", serve);
  return asyncSockets(reactor, async (socket) => {
    await microthread(() => serve(new GeneratorSocket(socket)));
  });
}
