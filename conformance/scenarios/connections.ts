import {
  abortConnection, atBytes, awaits, callLater, connect, endWriting, entered, generated, KiB, left, listeningPeer,
  loseConnection, lost, mark, marked, never, occurs, on, order, peerEnd, peerTo, readBytes, received, scenario, send,
  step, text, throwing, when, write,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Expectation, Scenario } from "../language/scenario.js";
import { serving, witness } from "./serving.js";

/** Keeps a factory busy, so that what the peer sends meanwhile is there before connectionMade. */
const spin: Operation = { op: "spin", ms: 5 };
const echo: Operation = { op: "echo" };

const once = (cb: string, says: string): Expectation => occurs(says, entered(cb, { connection: "server#1" }), 1);

const made: readonly Scenario[] = [
  serving({
    id: "connection.made.first",
    title: "a peer that sends at once does not get ahead of connectionMade",
    protocol: {},
    peers: { peer: peerTo("server", send(text("first")), step("end")) },
    ends: [when(lost("server#1"))],
    expect: [order("connectionMade comes before the first dataReceived",
      entered("connectionMade", { connection: "server#1" }), entered("dataReceived", { connection: "server#1" }))],
  }),
  scenario({
    id: "connection.made.first/connect",
    title: "nor does a peer that was connected to",
    protocols: { client: {} },
    peers: { peer: listeningPeer(send(text("first")), step("end")) },
    phases: [{ start: [connect("client", "client", { peer: "peer" })] }],
    ends: [when(lost("client"))],
    expect: [order("connectionMade comes before the first dataReceived",
      entered("connectionMade", { connection: "client" }), entered("dataReceived", { connection: "client" }))],
  }),
  serving({
    id: "connection.made.once",
    title: "a connection is made once, whatever happens on it",
    protocol: { reactions: [on("dataReceived", echo)] },
    peers: { peer: peerTo("server", send(text("one")), readBytes(3), send(text("two")), readBytes(6), step("end")) },
    ends: [when(lost("server#1"))],
    expect: [once("connectionMade", "connectionMade is called once")],
  }),
  scenario({
    id: "connection.made.once/connect",
    title: "a connection that was asked for is made once",
    protocols: { client: {} },
    peers: { peer: listeningPeer(awaits(entered("connected")), send(text("one")), step("end")) },
    phases: [{ start: [connect("client", "client", { peer: "peer" })] }],
    ends: [when(lost("client"))],
    expect: [occurs("connectionMade is called once", entered("connectionMade", { connection: "client" }), 1)],
  }),
  serving({
    id: "connection.made.usable",
    title: "what is written inside connectionMade arrives",
    protocol: { reactions: [on("connectionMade", write(text("welcome"))), on("dataReceived", loseConnection())] },
    peers: { peer: peerTo("server", readBytes(7), send(text("bye")), step("end")) },
    ends: [when(peerEnd("peer"))],
    expect: [occurs("bytes written inside connectionMade are sent", peerEnd("peer", "clean", [text("welcome")]))],
  }),
  serving({
    id: "connection.made.early-data",
    title: "bytes that arrive while the factory runs are delivered behind connectionMade",
    protocol: { factory: [spin] },
    peers: { peer: peerTo("server", send(text("early")), awaits(entered("connectionMade")), step("end")) },
    ends: [when(lost("server#1"))],
    expect: [occurs("bytes that came before connectionMade are delivered after it",
      lost("server#1", received(text("early"))))],
  }),
  scenario({
    id: "connection.made.early-data/connect",
    title: "bytes that arrive while the factory of an attempt runs are delivered behind connectionMade",
    protocols: { client: { factory: [spin] } },
    peers: { peer: listeningPeer(send(text("early")), awaits(entered("connectionMade")), step("end")) },
    phases: [{ start: [connect("client", "client", { peer: "peer" })] }],
    ends: [when(lost("client"))],
    expect: [
      occurs("bytes that came before connectionMade are delivered after it, to a connection that was asked for",
        lost("client", received(text("early")))),
    ],
  }),
];

