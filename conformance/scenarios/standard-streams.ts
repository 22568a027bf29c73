import {
  abortConnection, atBytes, awaits, callLater, called, connect, endWriting, entered, generated, KiB, loseConnection,
  lost,
  mark, marked, MiB, never, occurs, on, pauseReading, peerEnd, peerReported, readBytes, received, report, resumeReading,
  returned, scenario, send, step, text, when, write, type ScenarioSource,
} from "../language/build.js";
import type { Data } from "../language/data.js";
import type { AddressSpec } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { PeerStep, Reaction, Scenario } from "../language/scenario.js";

const STREAMS: AddressSpec = { kind: "standard-streams" };
/** The name of the connection over them. */
const CONNECTION = "streams";
/** What the peer reports when it has read what it waits for. */
const READ = "read";
/** More than the platform's buffers take in while the reader does not read. */
const LARGE = generated(8 * MiB, 3);
const greeting = text("hello");

/** A scenario of one connection over the standard streams, and of the peer that has their other ends. */
interface StreamSource extends Omit<ScenarioSource, "phases" | "protocols" | "peers"> {
  readonly reactions?: readonly Reaction[];
  readonly peer?: readonly PeerStep[];
}

function overStreams({ reactions = [], peer = [], ...rest }: StreamSource): Scenario {
  return scenario({
    ...rest,
    protocols: { [CONNECTION]: { reactions } },
    peers: { peer: { role: { standardStreams: true }, script: peer } },
    phases: [{ start: [connect(CONNECTION, CONNECTION, STREAMS)] }],
  });
}

const made = entered("connectionMade", { connection: CONNECTION });
const data = entered("dataReceived", { connection: CONNECTION });
/** The peer has read what it waits for: exactly these data, whether or not an end comes behind them. */
const isRead = (...data: readonly Data[]): Pattern => ({ ...peerReported("peer", READ), ...received(...data) });
const isLost = (reason: Pattern): Pattern => lost(CONNECTION, { reason });
const writesLarge = on("connectionMade", write(LARGE));
const closesUnread: readonly PeerStep[] = [step("pause"), awaits(returned("write")), step("close")];

