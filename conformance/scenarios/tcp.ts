import {
  abortConnection, callLater, connect, endWriting, entered, generated, KiB, left, listen, loseConnection, lost, occurs,
  on, peerTo, readBytes, returned, scenario, send, step, text, when, write,
} from "../language/build.js";
import type { NumberOrOdd, Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { Expectation, PeerScript, Scenario } from "../language/scenario.js";
import { oneConnection, serving } from "./serving.js";

/** Listens at a free port of `host`. */
const listenAt = (host: string): Operation =>
  ({ op: "listen", listener: "server", protocol: "accepted", address: { host, port: 0 } });

/** A peer that listens at `host`, for the subject to connect to. */
const peerAt = (host: string): PeerScript => ({ role: { listens: true, host } });

/** Both options, switched and switched back, of the callback's own connection or of the one named. */
const options = (of?: string): readonly Operation[] => (["setNoDelay", "setKeepAlive"] as const).flatMap((op) =>
  [true, false, true].map((enabled): Operation => ({ op, enabled, ...(of === undefined ? {} : { of }) })));

/** An IPv4 address in the form of an IPv6 address. */
const mapped: Pattern = { host: { $has: "::ffff:" } };

const keepAlive = (delay: NumberOrOdd): Operation => ({ op: "setKeepAlive", enabled: true, delay });

/** The scenarios of the chapter on TCP. */
export const tcpScenarios: readonly Scenario[] = [
  scenario({
    id: "tcp.address.numeric",
    title: "every address that is reported on 127.0.0.1 has that host, in that form",
    protocols: { accepted: {}, opened: {} },
    peers: { client: peerTo("server"), listening: peerAt("127.0.0.1") },
    phases: [{ start: [listenAt("127.0.0.1"), connect("opened", "opened", { peer: "listening" })] }],
    ends: [when(entered("connectionMade"), 2)],
    expect: hosts("127.0.0.1", "every host that is reported is numeric"),
  }),
  scenario({
    id: "tcp.address.ipv6",
    title: "the reactor listens and connects on ::1, and reports that address",
    needs: ["ipv6"],
    protocols: { accepted: {}, opened: {} },
    peers: { client: peerTo("server"), listening: peerAt("::1") },
    phases: [{ start: [listenAt("::1"), connect("opened", "opened", { peer: "listening" })] }],
    ends: [when(entered("connectionMade"), 2)],
    expect: hosts("::1", "an IPv6 address is used and reported as it is"),
  }),
  scenario({
    id: "tcp.address.family",
    title: "an IPv4 client of a listener on :: is reported as one, if it is accepted at all",
    needs: ["ipv6"],
    protocols: { accepted: { reactions: [on("connectionMade", loseConnection())] } },
    peers: { client: { role: { connects: "server", host: "127.0.0.1" }, script: [step("readEnd"), step("end")] } },
    phases: [{ start: [listenAt("::")] }],
    ends: [when({ ev: "peer", peer: "client", saw: { $in: ["refused", "end"] } })],
    expect: [
      entered("factory", { remote: mapped }),
      entered("connectionMade", { local: mapped }),
      entered("connectionMade", { remote: mapped }),
    ].map((event) => occurs("the addresses of an IPv4 client are reported as IPv4 addresses", event, 0)),
  }),
  scenario({
    id: "tcp.address.wildcard",
    title: "a connection that was accepted at 0.0.0.0 has the local address that its client connected to",
    protocols: { accepted: {} },
    peers: { client: { role: { connects: "server", host: "127.0.0.1" } } },
    phases: [{ start: [listenAt("0.0.0.0")] }],
    ends: [when(entered("connectionMade"))],
    expect: [occurs("a connection accepted at the wildcard has the local host that its peer connected to",
      entered("connectionMade", { local: { host: "127.0.0.1" } }))],
  }),
  scenario({
    id: "tcp.reset.behind-data",
    title: "of eight peers that send and reset at once, none is taken for one that ended in order",
    protocols: { server: { reactions: [on("connectionMade", write(text("x")))] } },
    peers: {
      little: { ...peerTo("server", readBytes(1), send(text("some data")), step("reset")), count: 4 },
      much: { ...peerTo("server", readBytes(1), send(generated(256 * KiB)), step("reset")), count: 4 },
    },
    phases: [{ start: [listen("server", "server")] }],
    ends: [when(entered("connectionLost"), 8)],
    expect: [occurs("a connection that its peer has reset is lost",
      entered("connectionLost", { reason: { kind: "lost" } }), 8)],
  }),
  scenario({
    id: "tcp.reset.behind-data/half-closed",
    title: "peers that send and reset after the subject's own end have not ended in order either",
    checks: ["tcp.reset.behind-data"],
    protocols: { server: { reactions: [on("connectionMade", endWriting()), on("eofReceived")] } },
    peers: {
      peer: { ...peerTo("server", step("readEnd"), send(generated(KiB)), step("reset")), count: 4 },
    },
    phases: [{ start: [listen("server", "server")] }],
    ends: [when(entered("connectionLost"), 4)],
    expect: [
      occurs("a connection that its peer has reset is lost",
        entered("connectionLost", { reason: { kind: "lost" } }), 4),
      occurs("a reset is not told as an end", entered("eofReceived"), 0),
    ],
  }),
  serving({
    id: "tcp.keep-alive.delay",
    title: "setKeepAlive refuses delays that are no duration",
    binding: "typescript",
    ...oneConnection(
      [on("connectionMade",
        keepAlive({ odd: "NaN" }), keepAlive(-1), keepAlive({ odd: "Infinity" }), keepAlive(60_000))],
      [],
    ),
    ends: [when(left("connectionMade"))],
    expect: [
      occurs("setKeepAlive throws a RangeError for a delay that is NaN, negative or infinite",
        returned("setKeepAlive", { threw: { classes: { $with: "RangeError" } } }), 3),
      occurs("setKeepAlive takes a delay of a minute", returned("setKeepAlive", { threw: { $exists: false } }), 1),
    ],
  }),
  scenario({
    id: "tcp.options.any-state",
    title: "both options are set on connections that are open, half-closed, closing, aborted and over",
    protocols: {
      ended: {
        reactions: [
          on("connectionMade", ...options(), endWriting(), ...options(), loseConnection(), ...options()),
          on("connectionLost", ...options(), callLater("later", 1, ...options("ended#1"))),
        ],
      },
      aborted: { reactions: [on("connectionMade", abortConnection(), ...options())] },
    },
    peers: { ended: peerTo("ended", step("readEnd"), step("end")), aborted: peerTo("aborted") },
    phases: [{ start: [listen("ended", "ended"), listen("aborted", "aborted")] }],
    ends: [when(left("timedCall", { call: "later" })), when(lost("aborted#1"))],
    expect: [occurs("setting an option throws in no state of the connection",
      { ev: "return", op: { $in: ["setNoDelay", "setKeepAlive"] }, threw: { $exists: true } }, 0)],
  }),
];

/** A listener, the connection that it accepted and the one that was opened have this host at both ends. */
function hosts(host: string, says: string): Expectation[] {
  const reported = [
    entered("listening", { address: { host } }),
    ...["server#1", "opened"].map((connection) =>
      entered("connectionMade", { connection, local: { host }, remote: { host } })),
  ];
  return [
    ...reported.map((event) => occurs(says, event, 1)),
    occurs(says, entered("factory", { remote: { host: { $not: host } } }), 0),
  ];
}
