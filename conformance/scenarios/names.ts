import { at, hosts, resolve, restoreResolver, setResolver } from "../language/build-names.js";
import {
  atBytes, callLater, entered, listeningPeer, mark, marked, never, occurs, order, ran, received, returned, scenario,
  send,
  step, stop, text, when, loseConnection, lost,
} from "../language/build.js";
import type { OddValue, Operation } from "../language/operations.js";
import type { Matcher, Pattern } from "../language/pattern.js";
import type { Scenario } from "../language/scenario.js";

type Connect = Extract<Operation, { readonly op: "connect" }>;

/** A name with one address, that of the peer. */
const ALPHA = "alpha.test";
const peer = { peer: "peer" } as const;
const receiver = listeningPeer(step("readEnd"), step("close"));
const alpha = { [ALPHA]: hosts("127.0.0.1") };

function attempt(connection: string, to: Connect["to"], options: Partial<Connect> = {}): Operation {
  return { op: "connect", connection, protocol: "client", to, ...options };
}

function listenAt(listener: string, host: string): Operation {
  return { op: "listen", listener, protocol: "server", address: { host, port: 0 } };
}

function cancelResolve(lookup: string): Operation {
  return { op: "cancelResolve", lookup };
}

function cancelConnect(connection: string): Operation {
  return { op: "cancelConnect", connection };
}

/** A resolver was asked for a host. */
function asked(host: Matcher, resolver?: string): Pattern {
  return entered("lookup", { host, ...(resolver === undefined ? {} : { resolver }) });
}

function settled(connection: string): Pattern {
  return { ev: "enter", cb: { $in: ["connected", "connectFailed"] }, connection };
}

function answered(lookup: string): Pattern {
  return { ev: "enter", cb: { $in: ["resolved", "resolveFailed"] }, lookup };
}

/** All three ways to ask for a name, of which none comes to its end while the resolver is silent. */
const threeWays: readonly Operation[] = [
  setResolver("silent", { "hung.test": { never: true } }),
  attempt("client", { host: "hung.test", portOf: { closed: true } }),
  listenAt("listener", "hung.test"), resolve("lookup", "hung.test"),
];

const threeFail: readonly Pattern[] = [
  entered("connectFailed"), entered("listenFailed"), entered("resolveFailed"),
];

const MANY = 64;
const hungNames = Array.from({ length: MANY }, (_, i) => `hung-${i}.test`);
const hungAnswers = Object.fromEntries(hungNames.map((name) => [name, { never: true } as const]));
const askForHung = hungNames.map((name, i) => resolve(`hung ${i}`, name));

const noResolvers: readonly OddValue[] = [{ odd: "undefined" }, { odd: "string" }, { odd: "object" }, { odd: "NaN" }];
const noHosts: readonly OddValue[] = [{ odd: "undefined" }, { odd: "null" }, { odd: "object" }, { odd: "NaN" }];

const noNames: readonly string[] = [
  "", ".", "two words.test", "tab\t.test", "127.0.0.1\u0000.test", "two..test", ".test", `${"a".repeat(64)}.test`,
  `${"a.".repeat(127)}test`,
];

