import {
  called, entered, listen, loseConnection, lost, never, occurs, on, order, peerEnd, peerSaw, peerTo, readBytes,
  received, returned, scenario, send, step, text, when, write,
} from "../language/build.js";
import type { AddressSpec, NumberOrOdd, Operation } from "../language/operations.js";
import type { PeerScript, ProtocolScript, Scenario } from "../language/scenario.js";

/** Fewer than the shortest queue that any known reactor gives a listener by default. */
const CLIENTS = 40;

const hello = text("hello");
/** Greets, and closes. */
const greeter: ProtocolScript = { reactions: [on("connectionMade", write(hello), loseConnection())] };
/** Reads what a greeter sends. */
const client: PeerScript = peerTo("listener", step("readEnd"), step("close"));
const asking: PeerScript = peerTo("listener", send(text("?")), step("readEnd"), step("close"));
const spin: Operation = { op: "spin", ms: 10 };

function listenAt(listener: string, address: AddressSpec, backlog?: NumberOrOdd): Operation {
  return { op: "listen", listener, protocol: "server", address, ...(backlog === undefined ? {} : { backlog }) };
}

function closeListener(listener: string, ...closed: readonly Operation[]): Operation {
  return { op: "closeListener", listener, ...(closed.length === 0 ? {} : { on: { closed } }) };
}

/** The attempt to listen has an outcome. */
function settled(listener: string): ReturnType<typeof entered> {
  return { ev: "enter", cb: { $in: ["listening", "listenFailed"] }, listener };
}

function shown(value: NumberOrOdd): string {
  return String(typeof value === "number" ? value : value.odd);
}

const badPorts: readonly NumberOrOdd[] = [-1, 65536, 70000, 1.5, { odd: "NaN" }, { odd: "Infinity" }];
const badBacklogs: readonly NumberOrOdd[] = [0, -1, 1.5, { odd: "NaN" }];

