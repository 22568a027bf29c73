import type {
  Address, ConnectOptions, ErrorCategory, Protocol, ProtocolFactory, ReactorError, TimedCall, Transport,
} from "../../spec/reactor.js";
import type { Connection } from "./connection.js";
import type { Attempt, Endpoints } from "./endpoints.js";
import { ownFailure } from "./errors.js";
import type { Channel, ConnectionKind, HostAttempt } from "./host.js";
import type { TimedCalls } from "./timed-calls.js";

/** One attempt to connect: it has one outcome, the first that comes (`connect.one-outcome`, `connect.many`). */
export class ConnectAttempt implements Attempt {
  readonly promise: Promise<Transport>;
  readonly #kind: ConnectionKind;
  readonly #address: Address;
  readonly #factory: ProtocolFactory;
  readonly #options: ConnectOptions;
  readonly #endpoints: Endpoints;
  readonly #timedCalls: TimedCalls;
  readonly #cancel = (): void => this.#cancelled();
  #fulfil: (transport: Transport) => void = () => {};
  #reject: (error: unknown) => void = () => {};
  #settled = false;
  #atHost: HostAttempt | null = null;
  #timeout: TimedCall | null = null;
  #connection: Connection | null = null;

  constructor(
    kind: ConnectionKind, address: Address, factory: ProtocolFactory, options: ConnectOptions,
    endpoints: Endpoints, timedCalls: TimedCalls,
  ) {
    this.#kind = kind;
    this.#address = address;
    this.#factory = factory;
    this.#options = { ...options };
    this.#endpoints = endpoints;
    this.#timedCalls = timedCalls;
    this.promise = new Promise((resolve, reject) => {
      this.#fulfil = resolve;
      this.#reject = reject;
    });
  }

  /** Submits it, unless its signal is aborted already (`connect.cancel.before`). */
  submit(): void {
    const signal = this.#options.signal;
    if (signal?.aborted) {
      this.#cancelled();
      return;
    }
    signal?.addEventListener("abort", this.#cancel, { once: true });
    this.#endpoints.submit(this);
  }

  /** The timeout is a timed call, and no more early than one (`connect.timeout.not-early`). */
  begin(): void {
    const { timeout } = this.#options;
    if (timeout !== undefined) this.#timeout = this.#timedCalls.callLater(timeout, () => this.#timedOut(timeout));
    this.#atHost = this.#kind.connect(this.#address, this.#options, {
      connected: (channel) => this.#connected(channel),
      failed: (error) => this.#failed(error),
    });
  }

  stop(): void {
    this.#giveUp(this.#own("stopped", "the reactor stopped"));
  }

  /**
   * The factory is called only now (`connect.factory.late`, `connect.declined`, `connect.factory.throws`,
   * `connect.unwanted`).
   */
  #connected(channel: Channel): void {
    this.#atHost = null;
    if (this.#settled) {
      channel.abort();
      return;
    }
    const outcome = this.#endpoints.enterFactory(channel, this.#factory);
    if (outcome.kind === "threw") this.#failed(outcome.error);
    else if (outcome.value === null) this.#failed(this.#own("declined", "the factory declined the connection"));
    else this.#make(channel, outcome.value);
  }

  /** The factory itself may have given the attempt up (`connect.cancel.in-factory`). */
  #make(channel: Channel, protocol: Protocol): void {
    const connection = this.#endpoints.addConnection(channel, protocol);
    if (this.#settled) {
      connection.stop();
      return;
    }
    this.#connection = connection;
    this.#endpoints.host.defer(() => this.#begun(connection));
  }

  /**
   * Calls connectionMade, and settles when it has returned (`connect.after-made`, `connect.transport`,
   * `connect.made.throws`).
   */
  #begun(connection: Connection): void {
    if (this.#settled) return;
    this.#connection = null;
    this.#settle();
    const outcome = connection.begin();
    if (outcome.kind === "threw") this.#reject(outcome.error);
    else this.#fulfil(connection.transport);
  }

  #timedOut(timeout: number): void {
    this.#giveUp(this.#own("timed-out", `not connected within ${timeout} ms`));
  }

  #cancelled(): void {
    this.#giveUp(this.#own("cancelled", "the attempt was cancelled", { cause: this.#options.signal?.reason }));
  }

  /** Fails, and leaves nothing behind: no protocol is notified (`connect.timeout`, `connect.cancel`). */
  #giveUp(error: ReactorError): void {
    if (this.#settled) return;
    this.#failed(error);
    this.#atHost?.cancel();
    this.#connection?.stop();
  }

  /** A failure that the platform knows nothing of (`error.own.no-code`). */
  #own(category: ErrorCategory, message: string, cause?: { readonly cause: unknown }): ReactorError {
    return ownFailure(category, message, "connect", this.#address, cause);
  }

  #failed(error: unknown): void {
    if (this.#settled) return;
    this.#settle();
    this.#reject(error);
  }

  /** From here on neither timeout nor signal matters (`connect.timeout.over`, `connect.cancel.after`). */
  #settle(): void {
    this.#settled = true;
    this.#timeout?.cancel();
    this.#options.signal?.removeEventListener("abort", this.#cancel);
    this.#endpoints.settled(this);
  }
}
