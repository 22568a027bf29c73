import {
  abortConnection, atBytes, awaits, called, callLater, endWriting, entered, generated, KiB, left, listen,
  loseConnection, lost, MiB, never, occurs, on, order, peerEnd, peerSaw, peerTo, readBytes, returned, scenario, send,
  setWatermarks, step, text, throwing, transport, when, write,
} from "../language/build.js";
import type { Pattern } from "../language/pattern.js";
import type { PeerStep, Reaction, Scenario } from "../language/scenario.js";
import { CONNECTION, oneConnection, serving, witness } from "./serving.js";

/** More than the platform's buffers take in while the peer does not read. */
const LARGE = generated(8 * MiB, 11);

const heldUp = (connection = CONNECTION): Pattern => entered("pauseWriting", { connection });
const resumed = (connection = CONNECTION): Pattern => entered("resumeWriting", { connection });
const inspect = transport("inspectTransport");
const unsent = (pendingBytes: Pattern | number): Pattern => returned("inspectTransport", { value: { pendingBytes } });

/** For a protocol that has both methods, and does nothing in them. */
const asks: readonly Reaction[] = [on("pauseWriting"), on("resumeWriting")];

/** A peer that reads nothing until this has happened, and then everything. */
const readsAfter = (event: Pattern): readonly PeerStep[] =>
  [step("pause"), awaits(event), step("resume"), step("readEnd"), step("end")];

const calm: readonly Scenario[] = [
  serving({
    id: "flow.write.pause.over",
    title: "8 MiB wait for a peer that does not read, under a high watermark of 16 MiB",
    protocol: {
      reactions: [{ ...on("connectionMade", setWatermarks(KiB, 16 * MiB), write(LARGE)), nth: 1 }, ...asks],
    },
    peers: { peer: peerTo("server", step("pause")), witness: witness(returned("write")) },
    ends: [when(lost("server#2"))],
    expect: [occurs("pauseWriting does not come while no more than the high watermark is unsent", heldUp(), 0)],
  }),
  serving({
    id: "flow.write.pause.over/taken",
    title: "pieces of 100 KiB are written to a peer that reads: whenever pauseWriting comes, more than 64 KiB wait",
    checks: ["flow.write.pause.over"],
    ...oneConnection(
      [
        on("connectionMade", ...Array.from({ length: 16 }, (_, i) =>
          callLater(`write ${i}`, i, write(generated(100 * KiB), CONNECTION))),
        callLater("close", 16, loseConnection(CONNECTION))),
        on("pauseWriting", inspect),
      ],
      [step("readEnd"), step("end")],
    ),
    ends: [when(lost(CONNECTION))],
    expect: [occurs("pauseWriting comes only while more than the high watermark is unsent",
      unsent({ $lte: 64 * KiB }), 0)],
  }),
];