/** The scenarios of listening. */
export const listeningScenarios: readonly Scenario[] = [
  scenario({
    id: "listen.port-zero",
    title: "a listener at a free port is reached at the port that it reports",
    protocols: { server: greeter },
    peers: { client },
    phases: [{ start: [listen("listener", "server")] }],
    ends: [when({ ev: "peer", peer: "client", saw: { $in: ["refused", "end"] } })],
    expect: [
      occurs("a listener that was asked for port 0 reports a port from 1 to 65535",
        entered("listening", { address: { kind: "tcp", host: "127.0.0.1", port: { $gte: 1 } } })),
      occurs("a listener accepts connections at the port that it reports", peerEnd("client", "clean", [hello])),
    ],
  }),
  scenario({
    id: "listen.address-in-use",
    title: "a second attempt to listen at an address fails",
    phases: [{ start: [listen("first", "server", listenAt("second", { listener: "first" }))] }],
    ends: [when(settled("second"))],
    expect: [
      occurs("listening at an address in use fails as address-in-use",
        entered("listenFailed", { listener: "second", error: { category: "address-in-use" } })),
    ],
  }),
  scenario({
    id: "listen.address-not-available",
    title: "an attempt to listen at an address of no interface (one reserved for documentation) fails",
    phases: [{ start: [listenAt("elsewhere", { host: "192.0.2.1", port: 0 })] }],
    ends: [when(settled("elsewhere"))],
    expect: [
      occurs("listening at an address that the host does not have fails as address-not-available",
        entered("listenFailed", { listener: "elsewhere", error: { category: "address-not-available" } })),
    ],
  }),
  scenario({
    id: "listen.argument",
    title: "ports that no listener can have are refused at the call",
    phases: [{
      start: [...badPorts.map((port) => listenAt(`port ${shown(port)}`, { port })), listen("witness", "server")],
    }],
    ends: [when(settled("witness"))],
    expect: [
      ...badPorts.map((port) => occurs(`listen throws for the port ${shown(port)}`,
        returned("listen", { listener: `port ${shown(port)}`, threw: { $exists: true } }))),
      never("a call of listen that throws begins no attempt",
        { ev: "enter", cb: { $in: ["listening", "listenFailed"] }, listener: { $has: "port" } }),
    ],
  }),
  scenario({
    id: "listen.backlog",
    title: "backlogs that are no positive integers are refused at the call",
    phases: [{
      start: [
        ...badBacklogs.map((backlog) => listenAt(`backlog ${shown(backlog)}`, { port: 0 }, backlog)),
        listenAt("witness", { port: 0 }, 1),
      ],
    }],
    ends: [when(settled("witness"))],
    expect: [
      ...badBacklogs.map((backlog) => occurs(`listen throws for the backlog ${shown(backlog)}`,
        returned("listen", { listener: `backlog ${shown(backlog)}`, threw: { $exists: true } }))),
      occurs("a backlog of 1 is accepted", entered("listening", { listener: "witness" })),
    ],
  }),
  scenario({
    id: "listen.accept.each",
    title: `each of ${CLIENTS} clients that connect at once is served`,
    protocols: { server: greeter },
    peers: { client: { ...client, count: CLIENTS } },
    phases: [{ start: [listen("listener", "server")] }],
    ends: [when({ ev: "peer", saw: { $in: ["refused", "end"] } }, CLIENTS)],
    expect: [
      occurs("the factory is called for each connection that is made", entered("factory"), CLIENTS),
      occurs("each client is served", { ev: "peer", saw: "end", how: "clean", ...received(hello) }, CLIENTS),
    ],
  }),
  scenario({
    id: "listen.accept.vanished",
    title: "clients are served after one that reset its connection before it was accepted",
    protocols: { server: { reactions: [on("dataReceived", write(hello), loseConnection())] } },
    peers: {
      vanishing: peerTo("listener", step("reset")),
      next: { ...asking, when: peerSaw("vanishing", "connected") },
      later: { ...asking, when: { ev: "peer", peer: "next", saw: { $in: ["refused", "end"] } } },
    },
    phases: [{ start: [listen("listener", "server", spin)] }],
    ends: [when({ ev: "peer", peer: "later", saw: { $in: ["refused", "end"] } })],
    expect: [
      occurs("the client that comes with one that vanishes is served", peerEnd("next", "clean", [hello])),
      occurs("the client that comes after one that has vanished is served", peerEnd("later", "clean", [hello])),
    ],
  }),
  scenario({
    id: "listen.close",
    title: "a listener that its factory closes, while seven more clients wait, calls its factory no more",
    protocols: {
      // However late the first client comes, the others get to the queue behind it.
      server: {
        factory: [{ op: "spin", ms: 200 }, closeListener("listener")],
        reactions: [on("connectionMade", loseConnection())],
      },
    },
    peers: { client: { ...client, count: 8 } },
    phases: [{ start: [listen("listener", "server")] }],
    ends: [when(entered("closed")), when({ ev: "peer", saw: { $in: ["refused", "end"] } }, 8)],
    expect: [
      never("no factory is called after the listener was closed", entered("factory"),
        { after: called("closeListener") }),
    ],
  }),
  scenario({
    id: "listen.close.waiting",
    title: "clients that wait when the listener is closed are not left waiting",
    protocols: { server: greeter },
    peers: { client: { ...client, count: 5 } },
    phases: [{ start: [listen("listener", "server", spin, closeListener("listener"))] }],
    ends: [when(entered("closed")), when({ ev: "peer", saw: { $in: ["refused", "end"] } }, 5)],
    expect: [
      occurs("each client that waited to be accepted sees its connection closed, reset or refused",
        { ev: "peer", saw: { $in: ["refused", "end"] } }, 5),
    ],
  }),
  scenario({
    id: "listen.close.refused",
    title: "a client that comes when the listener is closed is refused",
    protocols: { server: greeter },
    peers: { late: { ...client, when: entered("closed") } },
    phases: [{ start: [listen("listener", "server", closeListener("listener"))] }],
    ends: [when({ ev: "peer", peer: "late", saw: { $in: ["refused", "end"] } })],
    expect: [
      occurs("a client that connects when the listener is closed is refused", peerSaw("late", "refused")),
    ],
  }),
  scenario({
    id: "listen.close.connections",
    title: "a connection outlives its listener, in both directions",
    protocols: {
      server: {
        reactions: [
          on("connectionMade", closeListener("listener", write(text("after"), "listener#1"))),
          on("dataReceived", loseConnection()),
        ],
      },
    },
    peers: { client: peerTo("listener", readBytes(5), send(text("!")), step("readEnd"), step("close")) },
    phases: [{ start: [listen("listener", "server")] }],
    ends: [when(entered("closed")), when(lost("listener#1"))],
    expect: [
      occurs("a connection receives after its listener was closed",
        lost("listener#1", { reason: { kind: "done" }, ...received(text("!")) })),
    ],
  }),
  scenario({
    id: "listen.close.no-wait",
    title: "a listener is closed while a connection stays open",
    protocols: {
      server: { reactions: [on("connectionMade", closeListener("listener", loseConnection("listener#1")))] },
    },
    peers: { client },
    phases: [{ start: [listen("listener", "server")] }],
    ends: [when(lost("listener#1"))],
    expect: [
      order("close is fulfilled while a connection is open",
        entered("closed"), called("loseConnection"), lost("listener#1")),
    ],
  }),
  scenario({
    id: "listen.close.idempotent",
    title: "a listener is closed three times: twice at once, and once when it is closed",
    phases: [{
      start: [
        listen("listener", "server", closeListener("listener", closeListener("listener")), closeListener("listener")),
      ],
    }],
    ends: [when({ ev: "enter", cb: { $in: ["closed", "closeFailed"] } }, 3)],
    expect: [occurs("each call of close is fulfilled", entered("closed"), 3)],
  }),
  scenario({
    id: "listen.close.rebind",
    title: "an address is listened at again, right after its listener and a connection were closed",
    protocols: {
      server: {
        reactions: [
          on("connectionMade", loseConnection()),
          on("connectionLost", closeListener("listener", listenAt("again", { listener: "listener" }))),
        ],
      },
    },
    peers: { client },
    phases: [{ start: [listen("listener", "server")] }],
    ends: [when(settled("again"))],
    expect: [
      occurs("an address can be listened at once close is fulfilled", entered("listening", { listener: "again" })),
    ],
  }),
  scenario({
    id: "listen.close.in-factory",
    title: "a connection whose factory closes the listener is made and served",
    protocols: { server: { ...greeter, factory: [closeListener("listener")] } },
    peers: { client },
    phases: [{ start: [listen("listener", "server")] }],
    ends: [when(entered("closed")), when({ ev: "peer", peer: "client", saw: { $in: ["refused", "end"] } })],
    expect: [
      occurs("the connection whose factory closed the listener is made", entered("connectionMade"), 1),
      occurs("the connection whose factory closed the listener is served", peerEnd("client", "clean", [hello])),
    ],
  }),
];
