import type { Address, Listener, Protocol, Reactor } from "../../../spec/reactor.js";
import { describe } from "../../core/addresses.js";
import { checkDuration } from "../../core/arguments.js";
import type { Outcome } from "../../core/callbacks.js";
import { ownFailure, ReactorFailure } from "../../core/errors.js";
import { nothingToGiveUp, watchByMicrotask, type Done, type GiveUp, type Watch } from "./done.js";
import { StreamEnd } from "./stream-end.js";

/** What `shutdown` ends: the receiving side, the sending side, or both. */
export type Side = "read" | "write" | "both";

type State =
  | { readonly kind: "fresh" }
  | { readonly kind: "connecting"; readonly address: Address }
  | { readonly kind: "connected"; readonly end: StreamEnd }
  | { readonly kind: "listening"; readonly listener: Listener | null; readonly address: Address }
  | { readonly kind: "closed"; readonly address: Address | null };

/**
 * A socket as blocking code knows it, without the blocking: each call that would block tells its outcome to a
 * function. The styles differ only in how they wait for that. A call that can never work throws a TypeError or a
 * RangeError at once; what the environment refuses is a ReactorError, and comes as the outcome.
 */
export class SocketCore {
  readonly #reactor: Reactor;
  readonly #watch: Watch;
  /** Connections that wait to be accepted, and those who wait for one. */
  readonly #backlog: SocketCore[] = [];
  readonly #acceptors: Done<SocketCore>[] = [];
  readonly #cancelling = new AbortController();
  #state: State = { kind: "fresh" };
  #bound: Address | null = null;
  #timeout: number | null = null;

  constructor(reactor: Reactor, watch: Watch = watchByMicrotask) {
    this.#reactor = reactor;
    this.#watch = watch;
  }

  /** The socket of a connection that is there. */
  static connected(reactor: Reactor, watch: Watch, end: StreamEnd): SocketCore {
    const socket = new SocketCore(reactor, watch);
    socket.#state = { kind: "connected", end };
    return socket;
  }