const pressed: readonly Scenario[] = [
  serving({
    id: "flow.write.pause",
    title: "8 MiB are written to a peer that does not read",
    ...oneConnection([on("connectionMade", write(LARGE)), ...asks], [step("pause")]),
    ends: [when(heldUp())],
    expect: [occurs("pauseWriting comes when more than the high watermark stays unsent", heldUp(), 1)],
  }),
  serving({
    id: "flow.write.pause/many",
    title: "8 MiB are written in pieces of 16 KiB to a peer that does not read",
    ...oneConnection(
      [on("connectionMade", { op: "repeat", times: 512, do: [write(generated(16 * KiB))] }), ...asks], [step("pause")],
    ),
    ends: [when(heldUp())],
    expect: [occurs("pauseWriting comes when many small writes stay unsent", heldUp())],
  }),
  serving({
    id: "execution.write.returns-first/pressure",
    title: "write returns before pauseWriting is called for what it has written",
    checks: ["execution.write.returns-first"],
    ...oneConnection([on("connectionMade", write(LARGE)), ...asks], [step("pause")]),
    ends: [when(heldUp()), when(left("pauseWriting"))],
    expect: [order("write returns before what it wrote is too much", returned("write"), heldUp())],
  }),
  serving({
    id: "flow.write.resume",
    title: "a peer reads 8 MiB that waited for it, and goes on waiting for more",
    ...oneConnection(
      [on("connectionMade", write(LARGE)), ...asks],
      [step("pause"), awaits(heldUp()), step("resume"), readBytes(8 * MiB)],
    ),
    ends: [when(resumed())],
    expect: [occurs("resumeWriting comes when no more than the low watermark is unsent", resumed(), 1)],
  }),
  serving({
    id: "flow.write.resume/again",
    title: "a peer reads 8 MiB that waited for it, and another 8 MiB that were written then",
    ...oneConnection(
      [on("connectionMade", write(LARGE)), atBytes(1, write(LARGE)), ...asks],
      [
        step("pause"), awaits(heldUp()), step("resume"), readBytes(8 * MiB), awaits(resumed()),
        step("pause"), send(text("1")), awaits(left("dataReceived")), step("resume"), readBytes(16 * MiB),
      ],
    ),
    ends: [when(resumed(), 2)],
    expect: [occurs("resumeWriting comes a second time", resumed(), 2)],
  }),
  serving({
    id: "flow.write.resume.low",
    title: "a peer reads 8 MiB, and 1.5 MiB that were written later, between watermarks of 1 KiB and 4 MiB",
    ...oneConnection(
      [
        // A platform may take a write as a whole: what is written later stays, when it has taken the first.
        on("connectionMade", setWatermarks(KiB, 4 * MiB), write(LARGE),
          callLater("more", 1, write(generated(1.5 * MiB), CONNECTION))),
        on("pauseWriting"), on("resumeWriting", inspect),
      ],
      [
        step("pause"), awaits(heldUp()), awaits(left("timedCall", { call: "more" })), step("resume"),
        readBytes(9.5 * MiB),
      ],
    ),
    ends: [when(resumed())],
    expect: [occurs("resumeWriting does not come while more than the low watermark is unsent",
      unsent({ $lte: KiB }), 1)],
  }),
  serving({
    id: "flow.write.alternate",
    title: "more is written after pauseWriting; the peer reads all of it, and then nothing of another 8 MiB",
    ...oneConnection(
      [
        on("connectionMade", write(LARGE), callLater("more", 1, write(generated(MiB), CONNECTION)),
          callLater("yet more", 2, write(generated(MiB), CONNECTION))),
        atBytes(1, write(LARGE)),
        ...asks,
      ],
      [
        step("pause"), awaits(heldUp()), awaits(left("timedCall", { call: "yet more" })), step("resume"),
        readBytes(10 * MiB), awaits(resumed()), step("pause"), send(text("1")),
      ],
    ),
    ends: [when(heldUp(), 2)],
    expect: [
      occurs("resumeWriting comes once for each pauseWriting", resumed(), 1),
      order("pauseWriting and resumeWriting come in turn", heldUp(), resumed(), heldUp()),
    ],
  }),
  serving({
    id: "flow.write.in-callback",
    title: "something is written in pauseWriting and in resumeWriting",
    ...oneConnection(
      [
        on("connectionMade", write(LARGE)),
        on("pauseWriting", write(text("held up"))),
        on("resumeWriting", write(text("resumed")), loseConnection()),
      ],
      readsAfter(left("pauseWriting")),
    ),
    ends: [when(peerEnd("peer"))],
    expect: [occurs("what is written in pauseWriting and resumeWriting arrives behind all before",
      peerEnd("peer", "clean", [LARGE, text("held up"), text("resumed")]))],
  }),
  scenario({
    id: "flow.write.ended",
    title: "connections are closed, aborted and ended while they are held up, and one before it comes to that",
    protocols: {
      losing: { reactions: [on("connectionMade", write(LARGE)), on("pauseWriting", loseConnection())] },
      aborting: { reactions: [on("connectionMade", write(LARGE)), on("pauseWriting", abortConnection())] },
      ending: { reactions: [on("connectionMade", write(LARGE)), on("pauseWriting", endWriting())] },
      closed: { reactions: [on("connectionMade", write(LARGE), loseConnection()), ...asks] },
    },
    peers: {
      losing: peerTo("losing", ...readsAfter(heldUp("losing#1"))),
      aborting: peerTo("aborting", ...readsAfter(heldUp("aborting#1"))),
      ending: peerTo("ending", ...readsAfter(heldUp("ending#1"))),
      closed: peerTo("closed", ...readsAfter(returned("loseConnection", { connection: "closed#1" }))),
    },
    phases: [{ start: ["losing", "aborting", "ending", "closed"].map((name) => listen(name, name)) }],
    ends: [when(entered("connectionLost"), 4)],
    expect: [
      never("pauseWriting does not come once this side has closed", heldUp("closed#1"),
        { after: called("loseConnection", { connection: "closed#1" }) }),
      occurs("resumeWriting does not come once this side has ended its sending", entered("resumeWriting"), 0),
    ],
  }),
];

