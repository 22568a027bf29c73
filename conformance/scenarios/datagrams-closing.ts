import {
  atCount, closePort, datagramPeer, inspectPort, openDatagram, peerGot, sendDatagram, sendTo,
} from "../language/build-datagrams.js";
import {
  callLater, entered, left, never, occurs, of, on, order, ran, relation, returned, scenario, stop, text, when,
} from "../language/build.js";
import type { Scenario } from "../language/scenario.js";
import { listOf, spin } from "./witness.js";

const PEER = { peer: "peer" };
const settled = (port: string) => ({ ev: "enter", cb: { $in: ["opened", "openFailed"] }, port });

/** The scenarios of the chapter on datagrams: how ports are closed. */
export const datagramClosingScenarios: readonly Scenario[] = [
  scenario({
    id: "datagram.close.nothing-after",
    title: "a port is closed in the first of 20 datagrams, the others being there already",
    protocols: { server: { reactions: [atCount(1, spin(5), closePort())] } },
    peers: { peer: datagramPeer(...listOf(20, (i) => sendTo("port", text(`${i}`)))) },
    phases: [{ start: [openDatagram("port", "server")] }],
    ends: [when(entered("closed"))],
    expect: [occurs("no datagram is delivered after close", entered("datagramReceived"), 1)],
  }),
  scenario({
    id: "datagram.close.sends",
    title: "three datagrams are sent, and the port is closed in the same callback",
    protocols: {
      server: {
        reactions: [on("portOpened", ...["1", "2", "3"].map((each) => sendDatagram(text(each), PEER)),
          closePort("port", openDatagram("witness", "witness")))],
      },
      witness: { reactions: [on("portOpened", sendDatagram(text("witness"), PEER))] },
    },
    peers: { peer: datagramPeer() },
    phases: [{ start: [openDatagram("port", "server")] }],
    // Datagrams of different ports may overtake each other.
    ends: ["1", "2", "3", "witness"].map((each) => when(peerGot("peer", text(each)))),
    expect: ["1", "2", "3"].map((each) => occurs("what was sent before close arrives", peerGot("peer", text(each)), 1)),
  }),
  scenario({
    id: "datagram.closed.once",
    title: "a port is closed twice, and time goes by",
    checks: ["datagram.closed.once", "datagram.closed.last"],
    protocols: { server: {} },
    peers: { peer: datagramPeer(...listOf(5, (i) => sendTo("port", text(`${i}`)))) },
    phases: [{
      start: [openDatagram("port", "server", {
        on: { opened: [closePort("port"), closePort("port"), callLater("late", 20)] },
      })],
    }],
    ends: [when(entered("timedCall", { call: "late" }))],
    expect: [
      occurs("portClosed is called exactly once", entered("portClosed"), 1),
      of("datagram.closed.last", never("nothing follows portClosed",
        { ev: "enter", cb: { $in: ["portOpened", "datagramReceived", "sendFailed"] } },
        { after: entered("portClosed") })),
    ],
  }),
  scenario({
    id: "datagram.close.promise",
    title: "the promise of close is fulfilled after portClosed",
    protocols: { server: {} },
    phases: [{ start: [openDatagram("port", "server", { on: { opened: [closePort("port")] } })] }],
    ends: [when(entered("closed")), when(entered("portClosed"))],
    expect: [order("the promise of close is fulfilled after portClosed has returned",
      left("portClosed"), entered("closed"))],
  }),
  scenario({
    id: "datagram.close.idempotent",
    title: "close is called twice in a callback, and again when the port is closed",
    protocols: { server: {} },
    phases: [{
      start: [openDatagram("port", "server", {
        on: { opened: [closePort("port", closePort("port")), closePort("port")] },
      })],
    }],
    ends: [when({ ev: "enter", cb: { $in: ["closed", "closeFailed"] } }, 3)],
    expect: [
      occurs("each call of close returns a promise that is fulfilled", entered("closed"), 3),
      occurs("no call of close throws", returned("closePort", { threw: { $exists: true } }), 0),
    ],
  }),
  scenario({
    id: "datagram.close.rebind",
    title: "a port that has received is closed, and opened again with the same protocol",
    protocols: {
      server: {
        reactions: [
          on("portOpened", sendDatagram(text("open"), PEER)),
          atCount(1, closePort("port",
            openDatagram("again", "server", { local: { of: "port" }, sameProtocolAs: "port" }))),
        ],
      },
    },
    peers: { peer: datagramPeer(sendTo("port", text("first")), sendTo("again", text("second"))) },
    phases: [{ start: [openDatagram("port", "server")] }],
    ends: [when(settled("again")), when(entered("datagramReceived", { text: "second" })), when(peerGot("peer"), 2)],
    expect: [
      occurs("a port opens at the address of one that was closed", entered("opened", { port: "again" })),
      occurs("the port that is opened again receives",
        entered("datagramReceived", { port: "again", text: "second" }), 1),
      occurs("the port that is opened again sends", peerGot("peer", text("open")), 2),
    ],
  }),
  scenario({
    id: "datagram.address.constant",
    title: "the addresses of a connected port are the same in portClosed and in a later timed call",
    protocols: { server: { reactions: [on("portClosed", inspectPort(), callLater("later", 1, inspectPort("port")))] } },
    peers: { peer: datagramPeer() },
    phases: [{ start: [openDatagram("port", "server", { remote: PEER, on: { opened: [closePort("port")] } })] }],
    ends: [when(left("timedCall", { call: "later" }))],
    expect: (["local", "remote"] as const).flatMap((side) => [
      relation(`${side} is the same when the port is closed`,
        { event: returned("inspectPort"), field: `value.${side}` }, "equals",
        { event: entered("portOpened"), field: side }),
      occurs("the port still tells its addresses later",
        returned("inspectPort", { value: { [side]: { port: { $gte: 1 } } } }), 2),
    ]),
  }),
  scenario({
    id: "datagram.stop.ports",
    title: "the reactor is stopped with two ports open",
    protocols: { server: {} },
    phases: [{
      start: [openDatagram("one", "server", {
        on: { opened: [openDatagram("two", "server", { on: { opened: [stop] } })] },
      })],
    }],
    ends: [when(ran())],
    expect: ["one", "two"].map((port) => order("portClosed is called for each port before the run is over",
      entered("portClosed", { port }), ran())),
  }),
  scenario({
    id: "datagram.stop.released",
    title: "a port is opened in the second run at the address of one that was open in the first",
    protocols: { server: {} },
    phases: [
      { start: [openDatagram("one", "server", { on: { opened: [stop] } })] },
      { start: [openDatagram("two", "server", { local: { of: "one" } })] },
    ],
    ends: [when(settled("two"))],
    expect: [occurs("the address of a port is released when the run is over", entered("opened", { port: "two" }))],
  }),
  scenario({
    id: "datagram.stop.attempts",
    title: "a port is asked for when another is closed because the reactor stops",
    protocols: { server: { reactions: [on("portClosed", openDatagram("late", "late"))] }, late: {} },
    phases: [{ start: [openDatagram("port", "server", { on: { opened: [stop] } })] }],
    ends: [when(ran()), when(settled("late"))],
    expect: [occurs("what is asked for in the closing phase is rejected as stopped",
      entered("openFailed", { port: "late", error: { category: "stopped" } }))],
  }),
];
