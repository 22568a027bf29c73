import {
  abortConnection, atBytes, awaits, callLater, endWriting, entered, generated, KiB, left, listen, loseConnection, lost,
  mark, marked, MiB, never, occurs, on, peerEnd, peerTo, readBytes, returned, scenario, send, step, text, transport,
  when, write,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { PeerStep, Scenario } from "../language/scenario.js";
import { CONNECTION, oneConnection, serving } from "./serving.js";

/** More than the platform's buffers take in while the peer does not read. */
const LARGE = generated(8 * MiB, 3);

/** A peer that reads nothing before this has happened, and then everything. */
const readsAfter = (event: Pattern): readonly PeerStep[] =>
  [step("pause"), awaits(event), step("resume"), step("readEnd"), step("end")];

/** A peer that reads to the end, and ends its own side then. */
const readsAll: readonly PeerStep[] = [step("readEnd"), step("end")];

const threw = (op: string): Pattern => returned(op, { threw: { $exists: true } });

/** 32 MiB in all. */
const parts = Array.from({ length: 8 }, (_, i) => generated(4 * MiB, i));

const manyWrites = [
  ...Array.from({ length: 520 }, (_, i) => text(`${i} `)),
  generated(64 * KiB, 1),
  ...Array.from({ length: 520 }, (_, i) => text(`${520 + i} `)),
];

/** The scenarios of the chapter on transports: what is written. */
export const transportScenarios: readonly Scenario[] = [
  serving({
    id: "transport.write.order",
    title: "the bytes of 1041 writes of one callback arrive in the order of the writes",
    ...oneConnection(
      [on("connectionMade", ...manyWrites.map((data) => write(data)), loseConnection())],
      readsAll,
    ),
    ends: [when(peerEnd("peer"))],
    expect: [occurs("the bytes of several writes arrive in the order of the writes",
      peerEnd("peer", "clean", manyWrites))],
  }),
  serving({
    id: "transport.write.large",
    title: "8 MiB, and a byte written while they are pending, arrive whole at a peer that begins to read late",
    ...oneConnection(
      [on("connectionMade", write(LARGE), write(text(".")), loseConnection())],
      readsAfter(returned("loseConnection")),
    ),
    ends: [when(peerEnd("peer"))],
    expect: [occurs("every byte that write accepted arrives, and arrives once",
      peerEnd("peer", "clean", [LARGE, text(".")]))],
  }),
  serving({
    id: "transport.write.snapshot",
    title: "what is sent is what the array held at the call, though it is overwritten at once",
    binding: "typescript",
    ...oneConnection(
      [on("connectionMade",
        { op: "write", data: text("small"), thenOverwrite: true },
        { op: "write", data: LARGE, thenOverwrite: true },
        loseConnection())],
      readsAfter(returned("loseConnection")),
    ),
    ends: [when(peerEnd("peer"))],
    expect: [occurs("the bytes sent are those that the array held when write was called",
      peerEnd("peer", "clean", [text("small"), LARGE]))],
  }),
  serving({
    id: "transport.write.view",
    title: "of an array that is a view of a larger buffer, exactly the view is sent",
    binding: "typescript",
    ...oneConnection(
      [on("connectionMade",
        { op: "write", data: text("view"), asView: true },
        { op: "write", data: generated(100 * KiB, 5), asView: true },
        loseConnection())],
      readsAll,
    ),
    ends: [when(peerEnd("peer"))],
    expect: [occurs("of a view of a larger buffer, exactly the view is sent",
      peerEnd("peer", "clean", [text("view"), generated(100 * KiB, 5)]))],
  }),
  serving({
    id: "transport.write.empty",
    title: "writes of no bytes, before and after others, change nothing",
    ...oneConnection(
      [
        on("connectionMade", write(text("")), write(text("hello")), write(text(""))),
        atBytes(5, write(text("")), write(text(" again")), loseConnection()),
      ],
      [readBytes(5), send(text("reply")), ...readsAll],
    ),
    ends: [when(peerEnd("peer"))],
    expect: [
      occurs("a write of no bytes throws nothing", threw("write"), 0),
      occurs("a write of no bytes changes nothing", peerEnd("peer", "clean", [text("hello again")])),
    ],
  }),
  serving({
    id: "transport.write.type",
    title: "write refuses what is no Uint8Array, and the connection goes on",
    binding: "typescript",
    ...oneConnection(
      [on("connectionMade",
        ...(["string", "object", "null", "undefined", "NaN"] as const).map((odd): Operation => ({ op: "write", odd })),
        write(text("bytes")), loseConnection())],
      readsAll,
    ),
    ends: [when(peerEnd("peer"))],
    expect: [
      occurs("write throws a TypeError for what is no Uint8Array",
        returned("write", { threw: { classes: { $with: "TypeError" } } }), 5),
      occurs("nothing is sent of what write refused", peerEnd("peer", "clean", [text("bytes")])),
    ],
  }),
  serving({
    id: "transport.write.after-lose/flushed",
    title: "a write after loseConnection is ignored when nothing is pending",
    checks: ["transport.write.after-lose"],
    ...oneConnection([atBytes(2, loseConnection(), write(text("late")))], [send(text("go")), ...readsAll]),
    ends: [when(peerEnd("peer")), when(lost(CONNECTION))],
    expect: [
      occurs("a write after loseConnection throws nothing", threw("write"), 0),
      occurs("a write after loseConnection sends nothing", peerEnd("peer", "clean", [])),
    ],
  }),
  serving({
    id: "transport.write.after-lose/pending",
    title: "a write after loseConnection is ignored while earlier output is pending",
    checks: ["transport.write.after-lose"],
    ...oneConnection(
      [on("connectionMade", write(LARGE), loseConnection(), write(text("late")), mark("written"))],
      readsAfter(marked("written")),
    ),
    ends: [when(peerEnd("peer")), when(lost(CONNECTION))],
    expect: [
      occurs("a write after loseConnection throws nothing", threw("write"), 0),
      occurs("a write after loseConnection sends nothing", peerEnd("peer", "clean", [LARGE])),
    ],
  }),
  serving({
    id: "transport.write.after-end",
    title: "a write after endWriting is ignored, at once and when the peer has seen the end",
    ...oneConnection(
      [
        on("connectionMade", write(text("before")), endWriting(), write(text("late"))),
        atBytes(4, write(text("later")), abortConnection()),
      ],
      [step("readEnd"), send(text("more"))],
    ),
    ends: [when(peerEnd("peer")), when(lost(CONNECTION))],
    expect: [
      occurs("a write after endWriting throws nothing", threw("write"), 0),
      occurs("a write after endWriting sends nothing", peerEnd("peer", "clean", [text("before")])),
    ],
  }),
  scenario({
    id: "transport.write.over",
    title: "a write is ignored after abortConnection, in connectionLost and after it",
    protocols: {
      ended: {
        reactions: [on("connectionLost", write(text("late")), callLater("later", 1, write(text("later"), "ended#1")))],
      },
      aborted: { reactions: [atBytes(2, abortConnection(), write(text("late")))] },
    },
    peers: { ended: peerTo("ended", step("end")), aborted: peerTo("aborted", send(text("go"))) },
    phases: [{ start: [listen("ended", "ended"), listen("aborted", "aborted")] }],
    ends: [when(left("timedCall", { call: "later" })), when(lost("aborted#1"))],
    expect: [occurs("a write on a connection that is over throws nothing", threw("write"), 0)],
  }),
  serving({
    id: "transport.write.over/flushed",
    title: "writes in connectionLost, and later, are ignored when loseConnection has flushed 8 MiB",
    checks: ["transport.write.over"],
    ...oneConnection(
      [
        on("connectionMade", write(LARGE), loseConnection()),
        on("connectionLost", write(text("late")), callLater("later", 1, write(text("later"), CONNECTION))),
      ],
      readsAfter(returned("loseConnection")),
    ),
    ends: [when(left("timedCall", { call: "later" })), when(peerEnd("peer"))],
    expect: [
      occurs("a write on a connection that is over throws nothing", threw("write"), 0),
      occurs("a write on a connection that is over sends nothing", peerEnd("peer", "clean", [LARGE])),
    ],
  }),
  serving({
    id: "transport.write.peer-gone",
    title: "writing to a peer that has reset the connection throws nothing",
    ...oneConnection(
      [on("connectionLost", write(text("late"))), on("connectionMade", write(text("a")),
        callLater("spinning", 1, { op: "spin", ms: 5 }, write(text("b"), CONNECTION), write(text("c"), CONNECTION)),
        ...Array.from({ length: 8 }, (_, i) => callLater(`write ${i}`, 2 + i, write(generated(KiB), CONNECTION))))],
      [readBytes(1), step("reset")],
    ),
    ends: [when(left("connectionLost", { connection: CONNECTION })), when(left("timedCall", { call: "write 7" }))],
    expect: [
      occurs("write throws nothing though the peer is gone", threw("write"), 0),
      never("write throws nothing in connectionLost though the peer is gone", threw("write"),
        { after: lost(CONNECTION), before: left("connectionLost", { connection: CONNECTION }) }),
      occurs("a connection whose peer is gone is lost", lost(CONNECTION), 1),
    ],
  }),
  scenario({
    id: "transport.write.elsewhere",
    title: "one connection is written to in its own callback, in another's callbacks and in a timed call",
    protocols: {
      right: { reactions: [on("connectionMade", write(text("1")))] },
      left: {
        reactions: [
          atBytes(1, write(text("2"), "right#1"), loseConnection()),
          on("connectionLost", write(text("3"), "right#1"),
            callLater("last", 1, write(text("4"), "right#1"), loseConnection("right#1"))),
        ],
      },
    },
    peers: {
      right: peerTo("right", ...readsAll),
      left: {
        ...peerTo("left", send(text("x")), ...readsAll),
        when: entered("connectionMade", { connection: "right#1" }),
      },
    },
    phases: [{ start: [listen("left", "left", listen("right", "right"))] }],
    ends: [when(peerEnd("right"))],
    expect: [occurs("a write has its effect in whichever callback it is made",
      peerEnd("right", "clean", [text("1234")]))],
  }),
  serving({
    id: "transport.write.no-wait",
    title: "32 MiB are written at once to a peer that begins to read when all that is done",
    ...oneConnection(
      [on("connectionMade", ...parts.map((part) => write(part)), loseConnection())],
      readsAfter(left("connectionMade")),
    ),
    ends: [when(peerEnd("peer"))],
    expect: [
      occurs("write throws nothing though much is unsent", threw("write"), 0),
      occurs("everything that is written to a peer that does not read is accepted", peerEnd("peer", "clean", parts)),
    ],
  }),
  serving({
    id: "transport.write.stalled-reads",
    title: "input is delivered while 8 MiB of output wait for a peer that does not read",
    ...oneConnection(
      [on("connectionMade", write(LARGE))],
      [step("pause"), awaits(returned("write")), send(text("ping"))],
    ),
    ends: [when(entered("dataReceived", { connection: CONNECTION, total: 4 }))],
    expect: [occurs("input is delivered while the output is stalled",
      entered("dataReceived", { connection: CONNECTION, total: 4 }))],
  }),
  serving({
    id: "transport.write.stalled-reads/held-up",
    title: "input is delivered after pauseWriting was called, while 8 MiB of output wait for a peer that does not read",
    ...oneConnection(
      [on("connectionMade", write(LARGE)), on("pauseWriting")],
      [step("pause"), awaits(left("pauseWriting")), send(text("ping"))],
    ),
    ends: [when(entered("dataReceived", { connection: CONNECTION, total: 4 }))],
    expect: [occurs("input is delivered while the output is stalled, and the protocol knows it",
      entered("dataReceived", { connection: CONNECTION, total: 4 }))],
  }),
  serving({
    id: "transport.pending",
    title: "pendingBytes counts what the platform has not taken, and falls to 0 when the peer has read it all",
    ...oneConnection(
      [
        on("connectionMade", write(LARGE), transport("inspectTransport")),
        atBytes(1, transport("inspectTransport"), mark("stalled")),
        atBytes(2, callLater("flushed", 1, transport("inspectTransport", CONNECTION), loseConnection(CONNECTION))),
      ],
      [
        step("pause"), awaits(returned("inspectTransport")), send(text("1")),
        awaits(marked("stalled")), step("resume"), readBytes(8 * MiB), send(text("2")), ...readsAll,
      ],
    ),
    ends: [when(lost(CONNECTION))],
    expect: [
      occurs("pendingBytes counts the bytes that the platform has not taken", pending({ $gte: 1 }), 2),
      occurs("pendingBytes counts no byte that write did not accept", pending({ $gte: 8 * MiB + 1 }), 0),
      occurs("pendingBytes is 0 once the platform has taken everything", pending(0), 1),
    ],
  }),
  serving({
    id: "transport.pending/many",
    title: "pendingBytes counts all of many writes of a callback",
    checks: ["transport.pending"],
    ...oneConnection(
      [on("connectionMade", ...parts.map((part) => write(part)), transport("inspectTransport"), abortConnection())],
      [step("pause")],
    ),
    ends: [when(lost(CONNECTION))],
    expect: [occurs("pendingBytes counts what each write of a callback leaves unsent", pending({ $gte: 8 * MiB }), 1)],
  }),
  serving({
    id: "transport.pending/over",
    title: "pendingBytes is 0 as soon as the connection is over",
    ...oneConnection(
      [
        on("connectionMade", write(LARGE), abortConnection(), transport("inspectTransport")),
        on("connectionLost", transport("inspectTransport")),
      ],
      [step("pause")],
    ),
    ends: [when(left("connectionLost", { connection: CONNECTION }))],
    expect: [occurs("pendingBytes is 0 once the connection is over", pending(0), 2)],
  }),
];

function pending(pendingBytes: Pattern | number): Pattern {
  return returned("inspectTransport", { value: { pendingBytes } });
}