  /** The address of this end: of what is listened on, of the connection, or what `bind` was given; else null. */
  get local(): Address | null {
    if (this.#state.kind === "connected") return this.#state.end.transport.local;
    return this.#state.kind === "listening" ? this.#state.address : this.#bound;
  }

  /** The address of the peer; null without one. */
  get remote(): Address | null {
    return this.#state.kind === "connected" ? this.#state.end.transport.remote : null;
  }

  /** How long a call waits, in ms, before it fails as `timed-out`; null for as long as it takes. */
  get timeout(): number | null {
    return this.#timeout;
  }

  /** @throws TypeError if it is neither null nor a number; RangeError if it is NaN, negative or infinite. */
  settimeout(timeout: number | null): void {
    if (timeout !== null) checkDuration("the timeout", timeout);
    this.#timeout = timeout;
  }

  /** Names the address to listen on. The platform is asked by `listen`. */
  bind(address: Address): void {
    this.#checkFresh("bind");
    this.#bound = address;
  }

  connect(address: Address, done: Done<void>): GiveUp {
    this.#checkFresh("connect");
    if (this.#bound !== null) throw new TypeError("connect: the socket is bound, and can only listen");
    const { signal } = this.#cancelling;
    const options = this.#timeout === null ? { signal } : { signal, timeout: this.#timeout };
    const connecting = this.#reactor.connect(address, () => protocolOf(this.#reactor, (end) => {
      this.#state = { kind: "connected", end };
    }), options);
    this.#state = { kind: "connecting", address };
    this.#watch(connecting, (outcome) => {
      if (outcome.kind === "threw" && this.#state.kind === "connecting") this.#state = { kind: "fresh" };
      done(outcome.kind === "threw" ? outcome : { kind: "returned", value: undefined });
    });
    return () => this.close();
  }

  /** Unlike that of the platform it waits, for the reactor says later whether the address can be had. */
  listen(backlog: number, done: Done<void>): GiveUp {
    this.#checkFresh("listen");
    if (this.#bound === null) throw new TypeError("listen: the socket is not bound");
    const address = this.#bound;
    const listening = this.#reactor.listen(address, () => protocolOf(this.#reactor, (end) => this.#accepted(end)),
      { backlog });
    this.#state = { kind: "listening", listener: null, address };
    this.#watch(listening, (outcome) => {
      if (outcome.kind === "returned") this.#listening(outcome.value);
      else if (this.#state.kind === "listening") this.#state = { kind: "fresh" };
      done(outcome.kind === "threw" ? outcome : { kind: "returned", value: undefined });
    });
    return () => this.close();
  }

  /** The next connection: they come in the order in which they were made. */
  accept(done: Done<SocketCore>): GiveUp {
    if (this.#isClosed("accept", done)) return nothingToGiveUp;
    if (this.#state.kind !== "listening") throw new TypeError("accept: the socket does not listen");
    const waiting = this.#backlog.shift();
    if (waiting !== undefined) {
      done({ kind: "returned", value: waiting });
      return nothingToGiveUp;
    }
    return this.#within("accept", done, (timed) => {
      this.#acceptors.push(timed);
      return () => void this.#acceptors.splice(this.#acceptors.indexOf(timed), 1);
    });
  }

  /**
   * From 1 to `most` bytes, as many as have arrived; none once the peer has ended its sending.
   * @throws TypeError if `most` is not a number; RangeError if it is not a positive integer.
   */
  recv(most: number, done: Done<Uint8Array>): GiveUp {
    checkMost(most);
    return this.#onConnection("recv", done, (end, timed) => end.recv(most, timed));
  }

  /** Sends a part of `data`, and tells how many bytes that were: at least 1, unless `data` is empty. */
  send(data: Uint8Array, done: Done<number>): GiveUp {
    checkBytes(data);
    return this.#onConnection("send", done, (end, timed) => end.send(data, timed));
  }

  /** Sends all of `data`; waits until there is room for more. If that takes too long, the rest is sent nevertheless. */
  sendall(data: Uint8Array, done: Done<void>): GiveUp {
    checkBytes(data);
    return this.#onConnection("sendall", done, (end, timed) => end.sendall(data, timed));
  }

  /** Ends one side or both. Never waits: what was sent before is still delivered. */
  shutdown(side: Side): void {
    if (side !== "read" && side !== "write" && side !== "both") {
      throw new TypeError(`the side is neither read, write nor both: ${String(side)}`);
    }
    if (this.#state.kind === "closed") return;
    if (this.#state.kind !== "connected") throw new TypeError("shutdown: the socket is not connected");
    if (side !== "write") this.#state.end.endReceiving();
    if (side !== "read") this.#state.end.endSending();
  }

  /**
   * Lets go of the socket, and never waits: what was sent is delivered, what was received is dropped, connections that
   * nobody has accepted are cut, and whoever waits in a call of the socket is told that it was `cancelled`.
   */
  close(): void {
    const state = this.#state;
    if (state.kind === "closed") return;
    this.#state = { kind: "closed", address: this.local ?? this.remote };
    if (state.kind === "connecting") this.#cancelling.abort();
    if (state.kind === "connected") state.end.close((syscall) => this.#closed(syscall));
    if (state.kind === "listening") {
      void state.listener?.close();
      for (const socket of this.#backlog.splice(0)) socket.abort();
      for (const done of this.#acceptors.splice(0)) done({ kind: "threw", error: this.#closed("accept") });
    }
  }

  /** Cuts the connection, if there is one: the peer sees a reset. */
  abort(): void {
    if (this.#state.kind === "connected") this.#state.end.abort();
    this.close();
  }

  // The steps.

  #listening(listener: Listener): void {
    if (this.#state.kind === "listening") {
      this.#state = { kind: "listening", listener, address: listener.address };
    } else {
      void listener.close();
    }
  }

  #accepted(end: StreamEnd): void {
    const socket = SocketCore.connected(this.#reactor, this.#watch, end);
    const acceptor = this.#acceptors.shift();
    if (acceptor !== undefined) acceptor({ kind: "returned", value: socket });
    else if (this.#state.kind === "listening") this.#backlog.push(socket);
    else socket.abort();
  }

  #onConnection<Value>(
    call: string, done: Done<Value>, start: (end: StreamEnd, done: Done<Value>) => GiveUp,
  ): GiveUp {
    if (this.#isClosed(call, done)) return nothingToGiveUp;
    const state = this.#state;
    if (state.kind !== "connected") throw new TypeError(`${call}: the socket is not connected`);
    return this.#within(call, done, (timed) => start(state.end, timed));
  }

  /** Waits no longer than the timeout. */
  #within<Value>(call: string, done: Done<Value>, start: (done: Done<Value>) => GiveUp): GiveUp {
    if (this.#timeout === null) return start(done);
    const timeout = this.#timeout;
    let over = false;
    const end = (outcome: Outcome<Value>): void => {
      over = true;
      timer.cancel();
      done(outcome);
    };
    const timer = this.#reactor.callLater(timeout, () => {
      giveUp();
      end({ kind: "threw", error: this.#failure("timed-out", `nothing within ${timeout} ms`, call) });
    });
    const giveUp = start(end);
    return () => {
      timer.cancel();
      if (!over) giveUp();
    };
  }

  #isClosed(call: string, done: Done<never>): boolean {
    if (this.#state.kind !== "closed") return false;
    done({ kind: "threw", error: this.#closed(call) });
    return true;
  }

  #closed(syscall: string): ReactorFailure {
    return this.#failure("cancelled", "the socket is closed", syscall);
  }

  #failure(category: "timed-out" | "cancelled", message: string, syscall: string): ReactorFailure {
    const address = this.#state.kind === "closed" ? this.#state.address : this.remote ?? this.local;
    if (address !== null) return ownFailure(category, message, syscall, address);
    return new ReactorFailure(category, `${syscall}: ${message}`, { syscall });
  }

  #checkFresh(call: string): void {
    const { kind } = this.#state;
    if (kind !== "fresh") throw new TypeError(`${call}: the socket is ${kind}${this.#where()}`);
  }

  #where(): string {
    const address = this.remote ?? this.local;
    return address === null ? "" : `: ${describe(address)}`;
  }
}

/**
 * Makes the factory of connections that are each served as a socket, from `connectionMade` on. A promise that `serve`
 * returns closes its socket once it is fulfilled, and fails the connection when it is rejected.
 */
export function servedAs(
  reactor: Reactor, watch: Watch, serve: (socket: SocketCore) => void | PromiseLike<void>,
): () => Protocol {
  return () => protocolOf(reactor, (end) => {
    const socket = SocketCore.connected(reactor, watch, end);
    const served: unknown = serve(socket);
    if (typeof Object(served)["then"] !== "function") return undefined;
    return Promise.resolve(served as PromiseLike<void>).then(() => socket.close());
  });
}

/** Its own end is made with the connection. */
function protocolOf(reactor: Reactor, made: (end: StreamEnd) => void | PromiseLike<void>): Protocol {
  let end: StreamEnd | null = null;
  return {
    connectionMade(transport): void | PromiseLike<void> {
      end = new StreamEnd(reactor, transport);
      return made(end);
    },
    dataReceived: (data) => end?.dataReceived(data),
    eofReceived: () => end?.eofReceived(),
    pauseWriting: () => end?.pauseWriting(),
    resumeWriting: () => end?.resumeWriting(),
    connectionLost: (reason) => end?.connectionLost(reason),
  };
}

function checkMost(most: unknown): void {
  if (typeof most !== "number") throw new TypeError(`the number of bytes is not a number: ${typeof most}`);
  if (!Number.isSafeInteger(most) || most < 1) throw new RangeError(`this is no number of bytes to receive: ${most}`);
}

function checkBytes(data: unknown): void {
  if (!(data instanceof Uint8Array)) throw new TypeError("what is sent is not a Uint8Array");
}