const data: readonly Scenario[] = [
  serving({
    id: "connection.data.whole",
    title: "256 KiB arrive as they were sent",
    protocol: { quiet: true },
    peers: { peer: peerTo("server", send(generated(256 * KiB, 5)), step("end")) },
    ends: [when(lost("server#1"))],
    expect: [occurs("the chunks make up what the peer sent, byte for byte",
      lost("server#1", received(generated(256 * KiB, 5))))],
  }),
  serving({
    id: "connection.data.non-empty",
    title: "neither a pause in the peer's sending nor its end makes an empty chunk",
    protocol: { reactions: [on("dataReceived", echo)] },
    peers: { peer: peerTo("server", send(text("one")), readBytes(3), send(text("two")), readBytes(6), step("end")) },
    ends: [when(lost("server#1"))],
    expect: [never("dataReceived is not called with an empty chunk", entered("dataReceived", { bytes: 0 }))],
  }),
  serving({
    id: "connection.data.owned",
    title: "a chunk that is kept still holds its bytes when others have come after it",
    protocol: { retains: true, reactions: [atBytes(3, write(text("more"))), atBytes(6, write(text("more")))] },
    peers: {
      peer: peerTo("server",
        send(text("one")), readBytes(4), send(text("two")), readBytes(8), send(text("three")), step("end")),
    },
    ends: [when(lost("server#1"))],
    expect: [occurs("a chunk that was delivered is not changed any more",
      lost("server#1", { retained: received(text("onetwothree"))["received"] ?? null }))],
  }),
  serving({
    id: "connection.data.owned/many",
    title: "256 KiB that are kept in many chunks still hold what was sent",
    protocol: { retains: true },
    peers: { peer: peerTo("server", send(generated(256 * KiB, 6)), step("end")) },
    ends: [when(lost("server#1"))],
    expect: [occurs("a chunk that was delivered is not changed any more",
      lost("server#1", { retained: received(generated(256 * KiB, 6))["received"] ?? null }))],
  }),
  serving({
    id: "connection.data.type",
    title: "a chunk is a Uint8Array, not of a class derived from it",
    binding: "typescript",
    protocol: {},
    peers: { peer: peerTo("server", send(text("plain")), step("end")) },
    ends: [when(lost("server#1"))],
    expect: [
      occurs("a chunk is a plain Uint8Array", entered("dataReceived", { type: "Uint8Array" })),
      never("a chunk is of no other class than Uint8Array", entered("dataReceived", { type: { $not: "Uint8Array" } })),
    ],
  }),
  serving({
    id: "connection.data.type/large",
    title: "large chunks are Uint8Arrays, too",
    binding: "typescript",
    protocol: {},
    peers: { peer: peerTo("server", send(generated(256 * KiB, 7)), step("end")) },
    ends: [when(lost("server#1"))],
    expect: [
      never("a large chunk is of no other class than Uint8Array",
        entered("dataReceived", { type: { $not: "Uint8Array" } })),
    ],
  }),
];

const isLost = once("connectionLost", "connectionLost is called once the connection is over");

