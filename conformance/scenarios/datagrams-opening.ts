import { closePort, datagramPeer, openDatagram, peerGot, receive, sendDatagram } from "../language/build-datagrams.js";
import {
  callLater, connect, entered, hostTurns, left, mark, marked, never, occurs, of, on, order, relation, returned,
  scenario, text, when,
} from "../language/build.js";
import type { DatagramAddressSpec } from "../language/datagram-operations.js";
import type { NumberOrOdd, OddValue } from "../language/operations.js";
import type { Expectation, Scenario } from "../language/scenario.js";

type Opening = NonNullable<Parameters<typeof openDatagram>[2]>;
type ErrorClass = "TypeError" | "RangeError";

const settled = (port: string) => ({ ev: "enter", cb: { $in: ["opened", "openFailed"] }, port });
const threw = { threw: { $exists: true } };

/** Addresses with which no port can be opened, by what is wrong with them. */
const refused: readonly (readonly [what: string, how: Opening])[] = [
  ["the number -1", { local: { port: -1 } }],
  ["the number 65536", { local: { port: 65536 } }],
  ["the number 1.5", { local: { port: 1.5 } }],
  ["the number NaN", { local: { port: { odd: "NaN" } } }],
  ["a host that is a name", { local: { host: "localhost", port: 0 } }],
  ["a host that is empty", { local: { host: "", port: 0 } }],
  ["a remote of another family", { remote: { host: "::1", port: 9 } }],
  ["a remote whose host is a name", { remote: { host: "localhost", port: 9 } }],
  ["a remote with the number 0", { remote: { port: 0 } }],
  ["a remote with the number 65536", { remote: { port: 65536 } }],
];

/** The least and the greatest number of a port that something can be sent to. */
const bounds = [1, 65535] as const;

/** Arguments of a wrong type or out of range, with the class of what they throw. */
const classes: readonly (readonly [what: string, type: ErrorClass, how: Opening])[] = [
  ["an address that is null", "TypeError", { local: { odd: "null" } }],
  ["an address that is a text", "TypeError", { local: { odd: "string" } }],
  ["a number that is a text", "TypeError", { local: { port: odd("string") } }],
  ["a host that is null", "TypeError", { local: { host: { odd: "null" }, port: 0 } }],
  ["a host that is a name", "TypeError", { local: { host: "localhost", port: 0 } }],
  ["the number 65536", "RangeError", { local: { port: 65536 } }],
  ["a remote that is an empty object", "TypeError", { remote: { odd: "object" } }],
  ["a remote of TCP", "TypeError", { remote: { kind: "tcp" } }],
  ["a remote with the number 0", "RangeError", { remote: { port: 0 } }],
  ["no protocol", "TypeError", { odd: "undefined" }],
  ["a protocol that is null", "TypeError", { odd: "null" }],
  ["a protocol that is a text", "TypeError", { odd: "string" }],
];

/** Destinations of a wrong type or out of range. */
const destinations: readonly (readonly [what: string, type: ErrorClass, to: DatagramAddressSpec])[] = [
  ["null", "TypeError", { odd: "null" }],
  ["an address of TCP", "TypeError", { kind: "tcp" }],
  ["a number that is a text", "TypeError", { port: odd("string") }],
  ["a host that is an object", "TypeError", { host: { odd: "object" }, port: 9 }],
  ["a host that is a name", "TypeError", { host: "localhost", port: 9 }],
  ["the number 65536", "RangeError", { port: 65536 }],
  ["the number Infinity", "RangeError", { port: { odd: "Infinity" } }],
];

