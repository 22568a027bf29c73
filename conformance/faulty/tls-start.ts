import { authority, untrusted } from "../certificates.js";
import type {
  Protocol, Reactor, ReactorError, StartTlsOptions, TcpTransport, TlsSession, Transport,
} from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overConnections } from "./override.js";

/** What a faulty reactor makes of one connection that may go over to TLS. */
interface ChangedStart {
  readonly protocol?: Partial<Protocol>;
  readonly transport: (transport: TcpTransport) => Partial<TcpTransport>;
}

function overStarts(reactor: Reactor, change: (protocol: Protocol) => ChangedStart): Reactor {
  return overConnections(reactor, (protocol) => {
    const { protocol: changes = {}, transport } = change(protocol);
    return { protocol: changes, transport: (each: Transport) => transport(each as TcpTransport) };
  });
}

/** A reactor that begins TLS some time after it is asked to, and does meanwhile as if it was not asked. */
function startingLate(
  reactor: Reactor, change: (isLate: () => boolean, protocol: Protocol) => Partial<Protocol>,
): Reactor {
  return overStarts(reactor, (protocol) => {
    let late = false;
    return {
      protocol: change(() => late, protocol),
      transport: (transport) => ({
        startTls(options) {
          late = true;
          return new Promise((resolve) => {
            reactor.callLater(10, () => {
              late = false;
              resolve(transport.startTls(options));
            });
          });
        },
      }),
    };
  });
}

/** A reactor that changes what comes of `startTls`, and what it is asked. */
function overOutcomes(
  reactor: Reactor, change: (outcome: Promise<TlsSession>) => Promise<TlsSession>,
  asked: (options: StartTlsOptions) => StartTlsOptions = (options) => options,
): Reactor {
  return overStarts(reactor, () => ({
    transport: (transport) => ({ startTls: (options) => change(transport.startTls(asked(options))) }),
  }));
}

const asTheyAre = (outcome: Promise<TlsSession>): Promise<TlsSession> => outcome;

/** A reactor that ends the connection, too, where it refuses to start TLS in this state. */
function endingRefused(reactor: Reactor, isConcerned: (session: TlsSession | null) => boolean): Reactor {
  return overStarts(reactor, () => ({
    transport: (transport) => ({
      startTls(options) {
        const concerned = isConcerned(transport.session);
        return transport.startTls(options).catch((error: ReactorError) => {
          if (concerned && error.category === "unsupported") transport.abortConnection();
          throw error;
        });
      },
    }),
  }));
}

