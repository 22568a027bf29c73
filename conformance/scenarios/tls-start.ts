import { good, untrusted } from "../certificates.js";
import {
  abortConnection, atBytes, awaits, called, callLater, endWriting, entered, generated, listen, loseConnection, lost,
  MiB, never, occurs, of, on, order, peerEnd, peerTo, readBytes, relation, scenario, send, step, text, tlsPeerTo, when,
  write,
} from "../language/build.js";
import { digestOf } from "../language/data.js";
import type { Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { PeerStep, Reaction, Scenario } from "../language/scenario.js";
import type { PeerTlsSpec, TlsOperation, TlsSpec } from "../language/tls.js";
import { CONNECTION, oneConnection, serving } from "./serving.js";
import { CLIENT, listenTls, SERVER } from "./tls-serving.js";

type StartTls = TlsOperation & { readonly op: "startTls" };

const end = step("end");
const echo: Operation = { op: "echo" };

/** The word by which a peer asks for TLS, and its length. */
const WORD = text("STARTTLS\n");
const LENGTH = 9;

function asServer(more: TlsSpec = {}, rest: Partial<Pick<StartTls, "on" | "of" | "handsBackFrom">> = {}): Operation {
  return { op: "startTls", role: "server", tls: { ...SERVER, ...more }, ...rest };
}

function asClient(more: TlsSpec = {}, rest: Pick<StartTls, "on"> = {}): Operation {
  return { op: "startTls", role: "client", tls: { ...CLIENT, ...more }, ...rest };
}

/** A peer's word, and its patience until that was delivered. */
const asks: readonly PeerStep[] = [send(WORD), awaits(entered("dataReceived", { total: LENGTH }))];

const peerStarts = (role: "client" | "server", tls: PeerTlsSpec = {}): PeerStep => ({ step: "startTls", role, tls });

/** A reaction to the word. */
const atWord = (...operations: readonly Operation[]): Reaction => atBytes(LENGTH, ...operations);

const refused: Pattern = entered("securingFailed", { error: { category: "unsupported" } });

/** A connection that goes over to TLS as a client, and whose handshake fails. */
function failing(
  id: string, title: string, more: TlsSpec, script: readonly PeerStep[], says: string, error: Pattern,
): Scenario {
  return serving({
    id, title,
    ...oneConnection([on("connectionMade", write(text("go")), asClient(more))], [readBytes(2), ...script]),
    ends: [when({ ev: "enter", cb: { $in: ["secured", "securingFailed"] } })],
    expect: [occurs(says, entered("securingFailed", { error }))],
  });
}

const switching: readonly Scenario[] = [
  serving({
    id: "tls.start.clear-before",
    title: "2 MiB written before startTls arrive in the clear, at a peer that begins to read afterwards",
    ...oneConnection(
      [on("connectionMade", write(generated(2 * MiB, 3)),
        asClient({}, { on: { secured: [write(text("protected")), loseConnection()] } }))],
      [
        step("pause"), awaits(called("startTls")), step("resume"), readBytes(2 * MiB),
        peerStarts("server", { own: good }), step("readEnd"), end,
      ],
    ),
    ends: [when(peerEnd("peer"))],
    expect: [occurs("what was written before startTls arrives in the clear, before the handshake",
      peerEnd("peer", "clean", [generated(2 * MiB, 3), text("protected")]))],
  }),
  serving({
    id: "tls.start.undelivered",
    title: "a handshake that begins while the subject is busy with the word is taken up by startTls",
    ...oneConnection(
      [atWord({ op: "spin", ms: 20 }, asServer(), { op: "mark", name: "started" })],
      [...asks, peerStarts("client"), send(text("protected")), end],
    ),
    ends: [when(lost(CONNECTION))],
    expect: [occurs("what arrived before startTls and was not delivered is taken as part of the handshake",
      lost(CONNECTION, { received: { ...digestOf(WORD, text("protected")) } }))],
  }),
  serving({
    id: "tls.start.handed-back",
    title: "the beginning of a handshake that came in one segment with the word is handed back to startTls",
    ...oneConnection(
      [atWord(asServer({}, { handsBackFrom: LENGTH }))],
      [{ step: "startTls", role: "client", tls: {}, behind: WORD }, send(text("protected")), end],
    ),
    ends: [when(lost(CONNECTION))],
    expect: [occurs("what is handed back to startTls is taken as the first of the handshake", entered("secured"))],
  }),
  serving({
    id: "tls.start.injected",
    title: "a line that is put between the word and the handshake is not delivered",
    ...oneConnection(
      [atWord(asServer())],
      [
        ...asks, awaits(called("startTls")), { step: "sendClear", data: text("INJECTED\n") }, peerStarts("client"),
        send(text("protected")), end,
      ],
    ),
    ends: [when(lost(CONNECTION))],
    expect: [never("what arrives in the clear after startTls is not delivered",
      entered("dataReceived", { text: { $has: "INJECTED" } }))],
  }),
  serving({
    id: "tls.start.protected",
    title: "what is written right behind startTls, and in the turns after it, arrives over TLS, in order",
    ...oneConnection(
      [atWord(asServer(), write(text("at once ")), callLater("later", 1, write(text("and later"), CONNECTION),
        loseConnection(CONNECTION)))],
      [...asks, awaits(called("write")), peerStarts("client"), step("readEnd"), end],
    ),
    ends: [when(peerEnd("peer"))],
    expect: [occurs("what is written after startTls arrives over TLS, in order",
      peerEnd("peer", "clean", [text("at once and later")]))],
  }),
  serving({
    id: "tls.start.same-connection",
    title: "the protocol that started TLS receives what comes over it, and the end",
    checks: ["tls.start.same-connection", "tls.start.session"],
    ...oneConnection([atWord(asServer())], [...asks, peerStarts("client"), send(text("protected")), end]),
    ends: [when(lost(CONNECTION))],
    expect: [
      occurs("connectionMade is not called again after startTls", entered("connectionMade"), 1),
      occurs("the protocol receives what comes over TLS",
        lost(CONNECTION, { received: { ...digestOf(WORD, text("protected")) } })),
      occurs("the connection is lost as done", lost(CONNECTION, { reason: { kind: "done" } }), 1),
      of("tls.start.session", order("startTls is fulfilled before anything protected is delivered",
        entered("secured"), entered("dataReceived", { total: { $gte: LENGTH + 1 } }))),
    ],
  }),
  serving({
    id: "tls.start.paused",
    title: "TLS is started while reading is paused, and what came over it is delivered on resume",
    ...oneConnection(
      [atWord({ op: "pauseReading" }, asServer({}, { on: { secured: [{ op: "resumeReading" }] } }))],
      [...asks, peerStarts("client"), send(text("protected")), end],
    ),
    ends: [when(lost(CONNECTION))],
    expect: [
      occurs("the handshake goes on while reading is paused", entered("secured")),
      occurs("what came over TLS meanwhile is delivered",
        lost(CONNECTION, { received: { ...digestOf(WORD, text("protected")) } })),
    ],
  }),
];

const failures: readonly Scenario[] = [
  failing("tls.start.verify", "startTls refuses a server whose certificate nobody vouches for", {},
    [peerStarts("server", { own: untrusted })], "startTls fails over an untrusted certificate as certificate-invalid",
    { category: "certificate-invalid" }),
  failing("tls.start.timeout", "startTls fails when the peer says nothing for so long", { handshakeTimeout: 20 }, [],
    "startTls fails as timed-out when the handshake takes too long", { category: "timed-out" }),
  serving({
    id: "tls.start.fails",
    title: "a connection whose peer does not speak TLS after the word is lost, and startTls fails alike",
    ...oneConnection([atWord(asServer())],
      [...asks, awaits(called("startTls")), send(text("what do you mean?\r\n")), step("readEnd"), end]),
    ends: [when(lost(CONNECTION))],
    expect: [
      occurs("a connection whose startTls failed is lost", lost(CONNECTION, { reason: { kind: "lost" } })),
      ...(["category", "message"] as const).map((field) => relation("connectionLost has the failure of startTls",
        { event: entered("securingFailed"), field: `error.${field}` }, "equals",
        { event: lost(CONNECTION), field: `reason.error.${field}` })),
    ],
  }),
];

const givenUp: readonly Scenario[] = [
  serving({
    id: "tls.start.given-up",
    title: "a connection is aborted in the midst of its handshake",
    ...oneConnection([atWord(asServer(), callLater("give up", 5, abortConnection(CONNECTION)))], asks),
    ends: [when({ ev: "enter", cb: { $in: ["secured", "securingFailed"] } }), when(lost(CONNECTION))],
    expect: [
      occurs("startTls fails as aborted when its connection is aborted",
        entered("securingFailed", { error: { category: "aborted" } }), 1),
    ],
  }),
];

const refusals: readonly Scenario[] = [
  serving({
    id: "tls.start.twice",
    title: "startTls is refused during its handshake and after it, and the connection goes on",
    ...oneConnection(
      [atWord(asServer({}, { on: { secured: [asServer()] } }), asServer()), atBytes(LENGTH + 4, write(text("pong")))],
      [...asks, peerStarts("client"), awaits(refused), send(text("ping")), readBytes(4), end],
    ),
    ends: [when(lost(CONNECTION))],
    expect: [
      occurs("a second startTls is refused as unsupported", refused, 2),
      occurs("the connection goes on after a refused startTls", lost(CONNECTION, { reason: { kind: "done" } })),
    ],
  }),
  scenario({
    id: "tls.start.on-tls",
    title: "startTls is refused on a connection that speaks TLS from the first byte, and the connection goes on",
    protocols: { server: { reactions: [on("connectionMade", asServer()), on("dataReceived", echo)] } },
    peers: { peer: tlsPeerTo("server", {}, send(text("ping")), readBytes(4), end) },
    phases: [{ start: [listenTls("server", "server")] }],
    ends: [when(lost(CONNECTION))],
    expect: [
      occurs("startTls on TLS is refused as unsupported", refused, 1),
      occurs("the connection goes on after a refused startTls", lost(CONNECTION, { reason: { kind: "done" } })),
    ],
  }),
  scenario({
    id: "tls.start.closed",
    title: "startTls is refused after endWriting, after loseConnection and in connectionLost",
    protocols: {
      ended: { reactions: [on("connectionMade", endWriting(), asServer())] },
      closed: { reactions: [on("connectionMade", loseConnection(), asServer())] },
      over: { reactions: [on("connectionLost", asServer())] },
    },
    peers: { ended: peerTo("ended", end), closed: peerTo("closed", end), over: peerTo("over", end) },
    phases: [{ start: ["ended", "closed", "over"].map((name) => listen(name, name)) }],
    ends: [when({ ev: "enter", cb: { $in: ["secured", "securingFailed"] } }, 3), when(entered("connectionLost"), 3)],
    expect: [occurs("startTls of a connection that has ended is refused as unsupported", refused, 3)],
  }),
];

/** The scenarios of the chapter on TLS: going over to it. */
export const tlsStartScenarios: readonly Scenario[] = [...switching, ...failures, ...givenUp, ...refusals];