/** The scenarios of the chapter on datagrams: how ports are opened. */
export const datagramOpeningScenarios: readonly Scenario[] = [
  scenario({
    id: "datagram.open.outcome",
    title: "the promise is fulfilled with the port that portOpened was given, and after it",
    protocols: { server: {} },
    phases: [{ start: [openDatagram("server", "server")] }],
    ends: [when(settled("server"))],
    expect: [
      order("the promise is fulfilled after portOpened has returned",
        left("portOpened", { port: "server" }), entered("opened", { port: "server" })),
      occurs("the promise is fulfilled with the port that portOpened was given",
        entered("opened", { port: "server", samePort: true })),
    ],
  }),
  scenario({
    id: "datagram.opened.first",
    title: "datagrams are sent to an address while a port is being opened there",
    protocols: {
      sender: {
        reactions: [on("portOpened",
          openDatagram("late", "late", { local: { dead: true } }),
          sendDatagram(text("early"), { dead: true }), sendDatagram(text("early"), { dead: true }))],
      },
      late: { reactions: [on("portOpened", sendDatagram(text("behind"), { dead: true }, "sender"))] },
    },
    phases: [{ start: [openDatagram("sender", "sender")] }],
    ends: [when(entered("datagramReceived", { port: "late", text: "behind" }))],
    expect: [never("no datagram is delivered before portOpened", entered("datagramReceived", { port: "late" }),
      { before: entered("portOpened", { port: "late" }) })],
  }),
  scenario({
    id: "datagram.opened.once",
    title: "a port is opened, and closed a while later",
    protocols: { server: {} },
    phases: [{
      start: [openDatagram("server", "server", { on: { opened: [callLater("close", 2, closePort("server"))] } })],
    }],
    ends: [when(entered("portClosed", { port: "server" }))],
    expect: [occurs("portOpened is called once", entered("portOpened", { port: "server" }), 1)],
  }),
  scenario({
    id: "datagram.open.failed",
    title: "nobody but who asked hears of a port that cannot be opened",
    protocols: { first: {}, second: {} },
    phases: [{
      start: [openDatagram("first", "first", {
        on: {
          opened: [openDatagram("second", "second", {
            local: { of: "first" }, on: { openFailed: [callLater("witness", 5)] },
          })],
        },
      })],
    }],
    ends: [when(entered("timedCall", { call: "witness" }))],
    expect: [never("no method of a protocol is called whose port could not be opened",
      { ev: "enter", cb: { $in: ["portOpened", "datagramReceived", "sendFailed", "portClosed"] }, port: "second" })],
  }),
  scenario({
    id: "datagram.open.queued",
    title: "a port that is asked for before the run is opened in it",
    protocols: { server: {} },
    phases: [{ before: [openDatagram("server", "server"), hostTurns(5), mark("run")], start: [mark("started")] }],
    ends: [when(settled("server")), when(marked("started"))],
    expect: [
      occurs("the port is opened in the run", entered("opened", { port: "server" })),
      never("portOpened is not called before the run", entered("portOpened"), { before: marked("run") }),
    ],
  }),
  scenario({
    id: "datagram.open.port-zero",
    title: "a port that was asked for with number 0 tells the one that its datagrams come from",
    protocols: { server: { reactions: [on("portOpened", sendDatagram(text("x"), { peer: "peer" }))] } },
    peers: { peer: datagramPeer(receive(1)) },
    phases: [{ start: [openDatagram("server", "server")] }],
    ends: [when(peerGot("peer"))],
    expect: [relation("local has the number that the port sends from and receives at",
      { event: entered("portOpened", { port: "server" }), field: "local.port" }, "equals",
      { event: peerGot("peer"), field: "from.port" })],
  }),
  scenario({
    id: "datagram.open.address-in-use",
    title: "a second port at the address of the first",
    protocols: { first: {}, second: {} },
    phases: [{
      start: [openDatagram("first", "first", {
        on: { opened: [openDatagram("second", "second", { local: { of: "first" } })] },
      })],
    }],
    ends: [when(settled("second"))],
    expect: [occurs("opening at an address where another port receives fails as address-in-use",
      entered("openFailed", { port: "second", error: { category: "address-in-use" } }))],
  }),
  scenario({
    id: "datagram.open.address-not-available",
    title: "a port at an address that no host may have",
    protocols: { server: {} },
    phases: [{ start: [openDatagram("server", "server", { local: { host: "192.0.2.1", port: 0 } })] }],
    ends: [when(settled("server"))],
    expect: [occurs("opening at an address that the host does not have fails as address-not-available",
      entered("openFailed", { port: "server", error: { category: "address-not-available" } }))],
  }),
  scenario({
    id: "datagram.open.argument",
    title: "addresses that can never work: numbers out of range, names, two families",
    protocols: { any: {} },
    phases: [{
      start: [
        ...refused.map(([what, how]) => openDatagram(what, "any", how)),
        openDatagram("good", "any", { on: { opened: [callLater("witness", 5)] } }),
      ],
    }],
    ends: [when(entered("timedCall", { call: "witness" }))],
    expect: [
      ...refused.map(([what]): Expectation =>
        occurs(`openDatagram throws for ${what}`, returned("openDatagram", { port: what, ...threw }), 1)),
      occurs("no port is opened but the good one", entered("portOpened"), 1),
    ],
  }),
  scenario({
    id: "datagram.open.argument/bounds",
    title: "the least and the greatest number of a port are as good as any for a remote, and for a destination",
    checks: ["datagram.open.argument"],
    protocols: {
      sender: {
        reactions: [on("portOpened", ...bounds.map((port) => sendDatagram(text("x"), { port })), mark("sent"))],
      },
    },
    phases: [{
      start: [
        ...bounds.map((port) => openDatagram(`to ${port}`, "sender", { remote: { port } })),
        openDatagram("to all", "sender"),
      ],
    }],
    ends: [when(settled("to all")), ...bounds.map((port) => when(settled(`to ${port}`)))],
    expect: [
      ...bounds.map((port) => occurs(`a port whose remote has the number ${port} is opened`,
        entered("opened", { port: `to ${port}` }))),
      never("send takes the numbers 1 and 65535", returned("sendDatagram", { port: "to all", ...threw })),
    ],
  }),
  scenario({
    id: "datagram.argument.class",
    title: "arguments of openDatagram and send that are of a wrong type, or numbers out of range",
    binding: "typescript",
    protocols: {
      any: {},
      sender: {
        reactions: [on("portOpened", ...destinations.map(([, , to]) => sendDatagram(text("x"), to)), mark("sent"))],
      },
    },
    phases: [{
      start: [...classes.map(([what, , how]) => openDatagram(what, "any", how)), openDatagram("sender", "sender")],
    }],
    ends: [when(marked("sent"))],
    expect: [
      ...classes.map(([what, type]) => occurs(`openDatagram throws a ${type} for ${what}`,
        returned("openDatagram", { port: what, threw: { classes: { $with: type } } }), 1)),
      ...(["TypeError", "RangeError"] as const).map((type) =>
        occurs(`send throws a ${type} for each destination that asks for one`,
          returned("sendDatagram", { threw: { classes: { $with: type } } }),
          destinations.filter((each) => each[1] === type).length)),
    ],
  }),
  scenario({
    id: "datagram.kind",
    title: "a datagram's address to listen and to connect, a stream's to openDatagram",
    claims: ["tcp"],
    protocols: { any: {} },
    phases: [{
      start: [
        { op: "listen", listener: "listener", protocol: "any", address: { kind: "udp" } },
        connect("connection", "any", { kind: "udp" }), openDatagram("port", "any", { local: { kind: "tcp" } }),
        callLater("witness", 5),
      ],
    }],
    ends: [when(entered("timedCall", { call: "witness" }))],
    expect: [
      occurs("listen is rejected as unsupported for an address of the kind udp",
        entered("listenFailed", { error: { category: "unsupported" } })),
      occurs("connect is rejected as unsupported for an address of the kind udp",
        entered("connectFailed", { error: { category: "unsupported" } })),
      occurs("openDatagram is rejected as unsupported for an address of the kind tcp",
        entered("openFailed", { error: { category: "unsupported" } })),
    ],
  }),
  scenario({
    id: "datagram.returns-first",
    title: "a port is opened in a callback, sends to itself, and is closed",
    protocols: {
      server: {
        reactions: [
          on("portOpened", sendDatagram(text("to myself"), { of: "server" })), on("datagramReceived", closePort()),
        ],
      },
    },
    phases: [{ start: [openDatagram("server", "server")] }],
    ends: [when(entered("closed"))],
    expect: [
      occurs("what the port sends to itself is delivered", entered("datagramReceived", { text: "to myself" }), 1),
      of("datagram.returns-first", occurs("openDatagram, send and close return", { ev: "return", port: "server" }, 3)),
    ],
  }),
];

function odd(value: OddValue["odd"]): NumberOrOdd {
  return { odd: value };
}