/** The faulty reactors of the chapter on TLS: going over to it. */
export const tlsStartFaults: readonly Fault[] = [
  {
    breaks: "tls.start.given-up",
    does: "forgets who waits for a handshake when the connection is aborted",
    says: "startTls fails as aborted when its connection is aborted",
    make: (reactor: Reactor) => overOutcomes(reactor, (outcome) => outcome.catch((error: ReactorError) =>
      error.category === "aborted" ? new Promise(() => undefined) : Promise.reject(error))),
  },
  {
    breaks: "tls.start.clear-before",
    does: "lets the handshake overtake large writes",
    says: "what was written before startTls arrives in the clear, before the handshake",
    make: (reactor: Reactor) => overStarts(reactor, () => ({
      transport: (transport) => ({
        write(data) {
          const copy = data.slice();
          if (data.length < 1024) transport.write(copy);
          else reactor.callLater(0, () => transport.write(copy));
        },
      }),
    })),
  },
  {
    breaks: "tls.start.undelivered",
    does: "drops what came before it has begun to speak TLS",
    says: "what arrived before startTls and was not delivered is taken as part of the handshake",
    make: (reactor: Reactor) => startingLate(reactor, (isLate, protocol) => ({
      dataReceived: (data) => isLate() ? undefined : protocol.dataReceived?.(data),
    })),
  },
  {
    breaks: "tls.start.handed-back",
    does: "has no use for what is handed back",
    says: "what is handed back to startTls is taken as the first of the handshake",
    make: (reactor: Reactor) => overOutcomes(reactor, asTheyAre, ({ received: _, ...options }) => options),
  },
  {
    breaks: "tls.start.injected",
    does: "delivers what comes until it has begun to speak TLS",
    says: "what arrives in the clear after startTls is not delivered",
    make: (reactor: Reactor) => startingLate(reactor, () => ({})),
  },
  {
    breaks: "tls.start.protected",
    does: "sends what is written until it has begun to speak TLS in the clear",
    says: "what is written after startTls arrives over TLS, in order",
    make: (reactor: Reactor) => startingLate(reactor, () => ({})),
  },
  {
    breaks: "tls.start.same-connection",
    does: "calls connectionMade again when the handshake is complete",
    says: "connectionMade is not called again after startTls",
    make: (reactor: Reactor) => overStarts(reactor, (protocol) => ({
      transport: (transport) => ({
        startTls(options) {
          const outcome = transport.startTls(options);
          outcome.then(() => protocol.connectionMade?.(transport), () => undefined);
          return outcome;
        },
      }),
    })),
  },
  {
    breaks: "tls.start.session",
    does: "fulfils startTls some time after the handshake",
    says: "startTls is fulfilled before anything protected is delivered",
    make: (reactor: Reactor) => overOutcomes(reactor, (outcome) => outcome.then((session) =>
      new Promise((resolve) => void reactor.callLater(50, () => resolve(session))))),
  },
  {
    breaks: "tls.start.verify",
    does: "trusts whoever answers",
    says: "startTls fails over an untrusted certificate as certificate-invalid",
    make: (reactor: Reactor) => overOutcomes(reactor, asTheyAre, (options) => options.role === "server" ? options
      : { ...options, authorities: `${authority.certificate}${untrusted.certificate}` }),
  },
  {
    breaks: "tls.start.fails",
    does: "calls the end of a connection whose handshake failed orderly",
    says: "a connection whose startTls failed is lost",
    make: (reactor: Reactor) => overStarts(reactor, (protocol) => {
      let failed = false;
      return {
        protocol: {
          connectionLost: (reason) => protocol.connectionLost?.(failed ? { kind: "done" } : reason),
        },
        transport: (transport) => ({
          startTls: (options) => transport.startTls(options).catch((error: unknown) => {
            failed = true;
            throw error;
          }),
        }),
      };
    }),
  },
  {
    breaks: "tls.start.timeout",
    does: "leaves startTls unsettled when its time is over",
    says: "startTls fails as timed-out when the handshake takes too long",
    make: (reactor: Reactor) => overOutcomes(reactor, (outcome) => outcome.catch((error: ReactorError) => {
      if (error.category === "timed-out") return new Promise<never>(() => undefined);
      throw error;
    })),
  },
  {
    breaks: "tls.start.paused",
    does: "begins to speak TLS when reading is resumed",
    says: "the handshake goes on while reading is paused",
    make: (reactor: Reactor) => overStarts(reactor, () => {
      let start: (() => void) | null = null;
      let paused = false;
      return {
        transport: (transport) => ({
          pauseReading() {
            paused = true;
            transport.pauseReading();
          },
          resumeReading() {
            paused = false;
            transport.resumeReading();
            start?.();
          },
          startTls: (options) => !paused ? transport.startTls(options) : new Promise((resolve) => {
            start = () => resolve(transport.startTls(options));
          }),
        }),
      };
    }),
  },
  {
    breaks: "tls.start.twice",
    does: "aborts a connection whose TLS is started a second time",
    says: "the connection goes on after a refused startTls",
    make: (reactor: Reactor) => endingRefused(reactor, () => true),
  },
  {
    breaks: "tls.start.on-tls",
    does: "aborts a connection over TLS whose TLS is started",
    says: "the connection goes on after a refused startTls",
    make: (reactor: Reactor) => endingRefused(reactor, (session) => session !== null),
  },
  {
    breaks: "tls.start.closed",
    does: "says that the connection was aborted where it has ended",
    says: "startTls of a connection that has ended is refused as unsupported",
    make: (reactor: Reactor) => overOutcomes(reactor, (outcome) => outcome.catch((error: ReactorError) => {
      throw Object.assign(new Error(error.message), { ...error, category: "aborted" });
    })),
  },
];
