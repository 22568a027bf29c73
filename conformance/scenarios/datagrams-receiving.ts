import {
  atCount, closePort, datagram, datagramPeer, inspectPort, openDatagram, peerGot, receive, sendDatagram, sendTo,
  sendToPeer,
} from "../language/build-datagrams.js";
import {
  callLater, entered, generated, KiB, mark, marked, never, occurs, on, received, relation, returned, scenario, text,
  throwing, when,
} from "../language/build.js";
import type { Data } from "../language/data.js";
import type { Pattern } from "../language/pattern.js";
import type { PeerScript, ProtocolScript, Reaction, Scenario } from "../language/scenario.js";
import { listOf, spin } from "./witness.js";

const sizes: readonly Data[] = [1, 2, 1000, 8192].map((bytes) => generated(bytes, bytes));
const many: readonly Data[] = listOf(50, (i) => text(`${i},`));
const got = (fields: Pattern): Pattern => entered("datagramReceived", { port: "port", ...fields });
const start = [openDatagram("port", "receiver")];
const PEER = { peer: "peer" };

/** More than this many datagrams, and whoever waits is starved. */
const ROUNDS = 10_000;
/** When the bouncing counts as lasting. */
const WARM = 100;

/** One port, `port`, with this protocol, and one peer that sends it these data. */
function receiving(
  protocol: ProtocolScript, data: readonly Data[],
): Pick<Scenario, "protocols" | "peers" | "phases"> {
  return { protocols: { receiver: protocol }, peers: { peer: sender(...data) }, phases: [{ start }] };
}

function sender(...data: readonly Data[]): PeerScript {
  return datagramPeer(...data.map((each) => sendTo("port", each)));
}

/** A port that is connected to `peer`. */
function connected(reactions: readonly Reaction[]): Pick<Scenario, "protocols" | "phases"> {
  return {
    protocols: { client: { reactions } },
    phases: [{ start: [openDatagram("port", "client", { remote: { peer: "peer" } })] }],
  };
}

