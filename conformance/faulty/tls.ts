import { authority, untrusted } from "../certificates.js";
import type {
  ConnectOptions, Reactor, ReactorError, TcpTransport, TlsOptions, TlsSession,
} from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overConnections, override } from "./override.js";
import { overFailures } from "./override-endpoints.js";
import { acceptingByStart } from "./tls-by-start.js";

const pending = new Promise<never>(() => undefined);

/** A reactor with other options for TLS where it connects. */
function connectingWith(reactor: Reactor, change: (tls: TlsOptions) => TlsOptions): Reactor {
  const changed = (options: ConnectOptions | undefined): ConnectOptions | undefined =>
    options?.tls === undefined ? options : { ...options, tls: change(options.tls) };
  return override(reactor, {
    connect: (address, factory, options) => reactor.connect(address, factory, changed(options)),
  });
}

/** A reactor whose attempts never settle where this says so of their failure. */
function hanging(reactor: Reactor, hangs: (error: ReactorError) => boolean): Reactor {
  return override(reactor, {
    connect: (address, factory, options) => reactor.connect(address, factory, options)
      .catch((error: ReactorError) => {
        if (hangs(error)) return pending;
        throw error;
      }),
  });
}

/** A reactor whose connections have another session. */
function overSessions(reactor: Reactor, change: (session: TlsSession | null) => TlsSession | null): Reactor {
  return overConnections(reactor, () => ({
    transport(transport) {
      const changes: Partial<TcpTransport> = {
        get session() { return change((transport as TcpTransport).session); },
      };
      return changes;
    },
  }));
}

const recategorised = (error: ReactorError, category: ReactorError["category"]): ReactorError =>
  override(error, { category });

