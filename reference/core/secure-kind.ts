import type {
  Address, ConnectOptions, ListenOptions, ReactorError, TcpAddress, TlsAddress,
} from "../../spec/reactor.js";
import { ReactorFailure } from "./errors.js";
import type {
  Channel, ConnectEvents, ConnectionKind, HostAttempt, HostListener, ListenEvents, SecureChannel,
} from "./host.js";
import type { PreparedTls, Securing } from "./securing.js";

/**
 * Connections that speak TLS from their first byte, over those of TCP. The core is told of one when its handshake is
 * complete (`tls.made.after-handshake`).
 */
export class SecureKind implements ConnectionKind {
  readonly #under: ConnectionKind;
  readonly #securing: Securing;
  readonly #prepared: PreparedTls;

  constructor(under: ConnectionKind, securing: Securing, prepared: PreparedTls) {
    this.#under = under;
    this.#securing = securing;
    this.#prepared = prepared;
  }

  /**
   * A handshake that fails is told to nobody, and the others go on (`tls.handshake.failed.listener`,
   * `tls.handshake.failed.silent`); those that are under way end with the listener (`tls.handshake.listener-closed`).
   */
  listen(address: TlsAddress, options: ListenOptions, events: ListenEvents): HostListener {
    const pending = new Set<Channel>();
    const listener = this.#under.listen(as(address, "tcp"), options, {
      listening: (bound) => events.listening(as(bound, "tls")),
      failed: (error) => events.failed(about(error, address)),
      accepted: (channel) => {
        const secure = this.#begin(channel, address.host, (outcome) => {
          pending.delete(secure);
          if (outcome === null) events.accepted(secure);
        });
        pending.add(secure);
      },
    });
    return {
      close: (released) => {
        for (const channel of pending) channel.abort();
        pending.clear();
        listener.close(released);
      },
    };
  }

  /** To cancel the attempt in its handshake ends the connection (`tls.handshake.given-up`). */
  connect(address: TlsAddress, options: ConnectOptions, events: ConnectEvents): HostAttempt {
    let cancel = (): void => attempt.cancel();
    const attempt = this.#under.connect(as(address, "tcp"), options, {
      connected: (channel) => {
        const secure = this.#begin(channel, address.host, (outcome) => {
          if (outcome === null) events.connected(secure);
          else events.failed(about(outcome, address));
        });
        cancel = () => secure.abort();
      },
      failed: (error) => events.failed(about(error, address)),
    });
    return { cancel: () => cancel() };
  }

  #begin(channel: Channel, name: string, outcome: (failure: ReactorError | null) => void): SecureChannel {
    const parties = { local: as(channel.local, "tls"), remote: as(channel.remote, "tls"), name };
    return this.#securing.begin(channel, this.#prepared, parties, {
      secured: () => outcome(null),
      failed: (error) => outcome(error),
      abandoned() {},
    });
  }
}

/** The same place, spoken to in another way. */
function as(address: Address, kind: "tcp" | "tls"): TcpAddress | TlsAddress {
  const { host, port } = address as TcpAddress | TlsAddress;
  return Object.freeze({ kind, host, port });
}

/** The failure, with the address that was asked for (`error.address`). */
function about(error: ReactorError, address: Address): ReactorFailure {
  const { category, code, errno, syscall, cause } = error;
  return new ReactorFailure(category, error.message, { code, errno, syscall, address, cause });
}
