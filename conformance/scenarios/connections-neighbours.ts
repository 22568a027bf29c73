import {
  abortConnection, awaits, callLater, connect, entered, hostTurns, listen, listeningPeer, mark, marked, occurs, on,
  order, peerTo, scenario, send, stop, text, when,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { PeerScript, Scenario } from "../language/scenario.js";

const spin: Operation = { op: "spin", ms: 20 };

/** Sends a byte while the subject is busy. */
function sendsMeanwhile(listener: string): PeerScript {
  return peerTo(listener, awaits(marked("busy")), send(text("x")));
}

/** The scenarios of connections that a callback of another, or nobody's, has to do with. */
export const neighbourScenarios: readonly Scenario[] = [
  scenario({
    id: "connection.close.by-neighbour",
    title: "of two connections that have data at the same time, the first aborts the second, which is notified of none",
    protocols: {
      left: { reactions: [on("dataReceived", abortConnection("right#1"))] },
      right: {
        reactions: [
          on("connectionMade", callLater("busy", 0, mark("busy"), spin)), on("dataReceived", abortConnection("left#1")),
        ],
      },
    },
    peers: {
      left: sendsMeanwhile("left"),
      right: { ...sendsMeanwhile("right"), when: entered("connectionMade", { connection: "left#1" }) },
    },
    phases: [{ start: [listen("right", "right", listen("left", "left"))] }],
    ends: [when(entered("connectionLost"))],
    expect: [
      occurs("a connection that another has aborted is not notified of its data", entered("dataReceived"), 1),
    ],
  }),
  scenario({
    id: "lifecycle.stop.listeners.close",
    title: "a listener is closed once more when its run is over",
    phases: [{
      start: [listen("listener", "any", stop)],
      after: [{ op: "closeListener", listener: "listener" }],
    }],
    ends: [when(entered("closed"))],
    expect: [occurs("close is fulfilled when the run of the listener is over", entered("closed"), 1)],
  }),
  scenario({
    id: "connect.cancel.waiting",
    title: "an attempt that waits for a run is cancelled before there is one",
    peers: { server: listeningPeer() },
    phases: [{
      before: [
        connect("client", "any", { peer: "server" }), hostTurns(2), { op: "cancelConnect", connection: "client" },
        hostTurns(10),
      ],
      start: [mark("run")],
    }],
    ends: [when(marked("run")), when(entered("connectFailed"))],
    expect: [
      order("an attempt that is cancelled before a run fails before the run",
        entered("connectFailed", { error: { category: "cancelled" } }), { ev: "run" }),
    ],
  }),
];
