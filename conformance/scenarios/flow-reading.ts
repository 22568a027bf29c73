import {
  abortConnection, atBytes, awaits, called, callLater, connect, endWriting, entered, generated, KiB, left, listen,
  listeningPeer, loseConnection, lost, mark, marked, MiB, occurs, on, order, pauseReading, peerEnd, peerReported,
  peerTo, readBytes, received, report, resumeReading, returned, scenario, send, setWatermarks, step, text, when, write,
} from "../language/build.js";
import type { Data } from "../language/data.js";
import type { Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { PeerScript, PeerStep, Reaction, Scenario } from "../language/scenario.js";
import { CONNECTION, oneConnection, serving, witness, type ServingSource } from "./serving.js";

const paused = called("pauseReading");
const gone = peerReported("peer", "gone");
const data = (connection: string): Pattern => entered("dataReceived", { connection });

const threw: Pattern = {
  ev: "return", op: { $in: ["pauseReading", "resumeReading", "setWatermarks"] }, threw: { $exists: true },
};

const first = (reaction: Reaction): Reaction => ({ ...reaction, nth: 1 });

/**
 * The first connection does `operations` when it is made, and its peer this script. When `event` has occurred a witness
 * comes; when that is lost, which shows that the subject had its time, `then` is done.
 */
function witnessed(
  operations: readonly Operation[],
  script: readonly PeerStep[],
  event: Pattern,
  then: readonly Operation[],
  more: readonly Reaction[] = [],
): Pick<ServingSource, "protocol" | "peers"> {
  const reactions: readonly Reaction[] = [
    first(on("connectionMade", ...operations)), ...more.map(first), { ...on("connectionLost", ...then), nth: 2 },
  ];
  return { protocol: { reactions }, peers: { peer: peerTo("server", ...script), witness: witness(event) } };
}

/** At some bytes reading is paused, for no time, for one turn or for a few milliseconds, in many ways. */
const interruptions: readonly Reaction[] = Array.from({ length: 60 }, (_, i) => atBytes(
  1 + i * 32 * KiB,
  ...(i % 5 === 0 ? [pauseReading(), resumeReading()] : []),
  pauseReading(),
  callLater(`resume ${i}`, i % 3, resumeReading(CONNECTION)),
));

const resumed = on("connectionMade", resumeReading(), resumeReading(), pauseReading(), pauseReading(),
  callLater("resume", 5, resumeReading(CONNECTION)));

const sendsAndResets = (data: Data): PeerScript =>
  peerTo("server", readBytes(1), send(data), step("reset"), report("gone"));

/** The scenarios of the chapter on flow control: receiving. */
export const flowReadingScenarios: readonly Scenario[] = [
  serving({
    id: "flow.read.pause",
    title: "a MiB arrives, and reading is paused at its first chunk",
    protocol: { reactions: [first(atBytes(1, pauseReading()))] },
    peers: { peer: peerTo("server", send(generated(MiB))), witness: witness(paused) },
    ends: [when(lost("server#2"))],
    expect: [occurs("nothing is delivered once reading is paused", data(CONNECTION), 1)],
  }),
  serving({
    id: "flow.read.pause/end",
    title: "a peer ends its sending while reading is paused of a connection that handles the peer's end",
    ...witnessed([], [send(text("x")), awaits(paused), step("end"), report("gone")], gone, [],
      [atBytes(1, pauseReading()), on("eofReceived", loseConnection())]),
    ends: [when(lost("server#2"))],
    expect: [occurs("the peer's end is not told while reading is paused",
      entered("eofReceived", { connection: CONNECTION }), 0)],
  }),
  scenario({
    id: "flow.read.pause/elsewhere",
    title: "of two connections that have received something, the first that is told of it pauses the other",
    checks: ["flow.read.pause"],
    protocols: {
      server: {
        reactions: [
          { ...on("connectionMade", callLater("spinning", 1, { op: "spin", ms: 5 }, mark("spun"))), nth: 2 },
          { ...atBytes(1, pauseReading("server#2")), nth: 1 },
          { ...atBytes(1, pauseReading("server#1")), nth: 2 },
        ],
      },
    },
    peers: {
      peer: {
        ...peerTo("server", awaits(entered("timedCall", { call: "spinning" })), send(text("x"))), count: 2,
      },
      witness: witness(paused),
    },
    phases: [{ start: [listen("server", "server")] }],
    ends: [when(lost("server#3"))],
    expect: [occurs("a connection that another one pauses is delivered nothing",
      entered("dataReceived", { connection: { $in: ["server#1", "server#2"] } }), 1)],
  }),
  serving({
    id: "flow.read.pause.in-made",
    title: "reading is paused in connectionMade, of a peer that talks first",
    ...witnessed([pauseReading()], [send(generated(64 * KiB))], paused, []),
    ends: [when(lost("server#2"))],
    expect: [occurs("what is paused in connectionMade is delivered nothing", data(CONNECTION), 0)],
  }),
  scenario({
    id: "flow.read.pause.in-made/opened",
    title: "reading of a connection that was asked for is paused in connectionMade",
    checks: ["flow.read.pause.in-made"],
    protocols: { client: { reactions: [on("connectionMade", pauseReading())] } },
    peers: {
      peer: listeningPeer(send(generated(64 * KiB)), report("sent")),
      witness: witness(peerReported("peer", "sent")),
    },
    phases: [{ start: [listen("server", "server", connect("client", "client", { peer: "peer" }))] }],
    ends: [when(lost(CONNECTION)), when(left("connectionMade", { connection: "client" }))],
    expect: [occurs("what is paused in connectionMade is delivered nothing", data("client"), 0)],
  }),
  serving({
    id: "flow.read.resume",
    title: "16 KiB that arrived while reading was paused are delivered when it is resumed, though the peer is silent",
    ...witnessed([pauseReading()], [send(generated(16 * KiB)), report("gone")], gone, [resumeReading(CONNECTION)]),
    ends: [when(entered("dataReceived", { connection: CONNECTION, total: 16 * KiB }))],
    expect: [occurs("what came while reading was paused is delivered when it is resumed",
      entered("dataReceived", { connection: CONNECTION, total: 16 * KiB }))],
  }),
  serving({
    id: "flow.read.resume/again",
    title: "reading is paused and resumed twice, of a peer that is silent meanwhile",
    ...witnessed([pauseReading()], [send(text("1")), awaits(marked("paused again")), send(text("2")), report("gone")],
      gone, [resumeReading(CONNECTION)],
      [
        on("connectionMade", callLater("resume", 1, resumeReading(CONNECTION))),
        atBytes(1, pauseReading(), mark("paused again")),
      ]),
    ends: [when(entered("dataReceived", { connection: CONNECTION, total: 2 }))],
    expect: [occurs("what came while reading was paused for the second time is delivered when it is resumed",
      entered("dataReceived", { connection: CONNECTION, total: 2 }))],
  }),
  serving({
    id: "execution.flow.returns-first",
    title: "pauseReading and resumeReading return before the input that waits is delivered",
    ...witnessed([pauseReading()], [send(generated(64 * KiB)), report("gone")], gone,
      [resumeReading(CONNECTION), pauseReading(CONNECTION), resumeReading(CONNECTION)]),
    ends: [when(entered("dataReceived", { connection: CONNECTION, total: 64 * KiB }))],
    expect: [order("resumeReading returns before what waits is delivered",
      returned("resumeReading"), data(CONNECTION))],
  }),
  serving({
    id: "flow.read.whole",
    title: "two MiB are delivered in order, with a pause at each 32 KiB",
    ...oneConnection(interruptions, [send(generated(2 * MiB, 3)), step("end")]),
    ends: [when(lost(CONNECTION))],
    expect: [occurs("every byte is delivered once and in order, however often reading is paused",
      lost(CONNECTION, received(generated(2 * MiB, 3))))],
  }),
  serving({
    id: "flow.read.idempotent",
    title: "reading is resumed twice and paused twice in connectionMade, and resumed once later",
    ...oneConnection([resumed], [send(generated(64 * KiB))]),
    ends: [when(entered("dataReceived", { connection: CONNECTION, total: 64 * KiB }))],
    expect: [
      occurs("pausing or resuming again throws nothing", threw, 0),
      occurs("one resumeReading is enough after several calls of pauseReading",
        entered("dataReceived", { connection: CONNECTION, total: 64 * KiB })),
    ],
  }),
  serving({
    id: "flow.read.back-pressure",
    title: "of 16 MiB sent to a connection that is paused some stay with the peer, while another one receives 20 MiB",
    protocol: {
      quiet: true,
      reactions: [
        first(on("connectionMade", pauseReading(), write(text("x")))),
        ...Array.from({ length: 20 }, (_, i) => ({ ...atBytes((i + 1) * MiB, mark(`served ${i + 1} MiB`)), nth: 2 })),
      ],
    },
    peers: {
      held: peerTo("server", send(generated(16 * MiB)), awaits(marked("served 20 MiB")), report("held")),
      other: { ...peerTo("server", send(generated(20 * MiB))), when: paused },
    },
    ends: [when(peerReported("held", "held"))],
    expect: [occurs("a peer that goes on sending while reading is paused comes to a halt",
      peerReported("held", "held", { $gte: 1 }))],
  }),
  serving({
    id: "flow.read.end",
    title: "a peer sends and ends while reading is paused: the connection closes when it is resumed, behind the data",
    ...witnessed([pauseReading()], [send(text("last words")), step("end"), report("gone")], gone,
      [resumeReading(CONNECTION)]),
    ends: [when(lost(CONNECTION))],
    expect: [
      order("the peer's end has its effect when reading is resumed, and behind the data",
        called("resumeReading"), data(CONNECTION), lost(CONNECTION)),
      occurs("every byte before the peer's end is delivered", lost(CONNECTION, received(text("last words")))),
    ],
  }),
  serving({
    id: "flow.read.end/alone",
    title: "a peer that has sent nothing ends while reading is paused",
    checks: ["flow.read.end"],
    ...witnessed([pauseReading()], [step("end"), report("gone")], gone, [resumeReading(CONNECTION)]),
    ends: [when(lost(CONNECTION))],
    expect: [order("the peer's end has its effect when reading is resumed", called("resumeReading"), lost(CONNECTION))],
  }),
  serving({
    id: "flow.read.end/aware",
    title: "eofReceived is called when reading is resumed, behind the data that came while it was paused",
    checks: ["flow.read.end"],
    ...witnessed([pauseReading()], [send(generated(256 * KiB)), step("end"), report("gone")], gone,
      [resumeReading(CONNECTION)], [on("eofReceived", loseConnection())]),
    ends: [when(lost(CONNECTION))],
    expect: [occurs("eofReceived is called behind every byte that the peer sent",
      entered("eofReceived", { connection: CONNECTION, ...received(generated(256 * KiB)) }), 1)],
  }),
  serving({
    id: "flow.read.reset",
    title: "a peer resets the connection while reading is paused, and it is resumed",
    ...witnessed([pauseReading(), write(text("x"))],
      [readBytes(1), send(text("some data")), step("reset"), report("gone")], gone, [resumeReading(CONNECTION)]),
    ends: [when(lost(CONNECTION))],
    expect: [occurs("a connection that was reset while it was paused is lost once it is resumed",
      lost(CONNECTION, { reason: { kind: "lost" } }), 1)],
  }),
  serving({
    id: "flow.read.reset/write",
    title: "a peer resets the connection while reading is paused, and something is written",
    checks: ["flow.read.reset"],
    ...witnessed([pauseReading(), write(text("x"))],
      [readBytes(1), send(text("some data")), step("reset"), report("gone")], gone, [write(text("y"), CONNECTION)]),
    ends: [when(lost(CONNECTION))],
    expect: [occurs("a connection that was reset while it was paused is lost once something is written",
      lost(CONNECTION, { reason: { kind: "lost" } }), 1)],
  }),
  serving({
    id: "flow.read.writes",
    title: "256 KiB and an end are sent while reading is paused, to a peer that sends, too",
    ...oneConnection(
      [on("connectionMade", pauseReading(), write(generated(256 * KiB)), endWriting())],
      [send(generated(64 * KiB)), step("readEnd")],
    ),
    ends: [when(peerEnd("peer"))],
    expect: [occurs("what is written while reading is paused arrives",
      peerEnd("peer", "clean", [generated(256 * KiB)]))],
  }),
  serving({
    id: "flow.read.lose",
    title: "5 MiB written before loseConnection arrive, though reading is paused and the peer goes on sending",
    ...oneConnection(
      [on("connectionMade", pauseReading(), write(generated(5 * MiB, 9)), loseConnection())],
      [
        step("pause"), send(generated(MiB)), awaits(returned("loseConnection")), send(generated(MiB)),
        step("resume"), readBytes(MiB), send(generated(64 * KiB)), step("readEnd"), step("end"),
      ],
    ),
    ends: [when(peerEnd("peer")), when(lost(CONNECTION))],
    expect: [
      occurs("loseConnection closes a connection whose reading is paused", lost(CONNECTION), 1),
      occurs("everything written before loseConnection arrives though reading is paused",
        peerEnd("peer", "clean", [generated(5 * MiB, 9)])),
    ],
  }),
  serving({
    id: "flow.read.abort",
    title: "a connection whose reading is paused is aborted in a timed call",
    ...oneConnection(
      [on("connectionMade", pauseReading(), callLater("abort", 1, abortConnection(CONNECTION)))],
      [send(generated(64 * KiB))],
    ),
    ends: [when(lost(CONNECTION)), when(peerEnd("peer"))],
    expect: [occurs("abortConnection ends a connection whose reading is paused", lost(CONNECTION), 1)],
  }),
  scenario({
    id: "flow.over",
    title: "reading is paused and resumed after a close and an abort, in connectionLost and after it",
    protocols: {
      losing: {
        reactions: [
          on("connectionMade", write(generated(5 * MiB, 9)), loseConnection(), pauseReading(), resumeReading(),
            setWatermarks(0, 0)),
          on("connectionLost", pauseReading(), resumeReading(), setWatermarks(0, 0),
            callLater("later", 1,
              pauseReading("losing#1"), resumeReading("losing#1"), setWatermarks(0, 0, "losing#1"))),
        ],
      },
      aborting: { reactions: [atBytes(1, pauseReading(), abortConnection(), resumeReading(), setWatermarks(0, 0))] },
    },
    peers: {
      losing: peerTo("losing", step("pause"), awaits(returned("loseConnection")), step("resume"), step("readEnd"),
        step("end")),
      aborting: peerTo("aborting", send(generated(MiB))),
    },
    phases: [{ start: [listen("losing", "losing"), listen("aborting", "aborting")] }],
    ends: [when(left("timedCall", { call: "later" })), when(lost("aborting#1")), when(peerEnd("losing"))],
    expect: [
      occurs("calls about the pace of a connection that is closed throw nothing", threw, 0),
      occurs("pausing a connection that is closed keeps nothing from its peer",
        peerEnd("losing", "clean", [generated(5 * MiB, 9)])),
    ],
  }),
  serving({
    id: "transport.lose.flushes-while-peer-sends/paused",
    title: "5 MiB written before loseConnection arrive, though pauseReading is called behind it while the peer sends",
    checks: ["transport.lose.flushes-while-peer-sends"],
    ...oneConnection(
      [atBytes(1, write(generated(5 * MiB, 9)), loseConnection(), pauseReading())],
      [
        step("pause"), send(generated(MiB)), awaits(returned("pauseReading")), send(generated(MiB)),
        step("resume"), readBytes(MiB), send(generated(64 * KiB)), step("readEnd"), step("end"),
      ],
    ),
    ends: [when(peerEnd("peer")), when(lost(CONNECTION))],
    expect: [occurs("everything written before loseConnection arrives though the peer goes on sending",
      peerEnd("peer", "clean", [generated(5 * MiB, 9)]))],
  }),
  serving({
    id: "tcp.reset.behind-data/paused",
    title: "of four peers that send and reset while reading is paused, none is taken for one that ended in order",
    checks: ["tcp.reset.behind-data"],
    ...resets([on("connectionMade", pauseReading(), write(text("x")))]),
  }),
  serving({
    id: "tcp.reset.behind-data/paused-half-closed",
    title: "four peers send and reset while reading is paused, behind the subject's own end",
    checks: ["tcp.reset.behind-data"],
    ...resets([on("connectionMade", pauseReading(), write(text("x")), endWriting())]),
  }),
];

/** Four peers, one after the other, then the witness: when that is lost, reading of all four is resumed. */
function resets(reactions: readonly Reaction[]): Omit<ServingSource, "id" | "title"> {
  const names = ["1", "2", "3", "4"];
  const peers = names.map((name, i): [string, PeerScript] => [name, {
    ...sendsAndResets(i % 2 === 0 ? text("some data") : generated(256 * KiB)),
    ...(i === 0 ? {} : { when: peerReported(String(i), "gone") }),
  }]);
  return {
    protocol: {
      reactions: [
        ...names.flatMap((_, i) => reactions.map((reaction) => ({ ...reaction, nth: i + 1 }))),
        { ...on("connectionLost", ...names.map((name) => resumeReading(`server#${name}`))), nth: 5 },
      ],
    },
    peers: { ...Object.fromEntries(peers), witness: witness(peerReported("4", "gone")) },
    ends: [when(entered("connectionLost"), 5)],
    expect: [occurs("a connection that its peer has reset is lost",
      entered("connectionLost", { reason: { kind: "lost" } }), 4)],
  };
}
