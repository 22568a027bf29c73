import {
  abortConnection, atBytes, awaits, callLater, called, connect, endWriting, entered, generated, KiB, left, listen,
  listeningPeer, loseConnection, lost, MiB, occurs, of, on, peerEnd, peerSaw, peerTo, readBytes, relation, returned,
  scenario, send, step, text, transport, when, write,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { Expectation, PeerStep, Reaction, Scenario } from "../language/scenario.js";
import { CONNECTION, oneConnection, serving } from "./serving.js";

/** More than the platform's buffers take in while the peer does not read. */
const LARGE = generated(8 * MiB, 7);

const end = step("end");
const readsAll: readonly PeerStep[] = [step("readEnd"), end];
const awaitsLost = awaits(lost(CONNECTION));

/** One connection after the other is ended by the calls of one row; each row ends it somehow. */
const closings: readonly (readonly Operation[])[] = [
  [endWriting(), endWriting(), loseConnection()],
  [loseConnection(), loseConnection(), endWriting()],
  [loseConnection(), abortConnection(), loseConnection()],
  [abortConnection(), abortConnection(), endWriting()],
  [abortConnection(), loseConnection()],
  [endWriting(), abortConnection(), abortConnection()],
];

const endingThrew: Pattern = {
  ev: "return", op: { $in: ["endWriting", "loseConnection", "abortConnection"] }, threw: { $exists: true },
};

/** The scenarios of the chapter on transports: how connections are ended. */
export const transportClosingScenarios: readonly Scenario[] = [
  serving({
    id: "transport.lose.flushes",
    title: "8 MiB written before loseConnection arrive at a peer that begins to read afterwards",
    ...oneConnection(
      [on("connectionMade", write(LARGE), loseConnection())],
      [step("pause"), awaits(returned("loseConnection")), step("resume"), ...readsAll],
    ),
    ends: [when(peerEnd("peer")), when(lost(CONNECTION))],
    expect: [occurs("everything written before loseConnection arrives, and a clean end behind it",
      peerEnd("peer", "clean", [LARGE]))],
  }),
  serving({
    id: "transport.lose.flushes-while-peer-sends",
    title: "5 MiB written before loseConnection arrive, though the peer sends before and after it, and reads late",
    ...oneConnection(
      [atBytes(1, write(generated(5 * MiB, 9)), loseConnection())],
      [
        step("pause"), send(generated(MiB)), awaits(returned("loseConnection")), send(generated(MiB)),
        step("resume"), readBytes(MiB), send(generated(64 * KiB)), ...readsAll,
      ],
    ),
    ends: [when(peerEnd("peer")), when(lost(CONNECTION))],
    expect: [occurs("everything written before loseConnection arrives though the peer goes on sending",
      peerEnd("peer", "clean", [generated(5 * MiB, 9)]))],
  }),
  scenario({
    id: "transport.lose.no-data",
    title: "nothing is delivered to a protocol that flushes 8 MiB, or has aborted, in the middle of the peer's data",
    protocols: {
      losing: { reactions: [atBytes(1, write(LARGE), loseConnection()), on("eofReceived")] },
      aborting: { reactions: [atBytes(1, abortConnection()), on("eofReceived")] },
    },
    peers: {
      losing: peerTo("losing", step("pause"), ...sendsAround(called("loseConnection")), step("resume")),
      aborting: peerTo("aborting", ...sendsAround(called("abortConnection"))),
    },
    phases: [{ start: [listen("losing", "losing"), listen("aborting", "aborting")] }],
    ends: [when(lost("losing#1")), when(lost("aborting#1"))],
    expect: [occurs("both connections are lost", entered("connectionLost"), 2)],
  }),
  serving({
    id: "transport.lose.no-wait",
    title: "connectionLost follows loseConnection while the peer keeps its own side open",
    ...oneConnection([on("connectionMade", write(text("bye")), loseConnection())], [step("readEnd"), awaitsLost, end]),
    ends: [when(lost(CONNECTION))],
    expect: [occurs("connectionLost follows loseConnection though the peer has not ended its sending",
      lost(CONNECTION), 1)],
  }),
  serving({
    id: "transport.lose.no-wait/spoken",
    title: "connectionLost follows loseConnection while the peer, which has sent something, keeps its own side open",
    ...oneConnection([atBytes(2, write(text("bye")), loseConnection())],
      [send(text("hi")), step("readEnd"), awaitsLost, end]),
    ends: [when(lost(CONNECTION))],
    expect: [
      occurs("connectionLost follows loseConnection though the peer, which has sent, has not ended its sending",
        lost(CONNECTION), 1),
    ],
  }),
  serving({
    id: "transport.lose.after-end",
    title: "loseConnection closes a connection whose sending side was ended before",
    ...oneConnection(
      [on("connectionMade", endWriting()), atBytes(2, loseConnection())],
      [step("readEnd"), send(text("go")), awaitsLost, end],
    ),
    ends: [when(lost(CONNECTION))],
    expect: [occurs("loseConnection closes a connection whose sending side is ended", lost(CONNECTION), 1)],
  }),
  scenario({
    id: "transport.close.idempotent",
    title: "endWriting, loseConnection and abortConnection in many orders, again in connectionLost and after it",
    protocols: {
      server: {
        reactions: [
          ...closings.map((operations, i): Reaction => ({ on: "connectionMade", nth: i + 1, do: operations })),
          on("connectionLost", endWriting(), loseConnection(), abortConnection()),
          {
            on: "connectionLost", nth: 1,
            do: [
              callLater("later", 1, endWriting(CONNECTION), loseConnection(CONNECTION), abortConnection(CONNECTION)),
            ],
          },
        ],
      },
    },
    peers: { peer: { ...peerTo("server", ...readsAll), count: closings.length } },
    phases: [{ start: [listen("server", "server")] }],
    ends: [when(entered("connectionLost"), closings.length), when(left("timedCall", { call: "later" }))],
    expect: [
      occurs("ending a connection again throws nothing", endingThrew, 0),
      occurs("each connection is lost once", entered("connectionLost"), closings.length),
    ],
  }),
  serving({
    id: "transport.close.idempotent/peer-gone",
    title: "all three are called of a connection that the peer has reset, before the reactor has turned",
    ...oneConnection(
      [on("connectionMade", write(text("a")), callLater("spinning", 1,
        { op: "spin", ms: 5 }, endWriting(CONNECTION), loseConnection(CONNECTION), abortConnection(CONNECTION)))],
      [readBytes(1), step("reset")],
    ),
    ends: [when(lost(CONNECTION)), when(left("timedCall", { call: "spinning" }))],
    expect: [occurs("ending a connection whose peer is gone throws nothing", endingThrew, 0)],
  }),
  serving({
    id: "transport.abort.discards",
    title: "abortConnection ends a connection with 8 MiB pending while the peer reads nothing, and the peer is reset",
    checks: ["transport.abort.discards", "transport.abort.reset"],
    ...oneConnection(
      [on("connectionMade", write(LARGE), callLater("abort", 1, abortConnection(CONNECTION)))],
      [step("pause"), awaitsLost, step("resume")],
    ),
    ends: [when(lost(CONNECTION)), when(peerEnd("peer"))],
    expect: [
      occurs("connectionLost follows abortConnection though the peer reads nothing", lost(CONNECTION), 1),
      occurs("what was not sent is discarded", { ...peerEnd("peer"), received: { bytes: { $lte: 8 * MiB - 1 } } }),
      of("transport.abort.reset", occurs("the peer of an aborted connection sees a reset", peerEnd("peer", "reset"))),
    ],
  }),
  serving({
    id: "transport.abort.reset",
    title: "abortConnection resets a connection on which nothing is pending",
    ...oneConnection([atBytes(2, abortConnection())], [send(text("go"))]),
    ends: [when(peerEnd("peer"))],
    expect: [occurs("the peer of an aborted connection sees a reset", peerEnd("peer", "reset"))],
  }),
  serving({
    id: "transport.abort.reset/ended",
    title: "abortConnection resets a connection whose peer has ended its sending",
    ...oneConnection([on("eofReceived", callLater("abort", 1, abortConnection(CONNECTION)))], [send(text("go")), end]),
    ends: [when(peerEnd("peer"))],
    expect: [occurs("the peer of a connection that was aborted after the peer's end sees a reset",
      peerEnd("peer", "reset"))],
  }),
  serving({
    id: "transport.abort.after-lose",
    title: "abortConnection ends a connection that loseConnection is flushing to a peer that does not read",
    ...oneConnection(
      [on("connectionMade", write(LARGE), loseConnection(), callLater("abort", 1, abortConnection(CONNECTION)))],
      [step("pause"), awaitsLost, step("resume")],
    ),
    ends: [when(lost(CONNECTION))],
    expect: [occurs("abortConnection ends a connection that is being flushed", lost(CONNECTION), 1)],
  }),
  serving({
    id: "transport.abort.after-lose/at-once",
    title: "abortConnection, in the same callback as loseConnection, ends a connection with 8 MiB unsent",
    ...oneConnection(
      [on("connectionMade", write(LARGE), loseConnection(), abortConnection())],
      [step("pause"), awaitsLost, step("resume")],
    ),
    ends: [when(lost(CONNECTION))],
    expect: [occurs("abortConnection at once behind loseConnection ends the connection", lost(CONNECTION), 1)],
  }),
  serving({
    id: "transport.end",
    title: "256 KiB written before endWriting arrive, and a clean end behind them",
    ...oneConnection(
      [on("connectionMade", write(text("head")), write(generated(256 * KiB)), endWriting())],
      readsAll,
    ),
    ends: [when(peerEnd("peer"))],
    expect: [occurs("everything written before endWriting arrives, and a clean end behind it",
      peerEnd("peer", "clean", [text("head"), generated(256 * KiB)]))],
  }),
  serving({
    id: "transport.end.receiving",
    title: "256 KiB that the peer sends after it has seen the end of endWriting are delivered",
    ...oneConnection([on("connectionMade", endWriting())], [step("readEnd"), send(generated(256 * KiB)), end]),
    ends: [when(entered("dataReceived", { connection: CONNECTION, total: 256 * KiB }))],
    expect: [occurs("a connection goes on receiving after endWriting",
      entered("dataReceived", { connection: CONNECTION, total: 256 * KiB }))],
  }),
  serving({
    id: "transport.end.both/own-first",
    title: "connectionLost follows by itself when the peer ends its sending after endWriting",
    checks: ["transport.end.both"],
    ...oneConnection([on("connectionMade", endWriting()), on("eofReceived")], readsAll),
    ends: [when(lost(CONNECTION))],
    expect: [occurs("connectionLost follows by itself once both sides have ended", lost(CONNECTION), 1)],
  }),
  serving({
    id: "transport.end.both/peer-first",
    title: "connectionLost follows by itself when endWriting is called after the peer's end",
    checks: ["transport.end.both"],
    ...oneConnection([on("eofReceived", write(text("bye")), endWriting())], [end]),
    ends: [when(lost(CONNECTION))],
    expect: [occurs("connectionLost follows by itself once both sides have ended", lost(CONNECTION), 1)],
  }),
  scenario({
    id: "transport.address.mirror",
    title: "an accepted and an opened connection have the addresses that their peers see",
    protocols: { accepted: {}, opened: {} },
    peers: { client: peerTo("server"), listening: listeningPeer() },
    phases: [{ start: [listen("server", "accepted"), connect("opened", "opened", { peer: "listening" })] }],
    ends: [
      when(entered("connectionMade"), 2), when(peerSaw("client", "connected")), when(peerSaw("listening", "connected")),
    ],
    expect: [...mirrored(CONNECTION, "client"), ...mirrored("opened", "listening")],
  }),
  scenario({
    id: "transport.address.constant",
    title: "the addresses are the same in connectionLost and in a later timed call, after an end and after an abort",
    protocols: {
      ended: { reactions: [on("connectionLost", transport("inspectTransport"))] },
      aborted: {
        reactions: [
          on("connectionMade", abortConnection()),
          on("connectionLost", callLater("later", 1, transport("inspectTransport", "aborted#1"))),
        ],
      },
    },
    peers: { ended: peerTo("ended", end), aborted: peerTo("aborted") },
    phases: [{ start: [listen("ended", "ended"), listen("aborted", "aborted")] }],
    ends: [when(left("connectionLost", { connection: "ended#1" })), when(left("timedCall", { call: "later" }))],
    expect: ["ended#1", "aborted#1"].flatMap((connection) => sameAddresses("the end of the connection", connection,
      returned("inspectTransport", { connection }))),
  }),
  serving({
    id: "transport.address.constant/half-closed",
    title: "the addresses are the same when the peer has ended its sending",
    ...oneConnection([on("eofReceived", transport("inspectTransport"), loseConnection())], [end]),
    ends: [when(lost(CONNECTION))],
    expect: sameAddresses("the peer's end", CONNECTION, returned("inspectTransport")),
  }),
];

/** Both addresses are the same when `event` occurs. */
function sameAddresses(says: string, connection: string, event: Pattern): Expectation[] {
  return ["local", "remote"].map((side) => relation(`${side} is the same after ${says}`,
    { event, field: `value.${side}` }, "equals",
    { event: entered("connectionMade", { connection }), field: side }));
}

/** A peer that sends before this event and after it, and ends its sending. */
function sendsAround(event: Pattern): readonly PeerStep[] {
  return [send(generated(64 * KiB)), awaits(event), send(generated(KiB)), end];
}

/** The transport's addresses and the peer's are each other's. */
function mirrored(connection: string, peer: string): Expectation[] {
  return ([["local", "remote"], ["remote", "local"]] as const).flatMap(([own, others]) =>
    ["host", "port"].map((part) => relation(`the transport's ${own} address is the peer's ${others} one`,
      { event: entered("connectionMade", { connection }), field: `${own}.${part}` }, "equals",
      { event: peerSaw(peer, "connected"), field: `${others}.${part}` })));
}
