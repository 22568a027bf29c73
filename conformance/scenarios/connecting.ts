import {
  abortConnection, callLater, called, connect, entered, left, listen, listeningPeer, loseConnection, lost, mark, marked,
  never, occurs, of, on, order, peerEnd, premise, readBytes, received, relation, returned, scenario, send, step, text,
  throwing, when, write,
} from "../language/build.js";
import type { AddressSpec, NumberOrOdd, Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { PeerScript, ProtocolScript, Scenario } from "../language/scenario.js";

type Connect = Extract<Operation, { readonly op: "connect" }>;

const late = "the factory of an attempt is called only once the connection is open";
const hello = text("hello");
const closed: AddressSpec = { closed: true };
const stalled: AddressSpec = { stalled: true };
const peer: AddressSpec = { peer: "peer" };

/** Waits for the end of the sending, and ends its own. */
const receiver: PeerScript = listeningPeer(step("readEnd"), step("close"));
/** Answers five bytes by one. */
const answering: PeerScript = listeningPeer(readBytes(5), send(text("!")), step("readEnd"), step("close"));
/** Closes when it is answered. */
const asking: ProtocolScript = { reactions: [on("dataReceived", loseConnection())] };

function attempt(connection: string, to: AddressSpec, options: Partial<Connect> = {}): Operation {
  return { op: "connect", connection, protocol: "client", to, ...options };
}

function cancel(connection: string): Operation {
  return { op: "cancelConnect", connection };
}

function failed(connection: string, error: Pattern): Pattern {
  return entered("connectFailed", { connection, error });
}

/** The attempt has an outcome. */
function settled(connection: string): Pattern {
  return { ev: "enter", cb: { $in: ["connected", "connectFailed"] }, connection };
}

/** The attempt failed, or its connection is over. */
function over(connection: string): Pattern {
  return { ev: "enter", cb: { $in: ["connectionLost", "connectFailed"] }, connection };
}

function shown(value: NumberOrOdd): string {
  return String(typeof value === "number" ? value : value.odd);
}

const badPorts: readonly NumberOrOdd[] = [0, -1, 65536, 70000, 1.5, { odd: "NaN" }, { odd: "Infinity" }];
const badTimeouts: readonly NumberOrOdd[] = [-1, { odd: "NaN" }, { odd: "Infinity" }, { odd: "-Infinity" }];

/** As many attempts to a listener as to nobody go on at once. */
const PAIRS = 20;

/** The scenarios of connecting. */
export const connectingScenarios: readonly Scenario[] = [
  scenario({
    id: "connect.one-outcome",
    title: "each of five attempts has one outcome",
    protocols: { server: {}, client: { reactions: [on("connectionMade", loseConnection())] } },
    phases: [{
      start: [listen("listener", "server", ...[1, 2, 3, 4].map((i) => attempt(`open ${i}`, { listener: "listener" })),
        attempt("closed", closed))],
    }],
    ends: [1, 2, 3, 4].map((i) => when(settled(`open ${i}`))).concat(when(settled("closed"))),
    expect: [
      occurs("the attempts to a listening address are fulfilled", entered("connected"), 4),
      occurs("the attempt to an address where nobody listens is rejected", entered("connectFailed"), 1),
    ],
  }),
  scenario({
    id: "connect.after-made",
    title: "an attempt is fulfilled when connectionMade has returned",
    protocols: { client: { reactions: [on("connectionMade", mark("made"))] } },
    peers: { peer: receiver },
    phases: [{ start: [attempt("client", peer)] }],
    ends: [when(settled("client")), when(left("connectionMade"))],
    expect: [
      order("an attempt is fulfilled after connectionMade has returned",
        marked("made"), left("connectionMade"), entered("connected")),
    ],
  }),
  scenario({
    id: "connect.transport",
    title: "an attempt is fulfilled with the transport that connectionMade was given",
    binding: "typescript",
    peers: { peer: receiver },
    phases: [{ start: [connect("client", "client", peer)] }],
    ends: [when(settled("client"))],
    expect: [
      occurs("an attempt is fulfilled with the very transport of connectionMade",
        entered("connected", { sameTransport: true })),
    ],
  }),
  scenario({
    id: "connect.refused",
    title: "an attempt to connect to an address where nobody listens fails",
    phases: [{ start: [attempt("client", closed)] }],
    ends: [when(settled("client"))],
    expect: [occurs("connecting to where nobody listens fails as refused", failed("client", { category: "refused" }))],
  }),
  scenario({
    id: "connect.unreachable",
    title: "an attempt to connect to an address that is no host's fails",
    needs: ["linux"],
    // Of the limited broadcast, Linux says so whatever routes there are.
    phases: [{ start: [attempt("client", { host: "255.255.255.255", port: 9 })] }],
    ends: [when(settled("client"))],
    expect: [
      occurs("connecting to where no route leads fails as unreachable", failed("client", { category: "unreachable" })),
    ],
  }),
  scenario({
    id: "connect.factory.late",
    title: "an attempt that the platform refuses calls no factory",
    phases: [{ start: [attempt("client", closed)] }],
    ends: [when(settled("client"))],
    expect: [never(late, entered("factory"))],
  }),
  scenario({
    id: "connect.declined",
    title: "an attempt whose factory returns null fails",
    protocols: { client: { declines: "all" } },
    peers: { peer: receiver },
    phases: [{ start: [attempt("client", peer)] }],
    ends: [when(settled("client"))],
    expect: [
      occurs("an attempt whose factory declines fails as declined", failed("client", { category: "declined" })),
    ],
  }),
  scenario({
    id: "connect.factory.throws",
    title: "an attempt whose factory throws is rejected with what it threw",
    protocols: { client: { factory: [throwing("no protocol")] } },
    peers: { peer: receiver },
    phases: [{ start: [attempt("client", peer)] }],
    ends: [when(settled("client"))],
    expect: [
      occurs("an attempt whose factory throws is rejected with that error",
        failed("client", { type: "ScenarioThrow", message: "no protocol" })),
    ],
  }),
  scenario({
    id: "connect.unwanted",
    title: "connections whose factories decline and throw are closed",
    protocols: { declining: { declines: "all" }, throwing: { factory: [throwing("no protocol")] } },
    peers: { first: receiver, second: receiver },
    phases: [{
      start: [
        connect("declined", "declining", { peer: "first" }), connect("thrown", "throwing", { peer: "second" }),
        callLater("witness", 20),
      ],
    }],
    ends: [when(peerEnd("first")), when(peerEnd("second")), when(entered("timedCall"))],
    expect: [
      occurs("a connection whose factory declined is closed", peerEnd("first")),
      occurs("a connection whose factory threw is closed", peerEnd("second")),
      never("a connection without a protocol has no notifications",
        { ev: "enter", cb: { $in: ["connectionMade", "connectionLost"] } }),
    ],
  }),
  scenario({
    id: "connect.made.throws",
    title: "an attempt whose connectionMade throws is rejected with what it threw",
    protocols: { client: { reactions: [on("connectionMade", throwing("not made"))] } },
    peers: { peer: receiver },
    phases: [{ start: [attempt("client", peer)] }],
    ends: [when(settled("client")), when(lost("client"))],
    expect: [
      occurs("an attempt whose connectionMade throws is rejected with that error",
        failed("client", { type: "ScenarioThrow", message: "not made" })),
    ],
  }),
  scenario({
    id: "connect.fast-peer",
    title: "a peer that has sent and closed before the reactor looks is heard",
    peers: { peer: listeningPeer(send(hello), step("close")) },
    phases: [{ start: [attempt("client", peer), callLater("busy", 0, { op: "spin", ms: 15 })] }],
    ends: [when(settled("client")), when(over("client"))],
    expect: [
      occurs("an attempt to a peer that closes at once is fulfilled", entered("connected", { connection: "client" })),
      occurs("what a peer sent that closes at once is delivered",
        lost("client", { reason: { kind: "done" }, ...received(hello) })),
    ],
  }),
  scenario({
    id: "connect.argument",
    title: "ports that nobody can listen at are refused at the call",
    phases: [{
      start: [...badPorts.map((port) => attempt(`port ${shown(port)}`, { port })), attempt("witness", closed)],
    }],
    ends: [when(settled("witness"))],
    expect: [
      ...badPorts.map((port) => occurs(`connect throws for the port ${shown(port)}`,
        returned("connect", { connection: `port ${shown(port)}`, threw: { $exists: true } }))),
      never("a call of connect that throws begins no attempt",
        { ev: "enter", cb: { $in: ["connected", "connectFailed"] }, connection: { $has: "port" } }),
    ],
  }),
  scenario({
    id: "connect.many",
    title: `of ${2 * PAIRS} attempts at once, half to nobody, each has its own outcome`,
    protocols: { server: {}, client: { reactions: [on("connectionMade", loseConnection())] } },
    phases: [{
      start: [listen("listener", "server", ...Array.from({ length: PAIRS }, (_, i) => [
        attempt(`open ${i}`, { listener: "listener" }), attempt(`closed ${i}`, closed),
      ]).flat())],
    }],
    ends: [when({ ev: "enter", cb: { $in: ["connected", "connectFailed"] } }, 2 * PAIRS)],
    expect: [
      occurs("each attempt to a listening address is fulfilled",
        entered("connected", { connection: { $has: "open" } }), PAIRS),
      occurs("each attempt to where nobody listens is refused",
        entered("connectFailed", { connection: { $has: "closed" }, error: { category: "refused" } }), PAIRS),
    ],
  }),
  scenario({
    id: "connect.timeout",
    title: "an attempt that stays unanswered fails when its timeout has passed, and calls no factory",
    checks: ["connect.timeout", "connect.timeout.not-early", "connect.factory.late"],
    phases: [{ start: [attempt("client", stalled, { timeout: 20 })] }],
    ends: [when(settled("client"))],
    expect: [
      occurs("an attempt that is pending when its timeout has passed fails as timed-out",
        failed("client", { category: "timed-out" })),
      of("connect.timeout.not-early", relation("an attempt does not fail before its timeout of 20 ms has passed",
        { event: entered("connectFailed"), field: "t" }, "at least",
        { event: called("connect"), field: "t", plus: 20 })),
      of("connect.factory.late", never(late, entered("factory"))),
    ],
  }),
  scenario({
    id: "connect.timeout.over",
    title: "a connection outlives the timeout of its attempt",
    protocols: { client: asking },
    peers: { peer: answering },
    phases: [{
      start: [attempt("client", peer, {
        timeout: 250, on: { connected: [callLater("later", 251, write(hello, "client"))] },
      })],
    }],
    ends: [when(over("client"))],
    expect: [
      premise(occurs("a loopback connects in less than 250 ms", entered("connected"))),
      never("a connection outlives the timeout of its attempt", lost("client", { received: { bytes: 0 } })),
    ],
  }),
  scenario({
    id: "connect.timeout.invalid",
    title: "timeouts that are no durations are refused at the call",
    phases: [{
      start: [
        ...badTimeouts.map((timeout) => attempt(`timeout ${shown(timeout)}`, closed, { timeout })),
        attempt("witness", closed),
      ],
    }],
    ends: [when(settled("witness"))],
    expect: [
      ...badTimeouts.map((timeout) => occurs(`connect throws for the timeout ${shown(timeout)}`,
        returned("connect", { connection: `timeout ${shown(timeout)}`, threw: { $exists: true } }))),
      never("a call of connect that throws begins no attempt",
        { ev: "enter", cb: { $in: ["connected", "connectFailed"] }, connection: { $has: "timeout" } }),
    ],
  }),
  scenario({
    id: "connect.cancel",
    title: "an attempt that is cancelled while it is unanswered fails, and calls no factory",
    phases: [{ start: [attempt("client", stalled, { timeout: 500 }), callLater("cancels", 2, cancel("client"))] }],
    ends: [when(settled("client"))],
    expect: [
      occurs("an attempt that is cancelled while it is pending fails as cancelled",
        failed("client", { category: "cancelled" })),
      never("an attempt that is cancelled calls no factory", entered("factory")),
    ],
  }),
  scenario({
    id: "connect.cancel.before",
    title: "an attempt whose signal is aborted already opens no connection: the peer sees the next one first",
    binding: "typescript",
    protocols: { client: { reactions: [on("connectionMade", write(hello), loseConnection())] } },
    peers: { peer: receiver },
    phases: [{
      start: [attempt("cancelled", peer, {
        cancelled: true, on: { connectFailed: [callLater("later", 2, attempt("next", peer))] },
      })],
    }],
    ends: [when(settled("cancelled")), when(peerEnd("peer"))],
    expect: [
      occurs("an attempt whose signal is aborted at the call fails as cancelled",
        failed("cancelled", { category: "cancelled" })),
      occurs("an attempt whose signal is aborted at the call opens no connection", peerEnd("peer", "clean", [hello])),
    ],
  }),
  scenario({
    id: "connect.cancel.in-factory",
    title: "an attempt that is cancelled in its own factory fails, and its connection is closed",
    protocols: { client: { factory: [cancel("client")], reactions: [on("connectionMade", abortConnection())] } },
    peers: { peer: receiver },
    phases: [{ start: [attempt("client", peer)] }],
    ends: [when(settled("client")), when(peerEnd("peer"))],
    expect: [
      occurs("an attempt that is cancelled in its factory fails as cancelled",
        failed("client", { category: "cancelled" })),
      never("a connection whose attempt was cancelled in the factory is not made", entered("connectionMade")),
      occurs("a connection whose attempt was cancelled in the factory is closed", peerEnd("peer")),
    ],
  }),
  scenario({
    id: "connect.cancel.after",
    title: "a connection outlives the cancelling of its attempt, once it is made",
    protocols: {
      client: {
        reactions: [on("connectionMade", cancel("client"), write(hello)), on("dataReceived", loseConnection())],
      },
    },
    peers: { peer: answering },
    phases: [{ start: [attempt("client", peer)] }],
    ends: [when(settled("client")), when(over("client"))],
    expect: [
      occurs("an attempt that is cancelled when the connection was made is fulfilled",
        entered("connected", { connection: "client" })),
      occurs("a connection that was made outlives the cancelling of its attempt",
        lost("client", { reason: { kind: "done" }, ...received(text("!")) })),
    ],
  }),
];
