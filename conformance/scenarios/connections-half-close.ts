import {
  awaits, callLater, entered, generated, KiB, loseConnection, lost, mark, marked, MiB, never, occurs, on, peerEnd,
  peerReported, peerTo, received, report, send, step, text, when, write,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Scenario } from "../language/scenario.js";
import { serving, witness } from "./serving.js";

const spin: Operation = { op: "spin", ms: 5 };

const aware: readonly Scenario[] = [
  serving({
    id: "connection.eof.notified",
    title: "the peer's end is notified once, behind the bytes that came with it",
    protocol: {
      factory: [spin],
      reactions: [{ ...on("eofReceived", callLater("close", 2, loseConnection("server#1"))), nth: 1 }],
    },
    peers: { peer: peerTo("server", send(text("last words")), step("end")), witness: witness(entered("eofReceived")) },
    ends: [when(lost("server#1")), when(lost("server#2"))],
    expect: [
      occurs("eofReceived is called once", entered("eofReceived", { connection: "server#1" }), 1),
      occurs("eofReceived comes after all that the peer sent",
        entered("eofReceived", { connection: "server#1", ...received(text("last words")) })),
    ],
  }),
  serving({
    id: "connection.eof.aware",
    title: "a protocol that has eofReceived answers after the peer's end",
    protocol: {
      reactions: [on("eofReceived",
        callLater("answer", 5, write(generated(64 * KiB, 1), "server#1"), loseConnection("server#1")))],
    },
    peers: { peer: peerTo("server", send(text("question")), step("end")) },
    ends: [when(peerEnd("peer")), when(lost("server#1"))],
    expect: [
      never("a connection is not over before its protocol, which has eofReceived, closes it",
        lost("server#1"), { before: entered("timedCall", { call: "answer" }) }),
      occurs("what is written after the peer's end arrives", peerEnd("peer", "clean", [generated(64 * KiB, 1)])),
    ],
  }),
];

const resetAfterEnd: readonly Scenario[] = [
  serving({
    id: "connection.eof.reset",
    title: "a peer ends its sending, then resets the connection, and is written to",
    protocol: {
      reactions: [
        { ...on("eofReceived"), nth: 1 },
        { ...on("connectionLost", write(text("anybody there?"), "server#1")), nth: 2 },
      ],
    },
    peers: {
      peer: peerTo("server", step("end"), awaits(entered("eofReceived")), step("reset"), report("gone")),
      witness: witness(peerReported("peer", "gone")),
    },
    ends: [when(lost("server#1"))],
    expect: [occurs("a connection that its peer reset after the end is lost at the latest when it is written to",
      lost("server#1", { reason: { kind: "lost" } }), 1)],
  }),
];

const unaware: readonly Scenario[] = [
  serving({
    id: "connection.eof.unaware",
    title: "a protocol that has no eofReceived is closed by the peer's end",
    protocol: {},
    peers: { peer: peerTo("server", step("end")) },
    ends: [when(peerEnd("peer")), when(lost("server#1"))],
    expect: [occurs("a connection whose protocol has no eofReceived is closed when the peer ends",
      lost("server#1", { reason: { kind: "done" } }))],
  }),
  serving({
    id: "connection.eof.unaware/pending",
    title: "output that is pending at the peer's end is delivered first",
    protocol: {
      reactions: [on("connectionMade", write(generated(8 * MiB, 2)), callLater("witness", 5, mark("waited")))],
    },
    peers: { peer: peerTo("server", step("pause"), step("end"), awaits(marked("waited")), step("resume")) },
    ends: [when(peerEnd("peer")), when(lost("server#1"))],
    expect: [
      occurs("output that was pending at the peer's end is delivered",
        peerEnd("peer", "clean", [generated(8 * MiB, 2)])),
      occurs("a connection that was flushed and closed at the peer's end is lost as done",
        lost("server#1", { reason: { kind: "done" } })),
    ],
  }),
];

/** The scenarios of the chapter on connections: the peer ends its sending. */
export const halfCloseScenarios: readonly Scenario[] = [...aware, ...resetAfterEnd, ...unaware];
