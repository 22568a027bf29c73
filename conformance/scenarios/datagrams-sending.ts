import {
  atCount, closePort, datagramPeer, datagramPeerAt, openDatagram, peerGot, receive, sendDatagram, sendTo,
} from "../language/build-datagrams.js";
import {
  callLater, entered, generated, KiB, mark, marked, occurs, of, on, relation, received, returned, scenario, text, when,
} from "../language/build.js";
import type { Data } from "../language/data.js";
import type { DatagramAddressSpec } from "../language/datagram-operations.js";
import type { OddValue } from "../language/operations.js";
import type { PeerScript, Reaction, Scenario } from "../language/scenario.js";
import { listOf } from "./witness.js";

/** Longer than any platform takes. */
const TOO_LONG = generated(70_000, 3);
const PEER: DatagramAddressSpec = { peer: "peer" };

const threw = { threw: { $exists: true } };
const start = [openDatagram("port", "sender")];

/** Destinations of a port of 127.0.0.1 that can never work. */
const badDestinations: readonly DatagramAddressSpec[] = [
  { host: "localhost", port: 9 }, { host: "", port: 9 }, { host: "::1", port: 9 },
  { port: 0 }, { port: -1 }, { port: 65536 + 9 }, { port: 1.5 }, { port: { odd: "NaN" } },
];
const badData: readonly OddValue["odd"][] = ["string", "null", "undefined", "object"];

/** One port, `port`, with these reactions, and one peer. */
function sending(
  reactions: readonly Reaction[], peer: PeerScript = datagramPeer(),
): Pick<Scenario, "protocols" | "peers" | "phases"> {
  return { protocols: { sender: { reactions } }, peers: { peer }, phases: [{ start }] };
}

const sizes: readonly Data[] = [1, 2, 1000, 8192].map((bytes) => generated(bytes, bytes));
const many: readonly Data[] = listOf(50, (i) => text(`${i},`));