/** The scenarios of the chapter on datagrams: what is received, and connected ports. */
export const datagramReceivingScenarios: readonly Scenario[] = [
  scenario({
    id: "datagram.received.whole",
    title: "datagrams of 1 to 8192 bytes are delivered one by one",
    ...receiving({}, [...sizes, text("last")]),
    ends: [when(got({ text: "last" }))],
    expect: sizes.map((data) =>
      occurs("each call of datagramReceived brings the bytes of one datagram", got(datagram(data)), 1)),
  }),
  scenario({
    id: "datagram.received.truncated",
    title: "a datagram of 9000 bytes is delivered whole, or not at all",
    ...receiving({}, [generated(9000, 1), text("last")]),
    ends: [when(got({ text: "last" }))],
    expect: [never("no part of a datagram is delivered", got({ bytes: { $not: { $in: [9000, 4] } } }))],
  }),
  scenario({
    id: "datagram.received.empty",
    title: "an empty datagram, and another behind it",
    ...receiving({}, [text(""), text("x")]),
    ends: [when(got({ text: "x" }))],
    expect: [occurs("an empty datagram is delivered", got({ bytes: 0 }), 1)],
  }),
  scenario({
    id: "datagram.received.order",
    title: "50 datagrams are delivered in the order in which they arrived",
    ...receiving({ reactions: [atCount(many.length, closePort())] }, many),
    ends: [when(entered("portClosed"))],
    expect: [occurs("the datagrams are delivered in the order in which they arrived",
      entered("portClosed", { count: many.length, ...received(...many) }))],
  }),
  scenario({
    id: "datagram.received.from",
    title: "a datagram comes with the address of its sender, where the answer goes",
    ...receiving({ reactions: [on("datagramReceived", sendDatagram(text("answer"), { sender: true }))] }, [text("x")]),
    ends: [when(peerGot("peer"))],
    expect: [
      ...(["host", "port"] as const).map((part) => relation(`the datagram comes with its sender's ${part}`,
        { event: got({}), field: `from.${part}` }, "equals",
        { event: { ev: "peer", peer: "peer", saw: "listening" }, field: `address.${part}` })),
      occurs("the answer reaches the sender", peerGot("peer", text("answer")), 1),
    ],
  }),
  scenario({
    id: "datagram.received.owned",
    title: "what datagramReceived brought is kept, and is as it was when the port is closed",
    ...receiving({ retains: true, reactions: [atCount(3, closePort())] }, [1, 2, 3].map((i) => generated(KiB, i))),
    ends: [when(entered("portClosed"))],
    expect: [relation("what was passed to datagramReceived stays as it was",
      { event: entered("portClosed"), field: "retained" }, "equals",
      { event: entered("portClosed"), field: "received" })],
  }),
  scenario({
    id: "datagram.received.type",
    title: "a datagram of a few bytes",
    binding: "typescript",
    ...receiving({}, [text("bytes")]),
    ends: [when(got({}))],
    expect: [occurs("the data are a plain Uint8Array", got({ type: "Uint8Array" }), 1)],
  }),
  scenario({
    id: "datagram.throw",
    title: "portOpened throws, and datagramReceived for the first of two datagrams",
    ...receiving({
      reactions: [on("portOpened", throwing("opened")), atCount(1, throwing("first")), atCount(2, mark("second"))],
    }, [text("1"), text("2")]),
    ends: [when(marked("second"))],
    expect: [
      occurs("a port goes on delivering when a method of its protocol has thrown", got({ text: "2" }), 1),
      never("a port stays open when a method of its protocol has thrown", entered("portClosed")),
    ],
  }),
  scenario({
    id: "datagram.methods.optional",
    title: "a protocol without any method: its port is sent to, fails to send, and is closed",
    protocols: {
      bare: { bare: true },
      receiver: { reactions: [on("datagramReceived", closePort("bare", mark("closed")))] },
    },
    peers: { peer: datagramPeer(receive(1), sendTo("port", text("x"))) },
    phases: [{
      start: [openDatagram("bare", "bare", {
        on: {
          opened: [
            sendDatagram(text("to itself"), { of: "bare" }, "bare"), sendDatagram(generated(70_000), PEER, "bare"),
            sendDatagram(text("x"), PEER, "bare"), openDatagram("port", "receiver"),
          ],
        },
      })],
    }],
    ends: [when(marked("closed"))],
    expect: [never("a protocol without a method is passed over", entered("errorHook"))],
  }),
  scenario({
    id: "datagram.fair.timers",
    title: "a call that is due comes though a datagram goes to and fro between two ports all the time",
    protocols: {
      receiver: { quiet: true, reactions: [on("datagramReceived", { op: "echoDatagram" })] },
      bouncer: {
        quiet: true,
        reactions: [
          on("portOpened", sendDatagram(text("x"), { of: "port" })),
          atCount(WARM, callLater("due", 1, mark("over")), spin(2)),
          atCount(WARM + ROUNDS, mark("starved"), mark("over")),
          on("datagramReceived", { op: "echoDatagram" }),
        ],
      },
    },
    phases: [{ start: [openDatagram("port", "receiver", { on: { opened: [openDatagram("bouncer", "bouncer")] } })] }],
    ends: [when(marked("over"))],
    expect: [
      never(`a call that is due comes within ${ROUNDS} datagrams`, marked("starved")),
      occurs("the call that is due is called", entered("timedCall", { call: "due" })),
    ],
  }),
  scenario({
    id: "datagram.connected.send",
    title: "a connected port sends without a destination, and with that of its peer",
    ...connected([on("portOpened", sendDatagram(text("without")), sendDatagram(text("with"), { peer: "peer" }))]),
    peers: { peer: datagramPeer() },
    ends: [when(peerGot("peer", text("with")))],
    expect: [
      occurs("what is sent without a destination reaches the peer", peerGot("peer", text("without")), 1),
      occurs("what is sent to the peer reaches it", peerGot("peer", text("with")), 1),
    ],
  }),
  scenario({
    id: "datagram.connected.filter",
    title: "a stranger sends to a connected port, and then its peer does",
    ...connected([]),
    peers: {
      stranger: datagramPeer(sendTo("port", text("stranger")), sendToPeer("peer", text("go"))),
      peer: datagramPeer(receive(1), sendTo("port", text("friend"))),
    },
    ends: [when(got({ text: "friend" }))],
    expect: [never("nothing is delivered that comes from another address than the peer's", got({ text: "stranger" }))],
  }),
  scenario({
    id: "datagram.connected.elsewhere",
    title: "a connected port sends to another peer, and then to its own",
    ...connected([on("portOpened", sendDatagram(text("astray"), { peer: "other" }), sendDatagram(text("good")))]),
    peers: { peer: datagramPeer(receive(1), sendToPeer("other", text("go"))), other: datagramPeer() },
    ends: [when(peerGot("other", text("go")))],
    expect: [
      occurs("send to another address than the peer's throws",
        returned("sendDatagram", { threw: { $exists: true } }), 1),
      occurs("nothing is sent to another address than the peer's", peerGot("other"), 1),
    ],
  }),
  scenario({
    id: "datagram.connected.remote",
    title: "the remote of a port that is connected, and of one that is not",
    protocols: { client: {}, receiver: {} },
    peers: { peer: datagramPeer() },
    phases: [{
      start: [openDatagram("port", "client", { remote: { peer: "peer" }, on: { opened: [inspectPort("port")] } }),
        openDatagram("other", "receiver", { on: { opened: [inspectPort("other")] } })],
    }],
    ends: [when(returned("inspectPort", { port: "port" })), when(returned("inspectPort", { port: "other" }))],
    expect: [
      ...(["host", "port"] as const).map((part) => relation(`remote is the peer's ${part} if the port is connected`,
        { event: returned("inspectPort", { port: "port" }), field: `value.remote.${part}` }, "equals",
        { event: { ev: "peer", peer: "peer", saw: "listening" }, field: `address.${part}` })),
      occurs("remote is null if the port is not connected",
        returned("inspectPort", { port: "other", value: { remote: null } })),
    ],
  }),
  scenario({
    id: "datagram.connected.refused",
    title: "a connected port sends to an address where nobody receives",
    protocols: { client: { reactions: [on("portOpened", sendDatagram(text("anybody?")))] } },
    phases: [{ start: [openDatagram("port", "client", { remote: { dead: true } })] }],
    ends: [when(entered("sendFailed"))],
    expect: [occurs("a refusal is reported by sendFailed, as refused",
      entered("sendFailed", { error: { category: "refused" } }))],
  }),
];
