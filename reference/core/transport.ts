import type { Address, StartTlsOptions, TcpTransport, TlsSession, Transport } from "../../spec/reactor.js";
import { checkDuration, checkWatermarks } from "./arguments.js";
import type { Connection } from "./connection.js";
import type { TcpSettings } from "./host.js";
import { checkStartTlsOptions } from "./tls-arguments.js";

/** What a protocol holds of its connection. Once that is over, it does nothing (`transport.close.idempotent`). */
export class ConnectionTransport implements Transport {
  /** This end's address, for good (`transport.address.constant`, `transport.address.mirror`). */
  readonly local: Address;
  /** The peer's address, for good. */
  readonly remote: Address;
  readonly #connection: Connection;

  constructor(connection: Connection, local: Address, remote: Address) {
    this.#connection = connection;
    this.local = local;
    this.remote = remote;
  }

  get pendingBytes(): number {
    return this.#connection.pendingBytes;
  }

  /** @throws TypeError if `data` is not a Uint8Array (`transport.write.type`). */
  write(data: Uint8Array): void {
    if (!(data instanceof Uint8Array)) throw new TypeError("the data is not a Uint8Array");
    this.#connection.write(data);
  }

  endWriting(): void {
    this.#connection.end();
  }

  loseConnection(): void {
    this.#connection.lose();
  }

  abortConnection(): void {
    this.#connection.abort();
  }

  pauseReading(): void {
    this.#connection.pauseReading();
  }

  resumeReading(): void {
    this.#connection.resumeReading();
  }

  /** @throws TypeError, RangeError if they are no watermarks, also when the connection is over. */
  setWatermarks(low: number, high: number): void {
    checkWatermarks(low, high);
    this.#connection.setWatermarks(low, high);
  }
}

/** What a protocol of a TCP connection holds. */
export class TcpConnectionTransport extends ConnectionTransport implements TcpTransport {
  readonly #connection: Connection;
  readonly #settings: TcpSettings;

  /** `settings` do nothing once the connection is over (`tcp.options.any-state`). */
  constructor(connection: Connection, local: Address, remote: Address, settings: TcpSettings) {
    super(connection, local, remote);
    this.#connection = connection;
    this.#settings = settings;
  }

  get session(): TlsSession | null {
    return this.#connection.session;
  }

  /** @throws TypeError, RangeError for options that can never work (`tls.options.type`, `tls.options.pem`). */
  startTls(options: StartTlsOptions): Promise<TlsSession> {
    checkStartTlsOptions(options);
    return this.#connection.startTls(options);
  }

  setNoDelay(enabled: boolean): void {
    this.#settings.setNoDelay(enabled);
  }

  /** @throws TypeError, RangeError if `delay` is no duration (`tcp.keep-alive`, `tcp.keep-alive.delay`). */
  setKeepAlive(enabled: boolean, delay = 0): void {
    checkDuration("the delay", delay);
    this.#settings.setKeepAlive(enabled, delay);
  }
}