/** The scenarios of the chapter on name resolution: who is asked, and when. */
export const nameScenarios: readonly Scenario[] = [
  scenario({
    id: "resolver.absent",
    title: "a name is refused by a reactor that does not resolve names",
    lacks: ["resolver"],
    peers: { peer: receiver },
    phases: [{ start: [attempt("client", at("localhost", peer)), listenAt("listener", "localhost")] }],
    ends: [
      when(settled("client")),
      when({ ev: "enter", cb: { $in: ["listening", "listenFailed"] }, listener: "listener" }),
    ],
    expect: [
      occurs("connecting to a name is refused as unsupported",
        entered("connectFailed", { error: { category: "unsupported" } })),
      occurs("listening at a name is refused as unsupported",
        entered("listenFailed", { error: { category: "unsupported" } })),
    ],
  }),
  scenario({
    id: "resolver.literal",
    title: "addresses of both families, and one with a scope, are used and resolved without a question",
    peers: { peer: receiver },
    phases: [{
      start: [
        setResolver("spy", {}), attempt("client", peer), listenAt("listener", "127.0.0.1"),
        resolve("IPv4", "127.0.0.1"), resolve("IPv6", "::1"), resolve("scoped", "fe80::1%1"),
      ],
    }],
    ends: [
      when(settled("client")), when(entered("listening")), ...["IPv4", "IPv6", "scoped"].map((each) =>
        when(answered(each))),
    ],
    expect: [
      never("the resolver is not asked for an address", entered("lookup")),
      occurs("an address with a scope is its own answer",
        entered("resolved", { lookup: "scoped", hosts: ["fe80::1%1"] })),
    ],
  }),
  scenario({
    id: "resolver.set",
    title: "connect, listen and resolve ask the resolver of the program",
    peers: { peer: receiver },
    phases: [{
      start: [
        setResolver("own", alpha), attempt("client", at(ALPHA, peer)), listenAt("listener", ALPHA),
        resolve("lookup", ALPHA),
      ],
    }],
    ends: [when(settled("client")), when(answered("lookup")),
      when({ ev: "enter", cb: { $in: ["listening", "listenFailed"] }, listener: "listener" })],
    expect: [
      occurs("connect asks the resolver that was set", entered("connected", { connection: "client" })),
      occurs("listen asks the resolver that was set", entered("listening", { address: { host: "127.0.0.1" } })),
      occurs("resolve asks the resolver that was set", entered("resolved", { hosts: ["127.0.0.1"] })),
      occurs("the resolver that was set is asked by each", asked(ALPHA, "own"), 3),
    ],
  }),
  scenario({
    id: "resolver.set.previous",
    title: "each resolver is given back when the next is set, and answers when it is asked",
    phases: [{
      start: [
        setResolver("first", { [ALPHA]: hosts("127.0.0.2") }), setResolver("second", { [ALPHA]: { asks: "previous" } }),
        resolve("lookup", ALPHA),
      ],
    }],
    ends: [when(answered("lookup"))],
    expect: [
      occurs("setResolver returns the resolver that was set before",
        returned("setResolver", { resolver: "second", value: "first" })),
      order("the resolver that was returned can be asked", asked(ALPHA, "second"), asked(ALPHA, "first"),
        entered("resolved", { hosts: ["127.0.0.2"] })),
    ],
  }),
  scenario({
    id: "resolver.set.platform",
    title: "localhost is resolved before a resolver was set, by the one that was returned, and after null",
    phases: [{
      start: [
        resolve("before", "localhost"), setResolver("own", { localhost: { asks: "previous" } }),
        resolve("by the returned", "localhost"), setResolver("other", {}), restoreResolver,
        resolve("after", "localhost"),
      ],
    }],
    ends: ["before", "by the returned", "after"].map((each) => when(answered(each))),
    expect: ["before", "by the returned", "after"].map((each) =>
      occurs(`the platform's resolver knows localhost (${each})`,
        entered("resolved", { lookup: each, hosts: { $with: { $in: ["127.0.0.1", "::1"] } } }))),
  }),
  scenario({
    id: "resolver.set.under-way",
    title: "a resolver that was replaced while it was asked answers, and is believed",
    phases: [{
      start: [
        setResolver("old", { [ALPHA]: { hosts: ["127.0.0.1"], after: "replaced" } }), resolve("lookup", ALPHA),
        callLater("replaces", 2, setResolver("new", {}), mark("replaced")),
      ],
    }],
    ends: [when(answered("lookup"))],
    expect: [
      occurs("the answer of a resolver that was replaced counts", entered("resolved", { hosts: ["127.0.0.1"] })),
    ],
  }),
  scenario({
    id: "resolver.set.type",
    title: "what is no resolver is refused at the call, and changes nothing",
    binding: "typescript",
    phases: [{
      start: [
        setResolver("own", alpha), ...noResolvers.map(({ odd }): Operation => ({ op: "setResolver", odd })),
        resolve("lookup", ALPHA),
      ],
    }],
    ends: [when(answered("lookup"))],
    expect: [
      occurs("setResolver throws a TypeError for what is no resolver",
        returned("setResolver", { threw: { classes: { $with: "TypeError" } } }), noResolvers.length),
      occurs("a call of setResolver that throws changes nothing", entered("resolved", { hosts: ["127.0.0.1"] })),
    ],
  }),
  scenario({
    id: "resolver.returns-first",
    title: "the resolver is asked when connect, listen and resolve have returned, and told of the end when cancelled",
    phases: [{
      start: [...threeWays, callLater("cancels", 2, cancelConnect("client"), cancelResolve("lookup"))],
    }],
    ends: [when(entered("connectFailed")), when(entered("resolveFailed"))],
    expect: [occurs("the resolver is asked by each of the three calls", entered("lookup"), 3)],
  }),
  scenario({
    id: "resolver.once",
    title: "one question is asked for each attempt, also if the answer has addresses of both families",
    needs: ["ipv6"],
    peers: { peer: receiver },
    phases: [{
      start: [setResolver("own", { [ALPHA]: hosts("127.0.0.1", "::1") }), attempt("client", at(ALPHA, peer))],
    }],
    ends: [when(settled("client"))],
    expect: [occurs("the resolver is asked once for an attempt", asked(ALPHA), 1)],
  }),
  scenario({
    id: "resolver.name.idna",
    title: "a name with an umlaut is asked for by its IDNA form",
    phases: [{
      start: [
        setResolver("own", { "xn--bcher-kva.test": hosts("127.0.0.1") }), resolve("lookup", "b\u00fccher.test"),
      ],
    }],
    ends: [when(answered("lookup"))],
    expect: [occurs("a name outside ASCII is asked for in its IDNA form", asked("xn--bcher-kva.test"))],
  }),
  scenario({
    id: "resolver.name.invalid",
    title: "texts that can be no name fail as a name that does not exist, without a question",
    phases: [{
      start: [
        setResolver("spy", {}), ...noNames.flatMap((name, i) => [
          attempt(`client ${i}`, at(name, { closed: true })), resolve(`lookup ${i}`, name),
        ]),
      ],
    }],
    ends: [
      when({ ev: "enter", cb: { $in: ["connected", "connectFailed"] } }, noNames.length),
      when({ ev: "enter", cb: { $in: ["resolved", "resolveFailed"] } }, noNames.length),
    ],
    expect: [
      occurs("an attempt at what can be no name fails as name-not-found",
        entered("connectFailed", { error: { category: "name-not-found" } }), noNames.length),
      occurs("a lookup of what can be no name fails as name-not-found",
        entered("resolveFailed", { error: { category: "name-not-found" } }), noNames.length),
      never("the resolver is not asked for what can be no name", entered("lookup")),
    ],
  }),
  scenario({
    id: "resolver.name.type",
    title: "resolve throws for a host that is not a text",
    binding: "typescript",
    phases: [{ start: [...noHosts.map((host, i) => resolve(`odd ${i}`, host)), resolve("witness", "127.0.0.1")] }],
    ends: [when(answered("witness"))],
    expect: [
      occurs("resolve throws a TypeError for a host that is not a string",
        returned("resolve", { threw: { classes: { $with: "TypeError" } } }), noHosts.length),
    ],
  }),
  scenario({
    id: "resolver.hung",
    title: `a call comes and a connection is served while ${MANY} lookups are not answered`,
    protocols: { client: { reactions: [atBytes(5, loseConnection())] } },
    peers: { peer: listeningPeer(send(text("hello")), step("readEnd"), step("close")) },
    phases: [{
      start: [
        setResolver("own", hungAnswers), ...askForHung,
        callLater("later", 2, mark("called"), attempt("client", peer)),
      ],
    }],
    ends: [when(marked("called")), when(lost("client"))],
    expect: [
      occurs("a timed call comes while lookups are not answered", marked("called")),
      occurs("a connection is served while lookups are not answered", lost("client", received(text("hello")))),
    ],
  }),
  scenario({
    id: "resolver.hung.lookups",
    title: `a name is resolved while ${MANY} other lookups are not answered`,
    phases: [{
      start: [
        setResolver("own", { ...hungAnswers, ...alpha }), ...askForHung, resolve("lookup", ALPHA),
      ],
    }],
    ends: [when(answered("lookup"))],
    expect: [
      occurs("a lookup is made while others are not answered",
        entered("resolved", { lookup: "lookup", hosts: ["127.0.0.1"] })),
    ],
  }),
  scenario({
    id: "resolver.signal",
    title: "the signal is aborted by a cancel, a timeout and a stop, and left alone by an answer and a failure",
    binding: "typescript",
    phases: [{
      start: [
        setResolver("own", {
          "cancelled.test": { never: true }, "late.test": { never: true }, "stopped.test": { never: true },
          "gone.test": { fails: "ENOTFOUND" }, "lookup.test": { never: true }, ...alpha,
        }),
        attempt("cancelled", at("cancelled.test", { closed: true })),
        attempt("late", at("late.test", { closed: true }), { timeout: 5 }),
        attempt("stopped", at("stopped.test", { closed: true })), resolve("lookup", "lookup.test"),
        callLater("cancels", 2, cancelConnect("cancelled"), cancelResolve("lookup")),
        // What is over is cancelled after all; and then the reactor stops.
        attempt("gone", at("gone.test", { closed: true }), { on: { connectFailed: [
          cancelConnect("gone"),
          attempt("refused", at(ALPHA, { closed: true }), {
            on: { connectFailed: [cancelConnect("refused"), callLater("stops", 20, stop)] },
          }),
        ] } }),
      ],
    }],
    ends: [when(ran())],
    expect: [
      ...["cancelled", "late", "stopped", "lookup"].map((name) =>
        occurs(`the signal of a lookup that is given up is aborted (${name})`,
          entered("lookupCancelled", { host: `${name}.test` }), 1)),
      never("the signal of a lookup that was answered is not aborted",
        entered("lookupCancelled", { host: { $in: [ALPHA, "gone.test"] } })),
    ],
  }),
  scenario({
    id: "resolver.late",
    title: "an answer to an attempt that was given up opens no connection",
    peers: { peer: receiver },
    phases: [{
      start: [
        setResolver("own", { [ALPHA]: { hosts: ["127.0.0.1"], after: "given up" } }),
        attempt("client", at(ALPHA, peer)),
        callLater("cancels", 2, cancelConnect("client"), mark("given up"), callLater("witness", 20)),
      ],
    }],
    ends: [when(settled("client")), when(entered("timedCall", { call: "witness" }))],
    expect: [never("an answer that comes too late opens no connection", { ev: "peer", saw: "connected" })],
  }),
  scenario({
    id: "resolver.timeout",
    title: "an attempt fails when its timeout has passed, though the name was never resolved",
    phases: [{
      start: [
        setResolver("silent", { "hung.test": { never: true } }),
        attempt("client", at("hung.test", { closed: true }), { timeout: 20 }),
      ],
    }],
    ends: [when(settled("client"))],
    expect: [
      occurs("the timeout of an attempt covers its lookup",
        entered("connectFailed", { error: { category: "timed-out" } })),
    ],
  }),
  scenario({
    id: "resolver.cancel",
    title: "an attempt that is cancelled fails, though its name was never resolved",
    phases: [{
      start: [
        setResolver("silent", { "hung.test": { never: true } }), attempt("client", at("hung.test", { closed: true })),
        callLater("cancels", 2, cancelConnect("client")),
      ],
    }],
    ends: [when(settled("client"))],
    expect: [
      occurs("an attempt that is cancelled during its lookup fails as cancelled",
        entered("connectFailed", { error: { category: "cancelled" } })),
    ],
  }),
  scenario({
    id: "resolver.resolve.cancel",
    title: "a call of resolve that is cancelled fails, though the name was never resolved",
    phases: [{
      start: [
        setResolver("silent", { "hung.test": { never: true } }), resolve("lookup", "hung.test"),
        callLater("cancels", 2, cancelResolve("lookup")),
      ],
    }],
    ends: [when(answered("lookup"))],
    expect: [
      occurs("a lookup that is cancelled fails as cancelled",
        entered("resolveFailed", { error: { category: "cancelled" } })),
    ],
  }),
  scenario({
    id: "resolver.stop",
    title: "a reactor that stops lets go of an attempt to connect, one to listen and a lookup, none of them answered",
    phases: [{ start: [...threeWays, callLater("stops", 2, stop)] }],
    ends: [when(ran())],
    expect: threeFail.map((event) => occurs("what waits for a lookup fails as stopped",
      { ...event, error: { category: "stopped" } })),
  }),
];

