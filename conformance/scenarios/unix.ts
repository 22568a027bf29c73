import {
  awaits, connect, entered, generated, loseConnection, lost, MiB, never, occurs, on, peerEnd, peerSaw, peerTo, ran,
  relation, returned, scenario, send, step, stop, text, when, write,
} from "../language/build.js";
import type { AddressSpec, Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { Ending, Expectation, PeerScript, ProtocolScript, Scenario } from "../language/scenario.js";

const hello = text("hello");
/** Greets, and closes. */
const greeter: ProtocolScript = { reactions: [on("connectionMade", write(hello), loseConnection())] };
/** Reads what a greeter sends. */
const client = (listener: string): PeerScript => peerTo(listener, step("readEnd"), step("close"));

const at = (unix: string): AddressSpec => ({ unix });
const listenAt = (listener: string, address: AddressSpec, ...listening: readonly Operation[]): Operation =>
  ({ op: "listen", listener, protocol: "server", address, on: { listening } });
const closeListener = (listener: string, ...closed: readonly Operation[]): Operation =>
  ({ op: "closeListener", listener, on: { closed } });

const listenFailed = (listener: string, error: Pattern): Pattern => entered("listenFailed", { listener, error });
const connectFailed = (connection: string, error: Pattern): Pattern => entered("connectFailed", { connection, error });
const attemptOver = (listener: string): Ending =>
  when({ ev: "enter", cb: { $in: ["listening", "listenFailed"] }, listener });
const connectOver = (connection: string): Ending =>
  when({ ev: "enter", cb: { $in: ["connected", "connectFailed"] }, connection });

/** Tells what is at a path once `event` has occurred. */
const looksAfter = (path: string, event: Pattern): PeerScript =>
  ({ role: { path }, script: [awaits(event), { step: "look" }] });
/** Puts something at a path before the scenario begins. */
const made = (path: string, what: "file" | "directory" | "loop" | "stale"): PeerScript =>
  ({ role: { path }, script: [{ step: "make", what }] });
const saw = (peer: string, state: Pattern): Pattern => ({ ev: "peer", peer, saw: "path", ...state });

/** Longer than any platform's address, in few characters; and one that is long, and fits. */
const LONG = "x".repeat(150);
const LONG_IN_BYTES = "\u00e9".repeat(60);
const FITTING = "y".repeat(40);

const badPaths: readonly (readonly [string, AddressSpec])[] = [
  ["number", { path: { odd: "NaN" } }], ["null", { path: { odd: "null" } }], ["object", { path: { odd: "object" } }],
  ["empty", { path: "" }], ["with a zero byte", { path: "/tmp/a\0b" }],
];

const occupied = ["file", "directory", "loop", "stale"] as const;

/** The scenarios of the chapter on UNIX sockets: what is peculiar to them. */
export const unixScenarios: readonly Scenario[] = [
  scenario({
    id: "unix.stream.errors/absent",
    title: "attempts at paths that are not there have the platform's code, number, call and address",
    phases: [{ start: [connect("absent", "any", at("absent")), listenAt("orphan", at("absent/orphan"))] }],
    ends: [connectOver("absent"), attemptOver("orphan")],
    expect: [
      ...errorIs("connectFailed", { connection: "absent" }, "ENOENT", [2, null]),
      ...errorIs("listenFailed", { listener: "orphan" }, "ENOENT", [2, null]),
      occurs("a failure to connect has the syscall connect", connectFailed("absent", { syscall: "connect" })),
    ],
  }),
  scenario({
    id: "unix.stream.errors/in-use",
    title: "an attempt to listen at a path in use has the platform's code and the address",
    phases: [{ start: [listenAt("first", at("path"), listenAt("second", { listener: "first" }))] }],
    ends: [attemptOver("second")],
    expect: errorIs("listenFailed", { listener: "second" }, "EADDRINUSE", [98, 48, 10048, null]),
  }),
  scenario({
    id: "unix.stream.errors/unforeseen",
    title: "a path that is a link to itself fails with a code that the table lacks, and the category other",
    peers: { loop: made("loop", "loop") },
    phases: [{ start: [connect("loop", "any", at("loop"))] }],
    ends: [connectOver("loop")],
    expect: [
      ...errorIs("connectFailed", { connection: "loop" }, "ELOOP", [40, 62, null]),
      occurs("a failure whose code the table lacks has the category other",
        connectFailed("loop", { category: "other" })),
    ],
  }),
  scenario({
    id: "unix.cut",
    title: "a peer closes while 8 MiB wait for it",
    protocols: { server: { reactions: [on("connectionMade", write(generated(8 * MiB)))] } },
    peers: { peer: peerTo("server", step("pause"), awaits(returned("write")), step("close")) },
    phases: [{ start: [listenAt("server", at("path"))] }],
    ends: [when(lost("server#1"))],
    expect: [occurs("a connection whose peer closes while bytes are unsent is lost for the reason lost, as reset",
      lost("server#1", { reason: { kind: "lost", error: { category: "reset" } } }))],
  }),
  scenario({
    id: "unix.address.path",
    title: "a listener, the connection that it accepts and the one that is opened to it have its path",
    peers: { peer: client("server") },
    protocols: { server: greeter, client: {} },
    phases: [{ start: [listenAt("server", at("path"), connect("client", "client", { listener: "server" }))] }],
    ends: [when(lost("client")), when(entered("connectionMade", { connection: { $has: "server#" } }), 2)],
    expect: [
      relation("a connection that is opened has the path of the listener as its remote address",
        { event: entered("connectionMade", { connection: "client" }), field: "remote.path" }, "equals",
        { event: entered("listening"), field: "address.path" }),
      relation("a connection that is accepted has the path of its listener as its local address",
        { event: entered("connectionMade", { connection: "server#1" }), field: "local.path" }, "equals",
        { event: entered("listening"), field: "address.path" }),
      relation("a listener has the path that it was given: a peer connects to it there",
        { event: peerSaw("peer", "connected"), field: "remote.path" }, "equals",
        { event: entered("listening"), field: "address.path" }),
      occurs("the addresses are of the kind unix", entered("listening", { address: { kind: "unix" } })),
      occurs("the addresses are of the kind unix",
        entered("connectionMade", { connection: "client", local: { kind: "unix" }, remote: { kind: "unix" } })),
    ],
  }),
  scenario({
    id: "unix.address.unnamed",
    title: "clients without a path are reported without one, to the factory and by both ends",
    peers: { peer: client("server") },
    protocols: { server: greeter, client: {} },
    phases: [{ start: [listenAt("server", at("path"), connect("client", "client", { listener: "server" }))] }],
    ends: [when(lost("client")), when(entered("connectionMade", { connection: { $has: "server#" } }), 2)],
    expect: [
      occurs("the path of an unnamed end is null, as the local address of a client",
        entered("connectionMade", { connection: "client", local: { path: null } })),
      occurs("the path of an unnamed end is null, as the remote address of a server",
        entered("connectionMade", { connection: { $has: "server#" }, remote: { path: null } }), 2),
      never("the path of an unnamed end is null, as the argument of a factory",
        entered("factory", { listener: "server", remote: { path: { $exists: true } } })),
    ],
  }),
  scenario({
    id: "unix.argument",
    title: "paths that no platform has are refused at the call",
    phases: [{
      start: [
        ...badPaths.map(([what, address]) => listenAt(`path ${what}`, address)),
        ...badPaths.map(([what, address]) => connect(`path ${what}`, "any", address)),
        listenAt("witness", at("witness")),
      ],
    }],
    ends: [attemptOver("witness")],
    expect: [
      ...badPaths.flatMap(([what]) => [
        occurs(`listen throws for a path that is ${what}`,
          returned("listen", { listener: `path ${what}`, threw: { $exists: true } })),
        occurs(`connect throws for a path that is ${what}`,
          returned("connect", { connection: `path ${what}`, threw: { $exists: true } })),
      ]),
      never("a call of listen that throws begins no attempt",
        { ev: "enter", cb: { $in: ["listening", "listenFailed"] }, listener: { $has: "path" } }),
      never("a call of connect that throws begins no attempt",
        { ev: "enter", cb: { $in: ["connected", "connectFailed"] }, connection: { $has: "path" } }),
    ],
  }),
  scenario({
    id: "unix.path-too-long",
    title: "paths of more bytes than any platform takes are refused, and a long one that fits is not",
    phases: [{
      start: [
        listenAt("long", at(LONG)), listenAt("long in bytes", at(LONG_IN_BYTES)), connect("client", "any", at(LONG)),
        listenAt("fitting", at(FITTING)),
      ],
    }],
    ends: [attemptOver("long"), attemptOver("long in bytes"), connectOver("client"), attemptOver("fitting")],
    expect: [
      ...["long", "long in bytes"].map((listener) => occurs(
        "listening at a path that is too long fails as path-too-long",
        listenFailed(listener, { category: "path-too-long" }))),
      occurs("connecting to a path that is too long fails as path-too-long",
        connectFailed("client", { category: "path-too-long" })),
      occurs("a long path that the platform takes is listened at", entered("listening", { listener: "fitting" })),
    ],
  }),
  scenario({
    id: "unix.path.whole",
    title: "a path that is too long leaves nothing behind in its directory",
    peers: { directory: looksAfter(".", { ev: "enter", cb: { $in: ["listening", "listenFailed"] } }) },
    phases: [{ start: [listenAt("long", at(LONG))] }],
    ends: [attemptOver("long"), when(saw("directory", {}))],
    expect: [occurs("no other path is created than the one that was given", saw("directory", { entries: 0 }))],
  }),
  scenario({
    id: "unix.abstract",
    title: "an abstract name is used as one, and makes no file, or is refused as unsupported",
    protocols: { server: greeter, client: {} },
    peers: { directory: looksAfter(".", { ev: "enter", cb: { $in: ["connectionLost", "listenFailed"] } }) },
    phases: [{
      start: [listenAt("server", { unix: "name", abstract: true },
        connect("client", "client", { listener: "server" }))],
    }],
    ends: [attemptOver("server"), when(saw("directory", {}))],
    expect: [
      never("an abstract name is used, or refused as unsupported",
        listenFailed("server", { category: { $not: "unsupported" } })),
      never("a client reaches the abstract name that is listened at", connectFailed("client", {})),
      occurs("an abstract name is in no directory", saw("directory", { entries: 0 })),
    ],
  }),
  scenario({
    id: "unix.listen.occupied",
    title: "paths that a file, a directory, a link, a stale socket and a live one have are refused",
    peers: {
      ...Object.fromEntries(occupied.map((what) => [what, made(what, what)])),
      live: { role: { listens: true, unix: "live" } },
    },
    phases: [{ start: [...occupied, "live"].map((what) => listenAt(what, at(what))) }],
    ends: [...occupied, "live"].map(attemptOver),
    expect: [...occupied, "live"].map((what) => occurs("listening at a path that is occupied fails as address-in-use",
      listenFailed(what, { category: "address-in-use" }))),
  }),
  scenario({
    id: "unix.listen.untouched/live",
    title: "a listener whose path another attempt was made at is reached there",
    checks: ["unix.listen.untouched"],
    protocols: { server: greeter },
    peers: {
      peer: {
        ...client("first"),
        when: { ev: "enter", cb: { $in: ["listening", "listenFailed"] }, listener: "second" },
      },
    },
    phases: [{ start: [listenAt("first", at("path"), listenAt("second", { listener: "first" }))] }],
    ends: [attemptOver("second"), when({ ev: "peer", peer: "peer", saw: { $in: ["refused", "end"] } })],
    expect: [
      occurs("a listener that has the path goes on accepting", peerEnd("peer", "clean", [hello])),
      occurs("it is the first listener that accepts", entered("factory", { listener: "first" }), 1),
    ],
  }),
  scenario({
    id: "unix.listen.untouched",
    title: "what has the path when an attempt to listen is made is there afterwards",
    peers: Object.fromEntries(occupied.map((what) => [what, {
      role: { path: what },
      script: [
        { step: "make", what },
        awaits({ ev: "enter", cb: { $in: ["listening", "listenFailed"] }, listener: what }), { step: "look" },
      ],
    } satisfies PeerScript])),
    phases: [{ start: occupied.map((what) => listenAt(what, at(what))) }],
    ends: occupied.flatMap((what) => [attemptOver(what), when(saw(what, {}))]),
    expect: occupied.map((what) => occurs("what has the path is left as it was",
      saw(what, { is: what === "stale" ? "socket" : what }))),
  }),
  scenario({
    id: "unix.listen.no-directory",
    title: "an attempt to listen in a directory that does not exist fails",
    phases: [{ start: [listenAt("orphan", at("absent/orphan"))] }],
    ends: [attemptOver("orphan")],
    expect: [occurs("listening where there is no directory fails as path-not-found",
      listenFailed("orphan", { category: "path-not-found" }))],
  }),
  scenario({
    id: "unix.close.removes",
    title: "the path is there while it is listened at, and gone when the listener is closed",
    peers: {
      during: looksAfter("path", entered("listening")),
      after: looksAfter("path", { ev: "enter", cb: { $in: ["closed", "closeFailed"] } }),
      peer: { ...client("server"), when: saw("during", {}) },
    },
    protocols: { server: { reactions: [on("connectionMade", closeListener("server"), loseConnection())] } },
    phases: [{ start: [listenAt("server", at("path"))] }],
    ends: [when(saw("after", {}))],
    expect: [
      occurs("the path is there while it is listened at", saw("during", { is: "socket" })),
      occurs("the path is gone when the listener is closed", saw("after", { is: "nothing" })),
    ],
  }),
  scenario({
    id: "unix.close.removes/stop",
    title: "the path is gone when the run is over",
    peers: { after: looksAfter("path", ran()) },
    phases: [{ start: [listenAt("server", at("path"), stop)] }],
    ends: [when(ran()), when(saw("after", {}))],
    expect: [occurs("the path is gone when the run is over", saw("after", { is: "nothing" }))],
  }),
  scenario({
    id: "unix.close.replaced",
    title: "a path is taken away, and listened at anew, before its first listener is closed",
    protocols: {
      server: greeter,
      starting: { reactions: [on("connectionMade", listenAt("new", at("path"), closeListener("old")))] },
    },
    peers: {
      hand: {
        role: { path: "path" },
        script: [awaits(entered("listening", { listener: "starter" })), { step: "remove" }, { step: "look" }],
      },
      starting: { ...peerTo("starter"), when: saw("hand", { is: "nothing" }) },
      peer: { ...client("new"), when: { ev: "enter", cb: { $in: ["closed", "closeFailed"] }, listener: "old" } },
    },
    phases: [{
      start: [listenAt("old", at("path"), {
        op: "listen", listener: "starter", protocol: "starting", address: at("starter"),
      })],
    }],
    ends: [when({ ev: "peer", peer: "peer", saw: { $in: ["refused", "end"] } })],
    expect: [occurs("what has taken the place of the path is there when the listener is closed",
      peerEnd("peer", "clean", [hello]))],
  }),
  ...(["file", "directory"] as const).map((what) => scenario({
    id: `unix.close.replaced/${what}`,
    title: `a ${what} has taken the place of the path when the listener is closed`,
    protocols: { server: { reactions: [on("dataReceived", closeListener("server"), loseConnection())] } },
    peers: {
      hand: {
        role: { path: "path" },
        script: [
          awaits(entered("connectionMade")), { step: "make", what },
          awaits({ ev: "enter", cb: { $in: ["closed", "closeFailed"] } }), { step: "look" },
        ],
      },
      peer: peerTo("server", awaits(entered("connectionMade")), send(hello), step("readEnd"), step("close")),
    },
    phases: [{ start: [listenAt("server", at("path"))] }],
    ends: [when(saw("hand", {}))],
    expect: [occurs("what has taken the place of the path is there when the listener is closed",
      saw("hand", { is: what }))],
  })),
  scenario({
    id: "unix.close.absent",
    title: "a listener is closed whose path somebody has removed",
    protocols: { server: { reactions: [on("dataReceived", closeListener("server"), loseConnection())] } },
    peers: {
      hand: { role: { path: "path" }, script: [awaits(entered("connectionMade")), { step: "remove" }] },
      peer: peerTo("server", awaits(entered("connectionMade")), send(hello), step("readEnd"), step("close")),
    },
    phases: [{ start: [listenAt("server", at("path"))] }],
    ends: [when({ ev: "enter", cb: { $in: ["closed", "closeFailed"] } })],
    expect: [occurs("close is fulfilled though the path is gone", entered("closed"), 1)],
  }),
  scenario({
    id: "unix.connect.absent",
    title: "an attempt to connect to a path that does not exist fails",
    phases: [{ start: [connect("absent", "any", at("absent"))] }],
    ends: [connectOver("absent")],
    expect: [occurs("connecting to a path that does not exist fails as path-not-found",
      connectFailed("absent", { category: "path-not-found" }))],
  }),
  scenario({
    id: "unix.connect.no-socket",
    title: "attempts to connect to a file and to a directory fail",
    peers: { file: made("file", "file"), directory: made("directory", "directory") },
    phases: [{ start: [connect("file", "any", at("file")), connect("directory", "any", at("directory"))] }],
    ends: [connectOver("file"), connectOver("directory")],
    expect: ["file", "directory"].map((what) => occurs("connecting to what is no socket fails as refused",
      connectFailed(what, { category: "refused" }))),
  }),
];

/** A failure has what the platform said, and what was asked for. */
function errorIs(cb: string, who: Pattern, code: string, numbers: readonly (number | null)[]): Expectation[] {
  const failure = (error: Pattern): Pattern => entered(cb, { ...who, error });
  return [
    occurs(`what the platform calls ${code} has this code`, failure({ code })),
    occurs(`the number of ${code} is the platform's, or null`, failure({ errno: { $in: numbers } })),
    occurs("the failure has the address that was asked for",
      failure({ address: { kind: "unix", path: { $exists: true } } })),
  ];
}