/** The scenarios of the chapter on datagrams: what is sent. */
export const datagramSendingScenarios: readonly Scenario[] = [
  scenario({
    id: "datagram.send.whole",
    title: "datagrams of 1 to 8192 bytes, sent in one callback, arrive one by one",
    ...sending([on("portOpened", ...sizes.map((data) => sendDatagram(data, PEER)))]),
    ends: [when(peerGot("peer"), sizes.length)],
    expect: sizes.map((data) => occurs("a datagram arrives with the bytes of one send", peerGot("peer", data), 1)),
  }),
  scenario({
    id: "datagram.send.empty",
    title: "an empty datagram, and another behind it",
    ...sending([on("portOpened", sendDatagram(text(""), PEER), sendDatagram(text("x"), PEER))]),
    ends: [when(peerGot("peer", text("x")))],
    expect: [occurs("an empty datagram arrives", peerGot("peer", text("")), 1)],
  }),
  scenario({
    id: "datagram.send.order",
    title: "50 datagrams, sent in one callback, arrive in the order of the calls",
    ...sending([on("portOpened", ...many.map((data) => sendDatagram(data, PEER)))]),
    ends: [when(peerGot("peer"), many.length)],
    expect: [occurs("the datagrams arrive in the order in which they were sent",
      peerGot("peer", undefined, { count: many.length, ...received(...many) }))],
  }),
  scenario({
    id: "datagram.send.snapshot",
    title: "an array is overwritten directly after send",
    binding: "typescript",
    ...sending([on("portOpened", { op: "sendDatagram", data: generated(KiB, 5), to: PEER, thenOverwrite: true })]),
    ends: [when(peerGot("peer"))],
    expect: [occurs("the bytes that were there at the call arrive", peerGot("peer", generated(KiB, 5)))],
  }),
  scenario({
    id: "datagram.send.view",
    title: "a view in the middle of a larger array is sent",
    binding: "typescript",
    ...sending([on("portOpened", { op: "sendDatagram", data: generated(100, 5), to: PEER, asView: true })]),
    ends: [when(peerGot("peer"))],
    expect: [occurs("exactly the bytes of the view arrive", peerGot("peer", generated(100, 5)))],
  }),
  scenario({
    id: "datagram.send.type",
    title: "a text, null, undefined and an object are no data",
    binding: "typescript",
    ...sending([on("portOpened", ...badData.map((odd) => ({ op: "sendDatagram", odd, to: PEER }) as const),
      sendDatagram(text("data"), PEER))]),
    ends: [when(peerGot("peer", text("data")))],
    expect: [
      occurs("send throws a TypeError for what is no Uint8Array",
        returned("sendDatagram", { threw: { classes: { $with: "TypeError" } } }), badData.length),
      occurs("nothing of it is sent", peerGot("peer"), 1),
    ],
  }),
  scenario({
    id: "datagram.send.destination",
    title: "destinations that can never work: names, another family, numbers out of range",
    ...sending([on("portOpened", ...badDestinations.map((to) => sendDatagram(text("bad"), to)),
      sendDatagram(text("good"), PEER))]),
    ends: [when(peerGot("peer", text("good")))],
    expect: [occurs("send throws for each destination that can never work", returned("sendDatagram", threw),
      badDestinations.length)],
  }),
  scenario({
    id: "datagram.send.no-destination",
    title: "a port that is not connected sends without a destination",
    ...sending([on("portOpened", sendDatagram(text("where to?")), sendDatagram(text("good"), PEER))]),
    ends: [when(peerGot("peer", text("good")))],
    expect: [
      occurs("send throws without a destination", returned("sendDatagram", threw), 1),
      occurs("nothing is sent without a destination", peerGot("peer"), 1),
    ],
  }),
  scenario({
    id: "datagram.send.too-long",
    title: "a datagram of 70,000 bytes is reported once, and nothing of it is sent",
    checks: ["datagram.send.too-long", "datagram.send.too-long.nothing", "datagram.fail.address"],
    ...sending([on("portOpened", sendDatagram(TOO_LONG, PEER),
      callLater("behind", 5, sendDatagram(text("x"), PEER, "port")))]),
    ends: [when(peerGot("peer", text("x")))],
    expect: [
      occurs("a datagram that is too long is reported by one call of sendFailed, as message-too-long",
        entered("sendFailed", { error: { category: "message-too-long" } }), 1),
      occurs("send does not throw", returned("sendDatagram", threw), 0),
      of("datagram.send.too-long.nothing",
        occurs("nothing of a datagram that is too long arrives", peerGot("peer"), 1)),
      ...(["host", "port"] as const).map((part) =>
        of("datagram.fail.address", relation(`the failure has the destination's ${part}`,
          { event: entered("sendFailed"), field: `error.address.${part}` }, "equals",
          { event: { ev: "peer", peer: "peer", saw: "listening" }, field: `address.${part}` }))),
    ],
  }),
  scenario({
    id: "datagram.send.dead-destination",
    title: "a port sends to an address where nobody receives, and to a peer, twice each",
    ...sending([on("portOpened",
      sendDatagram(text("?"), { dead: true }), sendDatagram(text("1"), PEER),
      callLater("again", 2, sendDatagram(text("?"), { dead: true }, "port"), sendDatagram(text("2"), PEER, "port")))]),
    ends: [when(peerGot("peer"), 2)],
    expect: ["1", "2"].map((each) =>
      occurs("what goes to another address arrives, though nobody receives at the first",
        peerGot("peer", text(each)), 1)),
  }),
  scenario({
    id: "datagram.send.closed",
    title: "a port sends after close, before and after it is closed; then another port sends",
    protocols: {
      sender: {
        reactions: [on("portOpened", closePort("port",
          sendDatagram(text("closed"), PEER, "port"), openDatagram("witness", "witness")),
        sendDatagram(text("closing"), PEER))],
      },
      witness: { reactions: [on("portOpened", sendDatagram(text("witness"), PEER))] },
    },
    peers: { peer: datagramPeer() },
    phases: [{ start }],
    ends: [when(peerGot("peer", text("witness")))],
    expect: [
      occurs("a send after close throws nothing", returned("sendDatagram", threw), 0),
      occurs("nothing that is sent after close arrives", peerGot("peer"), 1),
    ],
  }),
  scenario({
    id: "datagram.fail.usable/too-long",
    title: "a port answers after a datagram that was too long",
    checks: ["datagram.fail.usable"],
    ...sending([
      on("portOpened", sendDatagram(TOO_LONG, PEER)), on("sendFailed", sendDatagram(text("ping"), PEER)),
      on("datagramReceived", sendDatagram(text("over"), PEER)),
    ], datagramPeer(receive(1), sendTo("port", text("pong")))),
    ends: [when(peerGot("peer"), 2)],
    expect: [
      occurs("the port goes on receiving after sendFailed", entered("datagramReceived", { text: "pong" }), 1),
      occurs("the port goes on sending after sendFailed", peerGot("peer", text("over")), 1),
    ],
  }),
  scenario({
    id: "datagram.fail.usable/refused",
    title: "the peer of a connected port comes up after it has refused a datagram",
    checks: ["datagram.fail.usable"],
    protocols: {
      client: {
        reactions: [on("portOpened", sendDatagram(text("anybody?"))), atCount(1, sendDatagram(text("over")))],
      },
    },
    peers: { peer: datagramPeerAt({ at: "dead", when: entered("sendFailed") }, sendTo("port", text("here"))) },
    phases: [{ start: [openDatagram("port", "client", { remote: { dead: true } })] }],
    ends: [when(peerGot("peer"))],
    expect: [
      occurs("the port goes on receiving after sendFailed", entered("datagramReceived", { text: "here" }), 1),
      occurs("the port goes on sending after sendFailed", peerGot("peer", text("over")), 1),
    ],
  }),
  scenario({
    id: "datagram.broadcast",
    title: "a datagram to 255.255.255.255",
    ...sending([on("portOpened", sendDatagram(text("all"), { host: "255.255.255.255", port: 9 })),
      on("sendFailed", mark("failed"))]),
    ends: [when(marked("failed"))],
    expect: [occurs("a datagram to a broadcast address is refused as permission-denied",
      entered("sendFailed", { error: { category: "permission-denied" } }), 1)],
  }),
];
