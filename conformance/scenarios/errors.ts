import { constants } from "node:os";
import { errorCategories } from "../../spec/error-categories.js";
import { platformErrors } from "../../spec/platform-errors.js";
import {
  abortConnection, awaits, callLater, endWriting, entered, generated, listen, listeningPeer, lost, MiB, never, occurs,
  of, on, peerTo, ran, relation, returned, scenario, step, stop, when, write,
} from "../language/build.js";
import type { OddArguments } from "../language/odd-arguments.js";
import type { AddressSpec, OddValue, Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { Ending, Expectation, Phase, Scenario } from "../language/scenario.js";

type Listen = Extract<Operation, { readonly op: "listen" }>;
type Connect = Extract<Operation, { readonly op: "connect" }>;

/** An address that is reserved for documentation: no host has it. */
const documentation = { host: "192.0.2.1", port: 0 };
const hostNumbers = new Map<string, number>(Object.entries(constants.errno));

function listenAt(listener: string, address: AddressSpec, more: Pick<Listen, "backlog" | "odd"> = {}): Operation {
  return { op: "listen", listener, protocol: "server", address, ...more };
}

function connectTo(connection: string, more: Pick<Connect, "to" | "timeout" | "odd">): Operation {
  return { op: "connect", connection, protocol: "client", ...more };
}

/** What the platform refuses: an address in use, one that the host does not have, one where nobody listens. */
const refusals: readonly Phase[] = [{
  start: [
    listen("first", "server", listenAt("taken", { listener: "first" })),
    listenAt("elsewhere", documentation),
    connectTo("refused", { to: { closed: true } }),
  ],
}];

const taken = (error: Pattern): Pattern => entered("listenFailed", { listener: "taken", error });
const elsewhere = (error: Pattern): Pattern => entered("listenFailed", { listener: "elsewhere", error });
const refused = (error: Pattern): Pattern => entered("connectFailed", { connection: "refused", error });

const refusalsOver: readonly Ending[] = [
  when({ ev: "enter", cb: { $in: ["listening", "listenFailed"] }, listener: { $in: ["taken", "elsewhere"] } }, 2),
  when({ ev: "enter", cb: { $in: ["connected", "connectFailed"] }, connection: "refused" }),
];

/** Each refusal with the code that the platform has for it. */
const codes = [["EADDRINUSE", taken], ["EADDRNOTAVAIL", elsewhere], ["ECONNREFUSED", refused]] as const;

/** The numbers that platforms have for a code, and null. */
function numbersOf(code: string): (number | null)[] {
  const row = platformErrors.get(code);
  const ofTable = row === undefined ? [] : [row.linux, row.macos, row.windows];
  const inTable = ["linux", "darwin", "win32"].includes(process.platform);
  return [null, ...ofTable, ...(inTable ? [] : [hostNumbers.get(code) ?? null])];
}

/** A scenario of the refusals. */
function ofRefusals(id: string, title: string, ...expect: readonly Expectation[]): Scenario {
  return scenario({ id, title, phases: refusals, ends: refusalsOver, expect });
}

const threw = (op: string, names: Pattern, type: string): Pattern =>
  returned(op, { ...names, threw: { classes: { $with: type } } });

/** The attempts that fail for reasons of the reactor's own. */
const own = ["timed out", "cancelled", "declined"];

/** A text where a number belongs. */
const wrong: OddValue = { odd: "string" };

const oddArguments: readonly (readonly [string, OddArguments])[] = [
  ["an address that is null", { address: "null" }],
  ["an address that is undefined", { address: "undefined" }],
  ["an address that is a text", { address: "string" }],
  ["an address without a kind", { address: "object" }],
  ["a host that is a number", { host: "NaN" }],
  ["a host that is null", { host: "null" }],
  ["a factory that is undefined", { factory: "undefined" }],
  ["a factory that is an object", { factory: "object" }],
];

/** The scenarios of the chapter on errors. */
export const errorScenarios: readonly Scenario[] = [
  ofRefusals("error.category", "what the platform refuses has a category of the standard",
    ...codes.map(([code, failure]) => occurs(`what the platform calls ${code} has a category of the standard`,
      failure({ category: { $in: errorCategories } })))),
  ofRefusals("error.category.of-code", "what the platform refuses has the category of its code",
    ...codes.map(([code, failure]) => occurs(`a failure with the code ${code} has its category`,
      failure({ category: platformErrors.get(code)?.category ?? "other" })))),
  ofRefusals("error.code", "what the platform refuses has the platform's code",
    ...codes.map(([code, failure]) => occurs(`what the platform calls ${code} has this code`, failure({ code })))),
  ofRefusals("error.errno", "what the platform refuses has the platform's number, or none",
    ...codes.map(([code, failure]) => occurs(`the number of ${code} is a platform's, or null`,
      failure({ errno: { $in: numbersOf(code) } })))),
  ofRefusals("error.syscall", "a refused connection names the platform's call",
    occurs("a failure to connect has the syscall connect", refused({ syscall: "connect" }))),
  ofRefusals("error.address", "what the platform refuses names the address",
    occurs("a failure to listen has the address that was asked for",
      elsewhere({ address: { kind: "tcp", ...documentation } })),
    relation("a failure to listen has the port that was asked for",
      { event: taken({}), field: "error.address.port" }, "equals",
      { event: entered("listening", { listener: "first" }), field: "address.port" }),
    occurs("a failure to connect has the address that was asked for",
      refused({ address: { kind: "tcp", host: "127.0.0.1", port: { $gte: 1 } } }))),
  ofRefusals("error.message", "the message of what the platform refuses has the code",
    ...codes.map(([code, failure]) => occurs(`the message of a failure with the code ${code} contains the code`,
      failure({ message: { $has: code } })))),
  { ...ofRefusals("error.instance", "what the platform refuses is an Error",
    ...codes.map(([code, failure]) => occurs(`a failure with the code ${code} is an instance of Error`,
      failure({ isError: true })))), binding: "typescript" },
  ofRefusals("error.asynchronous", "what the platform refuses is no matter of the call",
    never("what the environment refuses is thrown by no call",
      { ev: "return", op: { $in: ["listen", "connect"] }, threw: { $exists: true } })),
  scenario({
    id: "error.asynchronous/ports",
    title: "the lowest and the highest port are numbers of ports like others",
    checks: ["error.asynchronous"],
    phases: [{ start: [connectTo("lowest", { to: { port: 1 } }), connectTo("highest", { to: { port: 65535 } })] }],
    ends: [when({ ev: "enter", cb: { $in: ["connected", "connectFailed"] } }, 2)],
    expect: [never("what can be a port is refused by no call", returned("connect", { threw: { $exists: true } }))],
  }),
  scenario({
    id: "error.own.no-code",
    title: "attempts that time out, are cancelled and are declined fail without a platform's code",
    protocols: { declining: { declines: "all" } },
    peers: { peer: listeningPeer(step("readEnd"), step("close")) },
    phases: [{
      start: [
        connectTo("timed out", { to: { stalled: true }, timeout: 20 }),
        connectTo("cancelled", { to: { stalled: true } }),
        { op: "cancelConnect", connection: "cancelled" },
        { op: "connect", connection: "declined", protocol: "declining", to: { peer: "peer" } },
      ],
    }],
    // A reactor that never settles the declined one breaks connect.declined, and not this rule.
    ends: ["timed out", "cancelled"].map((connection) => when(entered("connectFailed", { connection }))),
    expect: own.flatMap((connection) => [
      never(`the failure of an attempt that is ${connection} has no code`,
        entered("connectFailed", { connection, error: { code: { $not: null } } })),
      never(`the failure of an attempt that is ${connection} has no number`,
        entered("connectFailed", { connection, error: { errno: { $not: null } } })),
    ]),
  }),
  scenario({
    id: "error.argument",
    title: "wrong arguments of listen and connect are refused with the class of their mistake",
    binding: "typescript",
    phases: [{
      start: [
        listenAt("type", { port: wrong }),
        listenAt("type", { port: 0 }, { backlog: wrong }),
        connectTo("type", { to: { port: wrong } }),
        connectTo("type", { to: { closed: true }, timeout: wrong }),
        listenAt("range", { port: 65536 }),
        listenAt("range", { port: 0 }, { backlog: 0 }),
        connectTo("range", { to: { port: 65536 } }),
        connectTo("range", { to: { closed: true }, timeout: -1 }),
        connectTo("witness", { to: { closed: true } }),
      ],
    }],
    ends: [when({ ev: "enter", cb: { $in: ["connected", "connectFailed"] }, connection: "witness" })],
    expect: [
      occurs("listen throws a TypeError for an argument of a wrong type",
        threw("listen", { listener: "type" }, "TypeError"), 2),
      occurs("connect throws a TypeError for an argument of a wrong type",
        threw("connect", { connection: "type" }, "TypeError"), 2),
      occurs("listen throws a RangeError for a number out of range",
        threw("listen", { listener: "range" }, "RangeError"), 2),
      occurs("connect throws a RangeError for a number out of range",
        threw("connect", { connection: "range" }, "RangeError"), 2),
    ],
  }),
  scenario({
    id: "error.argument.type",
    title: "addresses, hosts, factories and signals that are none are refused at the call",
    binding: "typescript",
    phases: [{
      start: [
        ...oddArguments.flatMap(([what, odd]) => [
          listenAt(`odd ${what}`, { port: 0 }, { odd }), connectTo(`odd ${what}`, { to: { closed: true }, odd }),
        ]),
        connectTo("odd signal", { to: { closed: true }, odd: { signal: "object" } }),
        connectTo("witness", { to: { closed: true } }),
      ],
    }],
    ends: [when({ ev: "enter", cb: { $in: ["connected", "connectFailed"] }, connection: "witness" })],
    expect: [
      ...oddArguments.flatMap(([what]) => [
        occurs(`listen throws a TypeError for ${what}`, threw("listen", { listener: `odd ${what}` }, "TypeError"), 1),
        occurs(`connect throws a TypeError for ${what}`,
          threw("connect", { connection: `odd ${what}` }, "TypeError"), 1),
      ]),
      occurs("connect throws a TypeError for a signal that is none",
        threw("connect", { connection: "odd signal" }, "TypeError"), 1),
      never("a call that throws begins nothing",
        { ev: "enter", cb: { $in: ["listening", "listenFailed"] }, listener: { $has: "odd" } }),
      never("a call that throws begins nothing",
        { ev: "enter", cb: { $in: ["connected", "connectFailed"] }, connection: { $has: "odd" } }),
    ],
  }),
  scenario({
    id: "error.category.of-code/permission",
    title: "an attempt to listen at a path where nobody may create anything has the category of its code",
    checks: ["error.category.of-code", "error.code"],
    claims: ["unix"],
    needs: ["linux"],
    phases: [{ start: [listenAt("forbidden", { path: "/sys/reactor-standard" })] }],
    ends: [when({ ev: "enter", cb: { $in: ["listening", "listenFailed"] } })],
    expect: [
      occurs("what is not permitted has the category permission-denied",
        entered("listenFailed", { error: { category: "permission-denied" } })),
      of("error.code", occurs("what is not permitted has the platform's code",
        entered("listenFailed", { error: { code: { $in: ["EPERM", "EACCES"] } } }))),
    ],
  }),
  scenario({
    id: "error.given-up",
    title: "8 MiB are discarded, an attempt is cancelled, a listener is closed, and the run is stopped",
    protocols: {
      server: {
        reactions: [
          on("connectionMade", write(generated(8 * MiB)), abortConnection()),
          on("connectionLost", callLater("stop", 5, stop)),
        ],
      },
    },
    peers: {
      peer: peerTo("listener", step("pause")),
      other: { ...peerTo("closing"), when: entered("listening", { listener: "closing" }) },
    },
    phases: [{
      start: [
        listen("listener", "server"),
        listen("closing", "idle", { op: "closeListener", listener: "closing" }),
        connectTo("cancelled", { to: { stalled: true } }),
        callLater("cancel", 1, { op: "cancelConnect", connection: "cancelled" }),
      ],
    }],
    ends: [when(lost("listener#1")), when(entered("connectFailed", { connection: "cancelled" })), when(ran())],
    expect: [
      never("what the program gives up is reported as no error", entered("errorHook")),
      never("a connection that the program aborts has no error as its reason",
        lost("listener#1", { reason: { error: { $exists: true } } })),
    ],
  }),
  scenario({
    id: "error.reset",
    title: "a connection that its peer resets is lost with the category reset, and the platform's code",
    checks: ["error.reset", "error.code", "error.category"],
    peers: { peer: peerTo("listener", awaits(entered("connectionMade")), step("reset")) },
    phases: [{ start: [listen("listener", "server")] }],
    ends: [when(lost("listener#1"))],
    expect: [
      occurs("a reset of the peer has the category reset",
        lost("listener#1", { reason: { kind: "lost", error: { category: "reset" } } })),
      of("error.category", occurs("the failure of a connection has a category of the standard",
        lost("listener#1", { reason: { error: { category: { $in: errorCategories } } } }))),
      of("error.code", occurs("what the platform calls ECONNRESET has this code",
        lost("listener#1", { reason: { error: { code: "ECONNRESET" } } }))),
    ],
  }),
  scenario({
    id: "error.reset/behind-the-end",
    title: "a peer that ends its sending and then resets has reset the connection, though the platform says EPIPE",
    protocols: { server: { reactions: [on("eofReceived", write(generated(8 * MiB)), endWriting())] } },
    peers: {
      peer: peerTo("listener", step("pause"), step("end"), awaits(entered("eofReceived")), step("reset")),
    },
    phases: [{ start: [listen("listener", "server")] }],
    ends: [when(lost("listener#1"))],
    expect: [
      occurs("a reset behind the end of the peer's sending has the category reset",
        lost("listener#1", { reason: { kind: "lost", error: { category: "reset" } } })),
    ],
  }),
];
