import type { TcpAddress, TcpTransport } from "../../spec/reactor.js";
import { checkDuration } from "./arguments.js";
import type { Connection } from "./connection.js";

/** What a protocol holds of its connection. Once that is over, it does nothing (`transport.close.idempotent`). */
export class ConnectionTransport implements TcpTransport {
  readonly local: TcpAddress;
  readonly remote: TcpAddress;
  readonly #connection: Connection;

  constructor(connection: Connection, local: TcpAddress, remote: TcpAddress) {
    this.#connection = connection;
    this.local = local;
    this.remote = remote;
  }

  get pendingBytes(): number {
    return this.#connection.pendingBytes;
  }

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

  setNoDelay(enabled: boolean): void {
    this.#connection.setNoDelay(enabled);
  }

  setKeepAlive(enabled: boolean, delay = 0): void {
    checkDuration("the delay", delay);
    this.#connection.setKeepAlive(enabled, delay);
  }
}