/** The scenarios of the chapter on standard streams. */
export const standardStreamScenarios: readonly Scenario[] = [
  overStreams({
    id: "streams.address",
    title: "both ends of a connection over the standard streams have their address",
    reactions: [on("connectionMade", loseConnection())],
    ends: [when(lost(CONNECTION))],
    expect: [occurs("both addresses are of the kind standard-streams", entered("connectionMade", {
      connection: CONNECTION, local: { kind: "standard-streams" }, remote: { kind: "standard-streams" },
    }))],
  }),
  overStreams({
    id: "streams.in-use",
    title: "the standard streams are connected while they have a connection",
    reactions: [on("connectionMade", connect("second", "any", STREAMS))],
    ends: [when({ ev: "enter", cb: { $in: ["connected", "connectFailed"] }, connection: "second" })],
    expect: [
      occurs("a second attempt fails as address-in-use",
        entered("connectFailed", { connection: "second", error: { category: "address-in-use" } })),
      never("the first connection is not lost by it", lost(CONNECTION),
        { before: entered("connectFailed", { connection: "second" }) }),
    ],
  }),
  scenario({
    id: "streams.listen",
    title: "the standard streams are listened at",
    peers: { peer: { role: { standardStreams: true } } },
    phases: [{ start: [{ op: "listen", listener: "server", protocol: "any", address: STREAMS }] }],
    ends: [when({ ev: "enter", cb: { $in: ["listening", "listenFailed"] }, listener: "server" })],
    expect: [occurs("listening at the standard streams fails as unsupported",
      entered("listenFailed", { listener: "server", error: { category: "unsupported" } }))],
  }),
  overStreams({
    id: "streams.input",
    title: "a word is sent before the program connects, and 300 KiB afterwards",
    peer: [send(greeting), awaits(made), send(generated(300 * KiB)), step("end")],
    ends: [when(lost(CONNECTION))],
    expect: [occurs("all bytes of the standard input are delivered, in order",
      lost(CONNECTION, received(greeting, generated(300 * KiB))))],
  }),
  overStreams({
    id: "streams.output",
    title: "a word, 300 KiB and another word are written, and read before the input ends",
    reactions: [on("connectionMade", write(greeting), write(generated(300 * KiB)), write(text("bye")))],
    peer: [readBytes(300 * KiB + 8), report(READ), step("end")],
    ends: [when(lost(CONNECTION)), when(peerReported("peer", READ))],
    expect: [occurs("all bytes that were written get to the standard output, in order",
      isRead(greeting, generated(300 * KiB), text("bye")))],
  }),
  overStreams({
    id: "streams.pause",
    title: "a MiB comes, reading is paused at its first chunk, and resumed 20 ms later",
    reactions: [atBytes(1, pauseReading(), callLater("resuming", 20, resumeReading(CONNECTION)))],
    peer: [send(generated(MiB)), step("end")],
    ends: [when(lost(CONNECTION))],
    expect: [
      never("nothing is delivered once reading is paused", data,
        { after: returned("pauseReading"), before: called("resumeReading") }),
      occurs("the rest is delivered when it is resumed", lost(CONNECTION, received(generated(MiB)))),
    ],
  }),
  overStreams({
    id: "streams.eof.aware",
    title: "the standard input ends, and what its protocol then writes is read",
    reactions: [on("eofReceived", write(greeting), loseConnection())],
    peer: [awaits(made), send(text("question")), step("end"), readBytes(5), report(READ)],
    ends: [when(lost(CONNECTION)), when(peerReported("peer", READ))],
    expect: [occurs("what is written after the end of the standard input is sent", isRead(greeting))],
  }),
  overStreams({
    id: "streams.eof.unaware",
    title: "the standard input ends while 8 MiB wait to be read",
    reactions: [writesLarge],
    peer: [step("pause"), awaits(made), step("end"), step("resume")],
    ends: [when(lost(CONNECTION)), when(peerEnd("peer"))],
    expect: [
      occurs("the connection is closed, for the reason done", isLost({ kind: "done" })),
      occurs("what was written is flushed", peerEnd("peer", "clean", [LARGE])),
    ],
  }),
  overStreams({
    id: "streams.end",
    title: "the standard output is ended, and the reader answers when it has seen that",
    reactions: [on("connectionMade", write(greeting), endWriting())],
    peer: [step("readEnd"), send(text("answer")), step("end")],
    ends: [when(lost(CONNECTION))],
    expect: [
      occurs("the reader sees the end behind what was written", peerEnd("peer", "clean", [greeting])),
      occurs("input is delivered after endWriting", lost(CONNECTION, received(text("answer")))),
    ],
  }),
  overStreams({
    id: "streams.lose.flushes",
    title: "8 MiB written before loseConnection arrive at a reader that begins to read afterwards",
    reactions: [on("connectionMade", write(LARGE), loseConnection())],
    peer: [step("pause"), awaits(returned("loseConnection")), step("resume")],
    ends: [when(lost(CONNECTION)), when(peerEnd("peer"))],
    expect: [occurs("everything written before loseConnection arrives, and a clean end behind it",
      peerEnd("peer", "clean", [LARGE]))],
  }),
  overStreams({
    id: "streams.abort",
    title: "a connection is aborted while 8 MiB wait for a reader that reads no more until it is lost",
    reactions: [on("connectionMade", write(LARGE), abortConnection())],
    peer: [step("pause"), awaits(lost(CONNECTION)), step("resume")],
    ends: [when(lost(CONNECTION)), when(peerEnd("peer"))],
    expect: [
      occurs("the connection is over though the reader takes nothing", isLost({ kind: "aborted" })),
      occurs("the reader sees an end", peerEnd("peer", "clean")),
    ],
  }),
  overStreams({
    id: "streams.broken-pipe",
    title: "the reader closes its end while 8 MiB wait for it",
    reactions: [writesLarge],
    peer: closesUnread,
    ends: [when(lost(CONNECTION))],
    expect: [occurs("a connection whose reader closes while bytes are unsent is lost as broken-pipe",
      isLost({ kind: "lost", error: { category: "broken-pipe" } }))],
  }),
  overStreams({
    id: "streams.broken-pipe.run",
    title: "a call is due after the reader has closed its end",
    reactions: [writesLarge, on("connectionLost", callLater("later", 1, mark("still here")))],
    peer: closesUnread,
    ends: [when(marked("still here"))],
    expect: [occurs("the run goes on after the reader has closed its end", marked("still here"))],
  }),
];
