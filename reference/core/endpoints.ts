import type { Protocol, ProtocolFactory } from "../../spec/reactor.js";
import type { Callbacks, Outcome } from "./callbacks.js";
import { Connection } from "./connection.js";
import type { Channel, Host, Task } from "./host.js";
import type { Securing } from "./securing.js";

/** An attempt to listen, to connect or to open a port, until it is settled. */
export interface Attempt {
  /** Takes it up with the host. */
  begin(): void;
  /** The reactor stopped: gives it up (`lifecycle.stop.attempts`). */
  stop(): void;
}

/** An address that is listened on, or a port that is open for datagrams. */
export interface Closable {
  /** Releases the address, and calls `released` in a host task. */
  close(released: Task): void;
}

/** Everything of a reactor that is open: attempts, listening addresses, connections. */
export class Endpoints {
  readonly host: Host;
  readonly callbacks: Callbacks;
  readonly securing: Securing | null;
  readonly #attempts = new Set<Attempt>();
  /** What begins those that wait for a run. */
  readonly #waiting: Task[] = [];
  readonly #listeners = new Set<Closable>();
  readonly #connections = new Set<Connection>();
  #state: "waiting" | "serving" | "closing" = "waiting";
  #releasing = 0;
  #closed: Task | null = null;

  /** `securing` is null where the host has no TLS. */
  constructor(host: Host, callbacks: Callbacks, securing: Securing | null) {
    this.host = host;
    this.callbacks = callbacks;
    this.securing = securing;
  }

  /** Begins an attempt, or keeps it for the next run (`lifecycle.run.before`, `lifecycle.run.queued`). */
  submit(attempt: Attempt): void {
    if (this.#state === "closing") {
      attempt.stop();
      return;
    }
    this.#attempts.add(attempt);
    const begin = (): unknown => this.#attempts.has(attempt) && attempt.begin();
    if (this.#state === "serving") attempt.begin();
    else this.#waiting.push(this.host.inContext?.(begin) ?? begin);
  }

  settled(attempt: Attempt): void {
    this.#attempts.delete(attempt);
  }

  addListener(listener: Closable): void {
    this.#listeners.add(listener);
  }

  removeListener(listener: Closable): void {
    this.#listeners.delete(listener);
  }

  /**
   * Calls the factory for a new connection (`connection.factory.once`, `connection.factory.remote`). Where that
   * gives no protocol, the connection is closed, and the outcome tells why.
   */
  enterFactory(channel: Channel, factory: ProtocolFactory): Outcome<Protocol | null> {
    const outcome = this.callbacks.enter(() => checkProtocol(factory(channel.remote)));
    if (outcome.kind === "threw") channel.abort();
    else if (outcome.value === null) decline(channel);
    return outcome;
  }

  /** Gives a channel its protocol. */
  addConnection(channel: Channel, protocol: Protocol): Connection {
    const connection = new Connection(channel, protocol, this.callbacks, this.host, () => {
      this.#connections.delete(connection);
      this.#closeIfEmpty();
    }, this.securing);
    this.#connections.add(connection);
    return connection;
  }

  begin(): void {
    this.#state = "serving";
    for (const begin of this.#waiting.splice(0)) begin();
  }

  /** Ends it all; one connectionLost each (`lifecycle.stop.listeners`, `lifecycle.stop.connections.each`). */
  close(closed: Task): void {
    this.#state = "closing";
    this.#closed = closed;
    for (const attempt of [...this.#attempts]) attempt.stop();
    this.#attempts.clear();
    for (const listener of [...this.#listeners]) this.#release(listener);
    for (const connection of [...this.#connections]) connection.stop();
    this.#closeIfEmpty();
  }

  end(): void {
    this.#state = "waiting";
  }

  #release(listener: Closable): void {
    this.#releasing += 1;
    listener.close(() => {
      this.#releasing -= 1;
      this.#closeIfEmpty();
    });
  }

  #closeIfEmpty(): void {
    if (this.#closed === null || this.#connections.size > 0 || this.#releasing > 0) return;
    this.host.defer(this.#closed);
    this.#closed = null;
  }
}

function checkProtocol(protocol: Protocol | null): Protocol | null {
  if (typeof protocol === "object" || typeof protocol === "function") return protocol;
  throw new TypeError(`the factory returned neither a protocol nor null: ${typeof protocol}`);
}

/** Closes a connection that nobody wants, in order (`connection.factory.declined`, `connect.declined`). */
function decline(channel: Channel): void {
  channel.open({ received() {}, ended() {}, drained() {}, cut() {}, sent: () => channel.release() });
  channel.discardInput();
  channel.end();
}