/** The faulty reactors of the chapter on TLS: the handshake, and what is known after it. */
export const tlsFaults: readonly Fault[] = [
  {
    breaks: "tls.made.after-handshake",
    does: "calls connectionMade when TCP is connected",
    says: "connectionMade is called for the connection whose handshake is complete, and for no other",
    make: (reactor: Reactor) => acceptingByStart(reactor, { early: true }),
  },
  {
    breaks: "tls.made.same-flight",
    does: "loses the first data that comes over TLS",
    says: "data that comes with the last message of the handshake is delivered",
    make: (reactor: Reactor) => overConnections(reactor, (protocol) => {
      let isFirst = true;
      return {
        protocol: {
          dataReceived(data) {
            if (!isFirst) return protocol.dataReceived?.(data);
            isFirst = false;
          },
        },
      };
    }),
  },
  {
    breaks: "tls.handshake.failed.listener",
    does: "closes the listener when a handshake has failed",
    says: "a client is served after others whose handshake failed",
    make: (reactor: Reactor) => acceptingByStart(reactor, {
      failed: (_error, listener) => void listener()?.close(),
    }),
  },
  {
    breaks: "tls.handshake.failed.silent",
    does: "reports failed handshakes to the error hook",
    says: "a handshake that failed is not reported to the error hook",
    make: (reactor: Reactor) => acceptingByStart(reactor, {
      failed(error) {
        reactor.callLater(0, () => {
          throw error;
        });
      },
    }),
  },
  {
    breaks: "tls.handshake.timeout",
    does: "waits for ever for the handshake of a server",
    says: "an attempt whose handshake takes too long fails as timed-out",
    make: (reactor: Reactor) => hanging(reactor, ({ category }) => category === "timed-out"),
  },
  {
    breaks: "tls.handshake.timeout.accepted",
    does: "begins the handshake, and its timeout, when the client has sent something",
    says: "a connection whose handshake takes too long is ended",
    make: (reactor: Reactor) => acceptingByStart(reactor, { waits: true }),
  },
  {
    breaks: "tls.handshake.peer-ends",
    does: "takes no notice of a server that leaves during the handshake",
    says: "an attempt whose peer ends the connection fails, and not by its timeout",
    make: (reactor: Reactor) => hanging(reactor, ({ category }) => category === "truncated" || category === "reset"),
  },
  {
    breaks: "tls.handshake.given-up",
    does: "leaves the handshake of an attempt alone that is cancelled",
    says: "the handshake of an attempt that was cancelled goes no further",
    make: (reactor: Reactor) => override(reactor, {
      connect(address, factory, options = {}) {
        const { signal, ...rest } = options;
        if (address.kind !== "tls" || signal === undefined) return reactor.connect(address, factory, options);
        const cancelled = new Promise<void>((resolve) => {
          signal.addEventListener("abort", () => resolve(), { once: true });
        });
        return Promise.race([
          reactor.connect(address, factory, rest), cancelled.then(() => reactor.connect(address, factory, options)),
        ]);
      },
    }),
  },
  {
    breaks: "tls.handshake.listener-closed",
    does: "lets go of its listener, and not of the handshakes that have begun",
    says: "a handshake that is under way when its listener is closed goes no further",
    make: (reactor: Reactor) => acceptingByStart(reactor, {}),
  },
  {
    breaks: "tls.error.category",
    does: "calls every failure of TLS one of the certificate",
    says: "an attempt to speak TLS with a peer that does not fails as tls-failed",
    make: (reactor: Reactor) => overFailures(reactor, (error) =>
      error.category === "tls-failed" ? recategorised(error, "certificate-invalid") : error),
  },
  {
    breaks: "tls.error.code",
    does: "keeps to itself what is wrong with a certificate",
    says: "the failure of a handshake has a code",
    make: (reactor: Reactor) => overFailures(reactor, (error) =>
      error.category === "certificate-invalid" ? override(error, { code: null }) : error),
  },
  {
    breaks: "tls.verify.untrusted",
    does: "trusts whoever comes",
    says: "an attempt to connect to a server with an untrusted certificate fails as certificate-invalid",
    make: (reactor: Reactor) => connectingWith(reactor, (tls) =>
      ({ ...tls, authorities: `${authority.certificate}${untrusted.certificate}` })),
  },
  {
    breaks: "tls.verify.expired",
    does: "calls an expired certificate a failure of another kind",
    says: "an attempt to connect to a server with an expired certificate fails as certificate-invalid",
    make: (reactor: Reactor) => overFailures(reactor, (error) =>
      error.code === "CERT_HAS_EXPIRED" ? recategorised(error, "other") : error),
  },
  {
    breaks: "tls.verify.name",
    does: "takes the name of whatever certificate it is shown for the one that is meant",
    says: "an attempt to connect to a server with another's certificate fails as certificate-invalid",
    make: (reactor: Reactor) => override(reactor, {
      connect: (address, factory, options = {}) => reactor.connect(address, factory, options)
        .catch((error: ReactorError) => {
          if (error.category !== "certificate-invalid" || options.tls === undefined) throw error;
          const tls: TlsOptions = { ...options.tls, serverName: "elsewhere.example" };
          return reactor.connect(address, factory, { ...options, tls });
        }),
    }),
  },
  {
    breaks: "tls.verify.client",
    does: "asks its clients for no certificate",
    says: "a connection is made for the client with a certificate, and for no other",
    make: (reactor: Reactor) => override(reactor, {
      listen(address, factory, options = {}) {
        const { authorities, ...tls } = options.tls ?? {};
        if (authorities === undefined) return reactor.listen(address, factory, options);
        return reactor.listen(address, factory, { ...options, tls });
      },
    }),
  },
  {
    breaks: "tls.sni",
    does: "tells the server no name",
    says: "the name that is meant is told to the server",
    make: (reactor: Reactor) => connectingWith(reactor, ({ serverName: _, ...tls }) => tls),
  },
  {
    breaks: "tls.sni.literal",
    does: "tells the server a name of its own finding",
    says: "no name is told to a server that is meant by its address",
    make: (reactor: Reactor) => connectingWith(reactor, (tls) => ({ serverName: "localhost", ...tls })),
  },
  {
    breaks: "tls.session",
    does: "does not tell the certificate of the peer",
    says: "the session has the certificate of the peer",
    make: (reactor: Reactor) => overSessions(reactor, (session) => session && { ...session, peerCertificate: null }),
  },
  {
    breaks: "tls.session.plain",
    does: "has an empty session where there is no TLS",
    says: "the session of a connection without TLS is null",
    make: (reactor: Reactor) => overSessions(reactor, (session) =>
      session ?? { version: "", alpn: null, peerCertificate: null }),
  },
  {
    breaks: "tls.alpn.agreed",
    does: "tells its own favourite protocol",
    says: "the session has the application protocol that both ends know",
    make: (reactor: Reactor) => overSessions(reactor, (session) =>
      session === null || session.alpn === null ? session : { ...session, alpn: "own" }),
  },
  {
    breaks: "tls.alpn.none",
    does: "tells an empty name where no protocol was agreed",
    says: "the session has no application protocol where none was agreed",
    make: (reactor: Reactor) => overSessions(reactor, (session) => session && { ...session, alpn: session.alpn ?? "" }),
  },
];