const throwingIn = (callback: "pauseWriting" | "resumeWriting"): readonly Reaction[] =>
  [on("connectionMade", write(LARGE)), ...asks, on(callback, throwing(`thrown by ${callback}`))];

const throwingAtPressure: readonly Scenario[] = [
  ...(["pauseWriting", "resumeWriting"] as const).map((callback) => serving({
    id: `connection.throw.reason/${callback}`,
    title: `a connection whose ${callback} throws is lost for that error`,
    checks: ["connection.throw.reason"],
    ...oneConnection(throwingIn(callback), readsAfter(heldUp())),
    ends: [when(lost(CONNECTION))],
    expect: [
      occurs(`a connection whose ${callback} threw is lost as failed, with what was thrown`, lost(CONNECTION, {
        reason: { kind: "failed", error: { type: "ScenarioThrow", message: `thrown by ${callback}` } },
      })),
    ],
  })),
  ...(["pauseWriting", "resumeWriting"] as const).map((callback) => serving({
    id: `connection.throw.reported-once/${callback}`,
    title: `what ${callback} throws is reported once`,
    checks: ["connection.throw.reported-once"],
    protocol: { reactions: throwingIn(callback).map((reaction) => ({ ...reaction, nth: 1 })) },
    peers: { peer: peerTo("server", ...readsAfter(heldUp())), witness: witness(left(callback)) },
    ends: [when(lost("server#2")), when(entered("errorHook"))],
    expect: [occurs("what a notification throws is reported once",
      entered("errorHook", { error: { message: `thrown by ${callback}` } }), 1)],
  })),
  serving({
    id: "connection.throw.rejection/pauseWriting",
    title: "a promise of pauseWriting that is rejected ends the connection",
    checks: ["connection.throw.rejection"],
    binding: "typescript",
    ...oneConnection(
      [
        on("connectionMade", write(LARGE)),
        on("pauseWriting", { op: "reject", message: "rejected by pauseWriting" }),
      ],
      [step("pause")],
    ),
    ends: [when(lost(CONNECTION))],
    expect: [occurs("a connection whose notification returned a promise that was rejected is lost as failed",
      lost(CONNECTION, { reason: { kind: "failed", error: { message: "rejected by pauseWriting" } } }))],
  }),
  scenario({
    id: "connection.methods.optional/pressure",
    title: "a protocol that has neither pauseWriting nor resumeWriting has 8 MiB waiting",
    checks: ["connection.methods.optional"],
    binding: "typescript",
    protocols: {
      server: {},
      bare: { bare: true, reactions: [on("connectionMade", write(LARGE)), on("dataReceived", loseConnection())] },
    },
    peers: {
      peer: peerTo("bare", step("pause"), awaits(lost(CONNECTION)), step("resume"), readBytes(8 * MiB),
        send(text("x")), step("readEnd"), step("end")),
      witness: witness(peerSaw("peer", "connected")),
    },
    phases: [{ start: [listen("server", "server", listen("bare", "bare"))] }],
    ends: [when(peerEnd("peer"))],
    expect: [
      occurs("a connection whose protocol has no method for it ends in order", peerEnd("peer", "clean", [LARGE])),
      occurs("a notification that the protocol has no method for is no error", entered("errorHook"), 0),
    ],
  }),
];

/** The scenarios of the chapter on flow control: sending. */
export const flowWritingScenarios: readonly Scenario[] = [...calm, ...pressed, ...throwingAtPressure];