const over: readonly Scenario[] = [
  serving({
    id: "connection.lost.once",
    title: "connectionLost is called once, though both sides close",
    protocol: { reactions: [atBytes(1, loseConnection())] },
    peers: { peer: peerTo("server", send(text("x")), step("end")), witness: witness(lost("server#1")) },
    ends: [when(lost("server#2"))],
    expect: [once("connectionLost", "connectionLost is called once")],
  }),
  serving({
    id: "connection.lost.once/closed-again",
    title: "connectionLost is called once, though the connection is closed in it, and later",
    protocol: {
      reactions: [
        { ...on("connectionLost", loseConnection(), abortConnection(),
          callLater("later", 1, abortConnection("server#1"), loseConnection("server#1"))), nth: 1 },
      ],
    },
    peers: { peer: peerTo("server", step("end")), witness: witness(left("timedCall", { call: "later" })) },
    ends: [when(lost("server#2"))],
    expect: [once("connectionLost", "connectionLost is called once, though the connection is closed again")],
  }),
  serving({
    id: "connection.lost.always/peer-ends",
    title: "connectionLost comes when the peer has ended its sending",
    protocol: {},
    peers: { peer: peerTo("server", step("end")) },
    ends: [when(lost("server#1"))],
    expect: [isLost],
  }),
  serving({
    id: "connection.lost.always/peer-resets",
    title: "connectionLost comes when the peer has cut the connection",
    protocol: { reactions: [on("dataReceived", echo)] },
    peers: { peer: peerTo("server", send(text("x")), readBytes(1), step("reset")) },
    ends: [when(lost("server#1"))],
    expect: [isLost],
  }),
  serving({
    id: "connection.lost.always/lose",
    title: "connectionLost comes after loseConnection",
    protocol: { reactions: [on("dataReceived", loseConnection())] },
    peers: { peer: peerTo("server", send(text("x")), step("readEnd"), step("end")) },
    ends: [when(lost("server#1"))],
    expect: [isLost],
  }),
  serving({
    id: "connection.lost.always/abort",
    title: "connectionLost comes after abortConnection",
    protocol: { reactions: [on("dataReceived", abortConnection())] },
    peers: { peer: peerTo("server", send(text("x"))) },
    ends: [when(lost("server#1"))],
    expect: [isLost],
  }),
  serving({
    id: "connection.lost.always/throw",
    title: "connectionLost comes after a notification that threw",
    protocol: { reactions: [on("dataReceived", throwing("thrown on data"))] },
    peers: { peer: peerTo("server", send(text("x"))) },
    ends: [when(lost("server#1"))],
    expect: [isLost],
  }),
  serving({
    id: "connection.lost.last",
    title: "a connection that was aborted in the middle of its data is told nothing after connectionLost",
    protocol: {
      reactions: [{ ...atBytes(1, abortConnection()), nth: 1 }, on("eofReceived", loseConnection())],
    },
    peers: { peer: peerTo("server", send(generated(64 * KiB)), step("end")), witness: witness(lost("server#1")) },
    ends: [when(lost("server#2"))],
    expect: ["connectionMade", "dataReceived", "eofReceived"].map((callback) =>
      never("no notification follows connectionLost",
        entered(callback, { connection: "server#1" }), { after: lost("server#1") })),
  }),
  serving({
    id: "connection.lost.after-data",
    title: "bytes that arrive together with the peer's end are delivered",
    protocol: { factory: [spin] },
    peers: { peer: peerTo("server", send(text("last words")), step("end")) },
    ends: [when(lost("server#1"))],
    expect: [occurs("all that the peer sent before its end is delivered before connectionLost",
      lost("server#1", received(text("last words"))))],
  }),
  serving({
    id: "connection.lost.after-data/ended",
    title: "bytes that arrive together with the peer's end are delivered to a connection that has ended its sending",
    protocol: { reactions: [on("connectionMade", endWriting()), on("eofReceived", loseConnection())] },
    peers: { peer: peerTo("server", step("readEnd"), send(generated(64 * KiB, 8)), step("end")) },
    ends: [when(lost("server#1"))],
    expect: [occurs("all that the peer sent before its end is delivered, though this side had ended its sending",
      lost("server#1", received(generated(64 * KiB, 8))))],
  }),
];

const closedInMade = (id: string, how: Operation): Scenario => serving({
  id,
  title: `${how.op} inside connectionMade leaves nothing to come but connectionLost`,
  protocol: {
    factory: [spin], reactions: [{ ...on("connectionMade", how), nth: 1 }, on("eofReceived", loseConnection())],
  },
  peers: { peer: peerTo("server", send(text("early")), step("end")), witness: witness(lost("server#1")) },
  ends: [when(lost("server#2"))],
  expect: [
    order("connectionMade is followed by connectionLost",
      entered("connectionMade", { connection: "server#1" }), lost("server#1")),
    never("dataReceived does not come once the connection was closed inside connectionMade",
      entered("dataReceived", { connection: "server#1" })),
    never("eofReceived does not come once the connection was closed inside connectionMade",
      entered("eofReceived", { connection: "server#1" })),
  ],
});

const bare: readonly Scenario[] = [
  serving({
    id: "connection.methods.optional",
    title: "a protocol without any method is served in silence",
    binding: "typescript",
    protocol: { bare: true },
    peers: { peer: peerTo("server", send(text("anybody there?")), step("end")), witness: witness(peerEnd("peer")) },
    ends: [when(peerEnd("peer")), when(peerEnd("witness"))],
    expect: [
      occurs("a connection whose protocol has no methods ends in order", peerEnd("peer", "clean")),
      never("a notification that the protocol has no method for is no error", entered("errorHook")),
    ],
  }),
  serving({
    id: "connection.methods.optional/one",
    title: "a protocol with the method dataReceived alone is notified of data",
    binding: "typescript",
    protocol: { bare: true, reactions: [on("dataReceived", mark("notified"))] },
    peers: { peer: peerTo("server", send(text("hello")), step("end")) },
    ends: [when(peerEnd("peer"))],
    expect: [
      occurs("the method that the protocol has is called", marked("notified")),
      occurs("a connection whose protocol has one method ends in order", peerEnd("peer", "clean")),
    ],
  }),
];

/** The scenarios of the chapter on connections: what is notified, and in which order. */
export const connectionScenarios: readonly Scenario[] = [
  ...made, ...data, ...over,
  closedInMade("connection.close.in-made/lose", loseConnection()),
  closedInMade("connection.close.in-made/abort", abortConnection()),
  ...bare,
];
