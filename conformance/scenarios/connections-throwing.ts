import {
  atBytes, awaits, connect, entered, generated, listeningPeer, lost, MiB, never, occurs, on, peerEnd, peerTo, readBytes,
  scenario, send, step, text, throwing, when,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Reaction, Scenario } from "../language/scenario.js";
import { serving, witness } from "./serving.js";

const echo: Operation = { op: "echo" };

/** One scenario for each notification that can end its connection by throwing. */
const reasons: readonly Scenario[] = (["connectionMade", "dataReceived", "eofReceived"] as const).map((callback) => {
  const thrown: Reaction = on(callback, throwing(`thrown by ${callback}`));
  return serving({
    id: `connection.throw.reason/${callback}`,
    title: `a connection whose ${callback} throws is lost for that error`,
    protocol: { reactions: [thrown] },
    peers: { peer: peerTo("server", send(text("x")), step("end")) },
    ends: [when(lost("server#1"))],
    expect: [occurs(`a connection whose ${callback} threw is lost as failed, with what was thrown`,
      lost("server#1", {
        reason: { kind: "failed", error: { type: "ScenarioThrow", message: `thrown by ${callback}` } },
      }))],
  });
});

/** What the peer sends until that notification comes. */
const resets: readonly Scenario[] = ([
  ["connectionMade", []], ["dataReceived", [send(text("x"))]], ["eofReceived", [step("end")]],
] as const).map(([callback, script]) => serving({
  id: `connection.throw.reset/${callback}`,
  title: `the peer of a connection whose ${callback} throws can tell that this was no orderly end`,
  protocol: { reactions: [on(callback, throwing(`thrown by ${callback}`))] },
  peers: { peer: peerTo("server", ...script) },
  ends: [when(peerEnd("peer"))],
  expect: [occurs("the peer of a connection whose notification threw sees a reset", peerEnd("peer", "reset"))],
}));

const ending: readonly Scenario[] = [
  serving({
    id: "connection.throw.made",
    title: "a connection whose connectionMade throws is over, though its peer neither sends nor ends",
    protocol: { reactions: [on("connectionMade", throwing("thrown by connectionMade"))] },
    peers: { peer: peerTo("server") },
    ends: [when(lost("server#1")), when(peerEnd("peer"))],
    expect: [
      occurs("a connection whose connectionMade threw is over", lost("server#1")),
      occurs("the peer of a connection whose connectionMade threw sees its end", peerEnd("peer")),
    ],
  }),
  scenario({
    id: "connection.throw.made/connect",
    title: "a connection that was asked for, and whose connectionMade throws, is closed",
    protocols: { client: { reactions: [on("connectionMade", throwing("thrown by connectionMade"))] } },
    peers: { peer: listeningPeer() },
    phases: [{ start: [connect("client", "client", { peer: "peer" })] }],
    ends: [when(peerEnd("peer"))],
    expect: [occurs("a connection that was asked for, and whose connectionMade threw, is closed", peerEnd("peer"))],
  }),
  serving({
    id: "connection.throw.data",
    title: "what comes behind the chunk that was thrown at is not delivered",
    protocol: { reactions: [{ ...atBytes(1, throwing("thrown by dataReceived")), nth: 1 }] },
    peers: { peer: peerTo("server", send(generated(MiB)), step("end")), witness: witness(lost("server#1")) },
    ends: [when(lost("server#2"))],
    expect: [occurs("dataReceived is not called again after it has thrown",
      entered("dataReceived", { connection: "server#1" }), 1)],
  }),
  serving({
    id: "connection.throw.rejection",
    title: "a promise of dataReceived that is rejected ends the connection",
    binding: "typescript",
    protocol: { reactions: [atBytes(1, { op: "reject", message: "rejected by dataReceived" })] },
    peers: { peer: peerTo("server", send(text("x"))) },
    ends: [when(lost("server#1"))],
    expect: [occurs("a connection whose notification returned a promise that was rejected is lost as failed",
      lost("server#1", { reason: { kind: "failed", error: { message: "rejected by dataReceived" } } }))],
  }),
];

const reporting: readonly Scenario[] = [
  serving({
    id: "connection.throw.reported-once",
    title: "what dataReceived throws is reported once, though it is the reason as well",
    protocol: { reactions: [{ ...atBytes(1, throwing("thrown by dataReceived")), nth: 1 }] },
    peers: { peer: peerTo("server", send(text("x"))), witness: witness(lost("server#1")) },
    ends: [when(lost("server#2")), when(entered("errorHook"))],
    expect: [occurs("what a notification throws is reported once",
      entered("errorHook", { error: { message: "thrown by dataReceived" } }), 1)],
  }),
  serving({
    id: "connection.throw.lost",
    title: "what connectionLost throws is reported, and nothing else comes of it",
    protocol: { reactions: [{ ...on("connectionLost", throwing("thrown by connectionLost")), nth: 1 }] },
    peers: { peer: peerTo("server", step("end")), witness: witness(lost("server#1")) },
    ends: [when(lost("server#2")), when(entered("errorHook"))],
    expect: [
      occurs("what connectionLost throws is reported once",
        entered("errorHook", { error: { message: "thrown by connectionLost" } }), 1),
      occurs("connectionLost is not called again after it has thrown", lost("server#1"), 1),
    ],
  }),
  serving({
    id: "connection.throw.neighbours",
    title: "a connection goes on, and others are accepted, when a notification of another throws",
    protocol: {
      reactions: [
        { ...on("dataReceived", echo), nth: 1 },
        { ...on("dataReceived", throwing("thrown next door")), nth: 2 },
      ],
    },
    peers: {
      neighbour: peerTo("server", send(text("one")), readBytes(3), awaits(lost("server#2")), send(text("two")),
        readBytes(6), step("end")),
      thrower: { ...peerTo("server", send(text("x"))), when: entered("dataReceived", { connection: "server#1" }) },
      witness: witness(lost("server#2")),
    },
    ends: [when(peerEnd("neighbour")), when(lost("server#1")), when(lost("server#3"))],
    expect: [
      occurs("a connection goes on when a notification of another throws",
        peerEnd("neighbour", "clean", [text("one"), text("two")])),
      never("a connection is not cut when a notification of another throws",
        lost("server#1", { reason: { kind: { $not: "done" } } })),
      occurs("others are accepted when a notification throws", lost("server#3")),
    ],
  }),
];

/** The scenarios of the chapter on connections: notifications that throw. */
export const throwingScenarios: readonly Scenario[] = [...reasons, ...resets, ...ending, ...reporting];
