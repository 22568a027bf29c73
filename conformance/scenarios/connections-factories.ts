import {
  connect, entered, listen, listeningPeer, lost, never, occurs, peerEnd, peerSaw, peerTo, relation, scenario, send,
  step, text, throwing, when,
} from "../language/build.js";
import type { Expectation, Scenario } from "../language/scenario.js";
import { serving, witness } from "./serving.js";

/** The factory's argument is the address, of these names, that a peer saw. */
const remoteIs = (
  peer: string, saw: "connected" | "listening", address: string,
  { says, factory } = { says: "the factory is called with the peer's address", factory: {} },
): readonly Expectation[] =>
  ["host", "port"].map((part) => relation(says,
    { event: entered("factory", factory), field: `remote.${part}` }, "equals",
    { event: peerSaw(peer, saw), field: `${address}.${part}` }));

/** The scenarios of the chapter on connections: factories. */
export const factoryScenarios: readonly Scenario[] = [
  serving({
    id: "connection.factory.remote",
    title: "the factory of a listener is told which peer connected",
    protocol: {},
    peers: { peer: peerTo("server", step("end")) },
    ends: [when(lost("server#1")), when(peerSaw("peer", "connected"))],
    expect: remoteIs("peer", "connected", "local"),
  }),
  serving({
    id: "connection.factory.remote/second",
    title: "the factory of a listener is told which peer was the second to connect",
    protocol: {},
    peers: {
      first: peerTo("server", step("end")),
      second: { ...peerTo("server", step("end")), when: lost("server#1") },
    },
    ends: [when(lost("server#2")), when(peerSaw("second", "connected"))],
    expect: remoteIs("second", "connected", "local", {
      says: "the factory is called with the second peer's address", factory: { connection: "server#2" },
    }),
  }),
  scenario({
    id: "connection.factory.remote/connect",
    title: "the factory of an attempt is told which peer answered",
    protocols: { client: {} },
    peers: { peer: listeningPeer(step("end")) },
    phases: [{ start: [connect("client", "client", { peer: "peer" })] }],
    ends: [when(lost("client"))],
    expect: remoteIs("peer", "listening", "address"),
  }),
  serving({
    id: "connection.factory.once",
    title: "three connections make three calls of the factory",
    protocol: {},
    peers: { peer: { ...peerTo("server", send(text("x")), step("end")), count: 3 } },
    ends: [when(entered("connectionLost"), 3)],
    expect: [occurs("the factory is called once for a connection", entered("factory"), 3)],
  }),
  scenario({
    id: "connection.factory.once/declined",
    title: "a connection that is declined makes one call of the factory",
    protocols: { declining: { declines: "all" }, other: {} },
    peers: {
      declined: peerTo("declining", send(text("x"))),
      witness: { ...peerTo("other", step("end")), when: entered("factory", { listener: "declining" }) },
    },
    phases: [{ start: [listen("other", "other", listen("declining", "declining"))] }],
    ends: [when(lost("other#1"))],
    expect: [
      occurs("a factory that declines is called once for a connection",
        entered("factory", { listener: "declining" }), 1),
    ],
  }),
  scenario({
    id: "connection.factory.once/connect",
    title: "a connection that was asked for makes one call of the factory",
    protocols: { client: {} },
    peers: { peer: listeningPeer(step("end")) },
    phases: [{ start: [connect("client", "client", { peer: "peer" })] }],
    ends: [when(lost("client"))],
    expect: [occurs("the factory is called once for a connection", entered("factory"), 1)],
  }),
  serving({
    id: "connection.factory.declined",
    title: "a declined connection is closed, and the next one accepted",
    protocol: { declines: [1] },
    peers: { declined: peerTo("server", send(text("x"))), accepted: witness(peerEnd("declined")) },
    ends: [when(peerEnd("declined")), when(lost("server#2"))],
    expect: [
      occurs("a declined connection is closed", peerEnd("declined")),
      occurs("the listener goes on accepting after a declined connection",
        lost("server#2", { reason: { kind: "done" } })),
      never("a declined connection is not reported as an error", entered("errorHook")),
    ],
  }),
  serving({
    id: "connection.factory.throws",
    title: "a connection whose factory throws is closed, and the next one accepted",
    protocol: { factory: [throwing("thrown by the factory")] },
    peers: { first: peerTo("server", send(text("x"))), second: witness(peerEnd("first")) },
    ends: [when(peerEnd("first")), when(peerEnd("second")), when(entered("errorHook"), 2)],
    expect: [
      occurs("a connection whose factory threw is closed", peerEnd("first")),
      occurs("what a factory throws is reported, once for each connection",
        entered("errorHook", { error: { message: "thrown by the factory" } }), 2),
      occurs("the listener goes on accepting after its factory threw", entered("factory"), 2),
    ],
  }),
];
