import type { Address, TlsOptions } from "../../spec/reactor.js";
import { ownFailure } from "./errors.js";
import type { Channel, HandshakeEvents, Parties, SecureChannel, TlsEngine, TlsRole, TlsSettings } from "./host.js";
import type { TimedCalls } from "./timed-calls.js";

/** How long a handshake may take, in ms, where the program does not say (`tls.handshake.timeout.default`). */
const DEFAULT_TIMEOUT = 60_000;

/** Options that were found good: what the engine made of them, and how long a handshake may take. */
export interface PreparedTls {
  readonly settings: TlsSettings;
  readonly timeout: number;
}

/** The engine of the host, with handshakes that are bounded in time, by the reactor's own clock. */
export class Securing {
  readonly #engine: TlsEngine;
  readonly #timedCalls: TimedCalls;

  constructor(engine: TlsEngine, timedCalls: TimedCalls) {
    this.#engine = engine;
    this.#timedCalls = timedCalls;
  }

  /** @throws TypeError if the engine cannot use the options (`tls.options.pem`). */
  prepare(options: TlsOptions, role: TlsRole): PreparedTls {
    return { settings: this.#engine.prepare(options, role), timeout: options.handshakeTimeout ?? DEFAULT_TIMEOUT };
  }

  /** Begins a handshake over `channel`. One that takes too long fails (`tls.handshake.timeout`). */
  begin(channel: Channel, prepared: PreparedTls, parties: Parties, events: HandshakeEvents): SecureChannel {
    const { settings, timeout } = prepared;
    const bound = this.#timedCalls.callLater(timeout, () => {
      events.failed(timedOut(timeout, parties.remote));
      secure.abort();
    });
    const secure: SecureChannel = this.#engine.handshake(channel, settings, parties, {
      secured: (session) => {
        bound.cancel();
        events.secured(session);
      },
      failed: (error) => {
        bound.cancel();
        events.failed(error);
      },
      abandoned: () => void bound.cancel(),
    });
    return secure;
  }
}

function timedOut(timeout: number, remote: Address): ReturnType<typeof ownFailure> {
  return ownFailure("timed-out", `no TLS within ${timeout} ms`, "handshake", remote);
}
