import type {
  Address, Listener, ListenOptions, Protocol, ProtocolFactory, ReactorError,
} from "../../spec/reactor.js";
import type { Attempt, Closable, Endpoints } from "./endpoints.js";
import { ownFailure } from "./errors.js";
import type { Channel, ConnectionKind, HostListener, Task } from "./host.js";

/** One attempt to listen, and what becomes of it: an address that is listened on. */
export class ListenAttempt implements Attempt, Closable {
  readonly promise: Promise<Listener>;
  readonly #kind: ConnectionKind;
  readonly #address: Address;
  readonly #factory: ProtocolFactory;
  readonly #options: ListenOptions;
  readonly #endpoints: Endpoints;
  #fulfil: (listener: Listener) => void = () => {};
  #reject: (error: ReactorError) => void = () => {};
  #state: "pending" | "listening" | "closed" = "pending";
  #atHost: HostListener | null = null;
  #closing: Promise<void> | null = null;

  constructor(
    kind: ConnectionKind, address: Address, factory: ProtocolFactory, options: ListenOptions, endpoints: Endpoints,
  ) {
    this.#kind = kind;
    this.#address = address;
    this.#factory = factory;
    this.#options = { ...options };
    this.#endpoints = endpoints;
    this.promise = new Promise((resolve, reject) => {
      this.#fulfil = resolve;
      this.#reject = reject;
    });
  }

  begin(): void {
    this.#atHost = this.#kind.listen(this.#address, this.#options, {
      listening: (address) => this.#listening(address),
      failed: (error) => this.#failed(error),
      accepted: (channel) => this.#accepted(channel),
    });
  }

  stop(): void {
    this.#failed(ownFailure("stopped", "the reactor stopped", "listen", this.#address));
    this.#atHost?.close(() => {});
  }

  /**
   * Releases the address, and leaves connections alone, also the one being accepted (`listen.close`,
   * `listen.close.connections`, `listen.close.no-wait`, `listen.close.in-factory`). The promise is the same for
   * every call (`listen.close.idempotent`).
   */
  closed(): Promise<void> {
    this.#closing ??= new Promise((resolve) => this.close(resolve));
    return this.#closing;
  }

  close(released: Task): void {
    if (this.#state !== "listening" || this.#atHost === null) {
      this.#endpoints.host.defer(released);
      return;
    }
    this.#state = "closed";
    this.#endpoints.removeListener(this);
    this.#atHost.close(released);
  }

  #listening(address: Address): void {
    if (this.#state !== "pending") return;
    this.#state = "listening";
    this.#endpoints.settled(this);
    this.#endpoints.addListener(this);
    this.#fulfil(new ListeningAddress(address, this));
  }

  #failed(error: ReactorError): void {
    if (this.#state !== "pending") return;
    this.#state = "closed";
    this.#endpoints.settled(this);
    this.#reject(error);
  }

  /**
   * Makes the protocol of one connection; none after close(), and none for one that was declined
   * (`listen.accept.each`, `listen.close`, `listen.close.waiting`, `connection.factory.declined`,
   * `connection.factory.throws`).
   */
  #accepted(channel: Channel): void {
    if (this.#state !== "listening") {
      channel.abort();
      return;
    }
    const outcome = this.#endpoints.enterFactory(channel, this.#factory);
    if (outcome.kind === "returned" && outcome.value !== null) this.#make(channel, outcome.value);
  }

  #make(channel: Channel, protocol: Protocol): void {
    const connection = this.#endpoints.addConnection(channel, protocol);
    this.#endpoints.host.defer(() => {
      if (connection.state === "new") connection.begin();
    });
  }
}

class ListeningAddress implements Listener {
  readonly address: Address;
  readonly #attempt: ListenAttempt;

  constructor(address: Address, attempt: ListenAttempt) {
    this.address = address;
    this.#attempt = attempt;
  }

  close(): Promise<void> {
    return this.#attempt.closed();
  }
}
