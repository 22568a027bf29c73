import { authority, elsewhere, expired, good, untrusted, type CertificateAndKey } from "../certificates.js";
import {
  abortConnection, awaits, entered, left, listen, listeningPeer, listeningTlsPeer, lost, never, occurs, of, on,
  peerSaw, peerTo, returned, scenario, send, step, text, tlsPeerTo, when,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { Ending, Expectation, PeerScript, Phase, Scenario } from "../language/scenario.js";
import type { PeerTlsSpec, TlsSpec } from "../language/tls.js";
import { connectTls, digestOfCertificate, listenTls } from "./tls-serving.js";

const end = step("end");
const inspectSession: Operation = { op: "inspectSession" };

const settled = (connection: string): Pattern =>
  ({ ev: "enter", cb: { $in: ["connected", "connectFailed"] }, connection });

const failed = (error: Pattern): Pattern => entered("connectFailed", { connection: "client", error });

/** A peer with TLS that comes once `event` has occurred: when it is served, what was to follow has had its chance. */
const witness = (event: Pattern): PeerScript => ({ ...tlsPeerTo("server", {}, end), when: event });

/** The peer's connection is over, or its handshake has failed: whichever it notices. */
const turnedAway = (peer: string): Pattern => ({ ev: "peer", peer, saw: { $in: ["end", "tlsFailed"] } });

/** The peer's handshake is over, whatever came of it. */
const served = (peer: string): readonly Ending[] =>
  [when({ ev: "peer", peer, saw: { $in: ["end", "tlsFailed", "secured"] } })];

/** A server that takes up the handshake when the attempt has failed. */
const serverOnceFailed = listeningPeer(
  step("pause"), awaits(entered("connectFailed")), step("resume"),
  { step: "startTls", role: "server", tls: { own: good } });

/** An attempt to connect to a peer. */
const attempt = (more: TlsSpec = {}): readonly Phase[] =>
  [{ start: [connectTls("client", "client", { peer: "peer" }, more)] }];

/** An attempt that has to fail for the certificate that the peer shows. */
function refusing(id: string, title: string, says: string, own: CertificateAndKey): Scenario {
  return scenario({
    id, title,
    peers: { peer: listeningTlsPeer({ own }) },
    phases: attempt(),
    ends: [when(settled("client"))],
    expect: [occurs(says, failed({ category: "certificate-invalid" }))],
  });
}

const servedInFull = entered("connectionLost", { reason: { kind: "done" } });

const NOT_TLS = text("HTTP/1.1 400 Bad Request\r\n\r\n");

const handshakes: readonly Scenario[] = [
  scenario({
    id: "tls.made.after-handshake",
    title: "of a client that is silent and one with a handshake, connectionMade is called for the second alone",
    protocols: { server: {} },
    peers: { silent: peerTo("server"), witness: witness(peerSaw("silent", "connected")) },
    phases: [{ start: [listenTls("server", "server")] }],
    ends: [when(entered("connectionLost"))],
    expect: [occurs("connectionMade is called for the connection whose handshake is complete, and for no other",
      entered("connectionMade"), 1)],
  }),
  scenario({
    id: "tls.made.same-flight",
    title: "what a client sends in one segment with the end of its handshake is delivered",
    protocols: { server: {} },
    peers: { peer: tlsPeerTo("server", { version: "TLSv1.3" }, send(text("first")), end) },
    phases: [{ start: [listenTls("server", "server")] }],
    ends: [when(lost("server#1"))],
    expect: [occurs("data that comes with the last message of the handshake is delivered",
      lost("server#1", { received: { bytes: 5 } }))],
  }),
  scenario({
    id: "tls.made.same-flight/connect",
    title: "so is what a server sends in one segment with the end of its handshake, which is last in TLS 1.2",
    checks: ["tls.made.same-flight"],
    protocols: { client: {} },
    peers: { peer: listeningTlsPeer({ own: good, version: "TLSv1.2" }, send(text("first")), end) },
    phases: attempt(),
    ends: [when(lost("client"))],
    expect: [occurs("data that comes with the last message of the handshake is delivered",
      lost("client", { received: { bytes: 5 } }))],
  }),
  scenario({
    id: "tls.handshake.failed.listener",
    title: "a client is served after one that speaks no TLS, and one that leaves in the middle of its handshake",
    checks: ["tls.handshake.failed.listener", "tls.handshake.failed.silent"],
    protocols: { server: {} },
    peers: {
      plain: peerTo("server", send(text("GET / HTTP/1.1\r\n\r\n")), step("readEnd"), end),
      leaving: { ...peerTo("server", send(text("\x16\x03\x01")), step("reset")), when: peerSaw("plain", "end") },
      witness: witness(peerSaw("plain", "end")),
    },
    phases: [{ start: [listenTls("server", "server")] }],
    ends: [when(servedInFull)],
    expect: [
      occurs("a client is served after others whose handshake failed", servedInFull, 1),
      of("tls.handshake.failed.silent",
        never("a handshake that failed is not reported to the error hook", entered("errorHook"))),
    ],
  }),
  scenario({
    id: "tls.handshake.timeout",
    title: "an attempt to connect to a server that says nothing fails after its timeout",
    peers: { peer: listeningPeer() },
    phases: attempt({ handshakeTimeout: 20 }),
    ends: [when(settled("client"))],
    expect: [occurs("an attempt whose handshake takes too long fails as timed-out", failed({ category: "timed-out" }))],
  }),
  scenario({
    id: "tls.handshake.timeout.accepted",
    title: "the connection of a client that says nothing is ended after the listener's timeout",
    peers: { peer: peerTo("server") },
    phases: [{ start: [listenTls("server", "server", { handshakeTimeout: 20 })] }],
    ends: [when(peerSaw("peer", "end"))],
    expect: [occurs("a connection whose handshake takes too long is ended", peerSaw("peer", "end"))],
  }),
  ...([["end", end], ["reset", step("reset")]] as const).map(([name, leaving]) => scenario({
    id: `tls.handshake.peer-ends/${name}`,
    title: `an attempt to connect to a server that leaves at once, by its ${name}, fails before its timeout`,
    peers: { peer: listeningPeer(leaving) },
    phases: attempt(),
    ends: [when(settled("client"))],
    expect: [occurs("an attempt whose peer ends the connection fails, and not by its timeout",
      failed({ category: { $not: "timed-out" } }))],
  })),
  scenario({
    id: "tls.handshake.given-up",
    title: "a server that was silent until the attempt was cancelled has nobody left to shake hands with",
    protocols: {
      client: {},
      messenger: { reactions: [on("connectionMade", { op: "cancelConnect", connection: "client" }, abortConnection())] },
    },
    peers: {
      peer: serverOnceFailed,
      messenger: { ...peerTo("messenger"), when: peerSaw("peer", "connected") },
    },
    phases: [{ start: [listen("messenger", "messenger", connectTls("client", "client", { peer: "peer" }))] }],
    ends: served("peer"),
    expect: [never("the handshake of an attempt that was cancelled goes no further", peerSaw("peer", "secured"))],
  }),
  scenario({
    id: "tls.handshake.given-up/timed-out",
    title: "nor has one that was silent until the timeout of the handshake",
    checks: ["tls.handshake.given-up"],
    protocols: { client: {} },
    peers: { peer: serverOnceFailed },
    phases: attempt({ handshakeTimeout: 20 }),
    ends: served("peer"),
    expect: [never("the handshake of an attempt that took too long goes no further", peerSaw("peer", "secured"))],
  }),
  scenario({
    id: "tls.handshake.listener-closed",
    title: "a client that was silent until the listener was closed has nobody left to shake hands with",
    protocols: { server: { reactions: [on("connectionLost", { op: "closeListener", listener: "server" })] } },
    peers: {
      silent: peerTo("server", awaits(entered("closed")), { step: "startTls", role: "client", tls: {} }),
      witness: witness(peerSaw("silent", "connected")),
    },
    phases: [{ start: [listenTls("server", "server")] }],
    ends: served("silent"),
    expect: [never("a handshake that is under way when its listener is closed goes no further",
      peerSaw("silent", "secured"))],
  }),
  scenario({
    id: "tls.error.category",
    title: "an attempt to connect to a server that speaks no TLS fails as tls-failed",
    peers: { peer: listeningPeer(send(NOT_TLS), step("readEnd"), end) },
    phases: attempt(),
    ends: [when(settled("client"))],
    expect: [occurs("an attempt to speak TLS with a peer that does not fails as tls-failed",
      failed({ category: "tls-failed" }))],
  }),
  scenario({
    id: "tls.error.code",
    title: "the failure over an expired certificate has the library's word for it",
    peers: { peer: listeningTlsPeer({ own: expired }) },
    phases: attempt(),
    ends: [when(settled("client"))],
    expect: [occurs("the failure of a handshake has a code", failed({ code: { $exists: true } }))],
  }),
];

const verification: readonly Scenario[] = [
  refusing("tls.verify.untrusted", "a server whose certificate nobody vouches for is refused",
    "an attempt to connect to a server with an untrusted certificate fails as certificate-invalid", untrusted),
  refusing("tls.verify.expired", "a server whose certificate has expired is refused",
    "an attempt to connect to a server with an expired certificate fails as certificate-invalid", expired),
  refusing("tls.verify.name", "a server whose certificate is for another name is refused",
    "an attempt to connect to a server with another's certificate fails as certificate-invalid", elsewhere),
  scenario({
    id: "tls.verify.client",
    title: "of two clients of a listener with authorities, the one with a certificate is served",
    protocols: { server: {} },
    peers: {
      stranger: { ...tlsPeerTo("server", {}), when: entered("connectionMade") },
      untrusted: { ...tlsPeerTo("server", { own: untrusted }), when: entered("connectionMade") },
      known: tlsPeerTo("server", { own: good }, awaits(turnedAway("stranger")), awaits(turnedAway("untrusted")), end),
    },
    phases: [{ start: [listenTls("server", "server", { authorities: authority.certificate })] }],
    ends: [when(lost("server#1"))],
    expect: [occurs("a connection is made for the client with a certificate, and for no other",
      entered("connectionMade"), 1)],
  }),
  ...([
    ["tls.sni", "localhost", "localhost", "the name that is meant is told to the server"],
    ["tls.sni.literal", undefined, null, "no name is told to a server that is meant by its address"],
  ] as const).map(([id, serverName, seen, says]) => scenario({
    id, title: `a server sees what it is asked for: ${seen ?? "no name"}`,
    peers: { peer: listeningTlsPeer({ own: good }) },
    phases: attempt(serverName === undefined ? {} : { serverName }),
    ends: [when(settled("client")), when(peerSaw("peer", "secured"))],
    expect: [occurs(says, { ...peerSaw("peer", "secured"), tls: { serverName: seen } })],
  })),
];

/** A connection of each side whose session is read in connectionMade. */
function sessions(
  id: string, title: string, own: readonly string[] | undefined, peers: readonly string[] | undefined,
  expect: readonly Expectation[],
): Scenario {
  const alpn: TlsSpec = own === undefined ? {} : { alpn: own };
  const peer: PeerTlsSpec = { own: good, ...(peers === undefined ? {} : { alpn: peers }) };
  const ends: readonly Ending[] = ["server#1", "client"]
    .map((connection) => when(left("connectionMade", { connection })));
  return scenario({
    id, title,
    protocols: { both: { reactions: [on("connectionMade", inspectSession)] } },
    peers: { client: tlsPeerTo("server", peer), server: listeningTlsPeer(peer) },
    phases: [{
      start: [
        listenTls("server", "both", { ...alpn, authorities: authority.certificate }),
        connectTls("client", "both", { peer: "server" }, alpn),
      ],
    }],
    ends, expect,
  });
}

const eachSession = (says: string, value: Pattern): Expectation[] => ["server#1", "client"].map((connection) =>
  occurs(says, returned("inspectSession", { connection, value })));

const agreement: readonly Scenario[] = [
  sessions("tls.session", "both sides read the certificate of their peer in connectionMade", undefined, undefined,
    eachSession("the session has the certificate of the peer",
      { peerCertificate: { ...digestOfCertificate(good.certificate) } })),
  scenario({
    id: "tls.session.plain",
    title: "a connection without TLS has no session",
    protocols: { server: { reactions: [on("connectionMade", inspectSession)] } },
    peers: { peer: peerTo("server") },
    phases: [{ start: [listen("server", "server")] }],
    ends: [when(left("connectionMade"))],
    expect: [occurs("the session of a connection without TLS is null", returned("inspectSession", { value: null }))],
  }),
  sessions("tls.alpn.agreed", "the protocol that both sides know is agreed, though each likes another best",
    ["own", "common"], ["other", "common"],
    eachSession("the session has the application protocol that both ends know", { alpn: "common" })),
  sessions("tls.alpn.none/nobody", "no protocol is agreed where nobody names one", undefined, undefined,
    eachSession("the session has no application protocol where none was agreed", { alpn: null })),
  sessions("tls.alpn.none/one-side", "no protocol is agreed where one side names one", ["own"], undefined,
    eachSession("the session has no application protocol where none was agreed", { alpn: null })),
];

/** The scenarios of the chapter on TLS: the handshake, and what is known after it. */
export const tlsScenarios: readonly Scenario[] = [...handshakes, ...verification, ...agreement];
