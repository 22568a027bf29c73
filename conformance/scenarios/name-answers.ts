import { at, hosts, resolve, setResolver } from "../language/build-names.js";
import type { ResolverAnswer } from "../language/name-operations.js";
import {
  callLater, called, entered, listeningPeer, mark, marked, never, occurs, of, peerSaw, relation, returned, scenario,
  step, when,
} from "../language/build.js";
import type { AddressSpec, NumberOrOdd, Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { Scenario } from "../language/scenario.js";

type Connect = Extract<Operation, { readonly op: "connect" }>;

const peer = { peer: "peer" } as const;
const closed = { closed: true } as const;
const stalled = { stalled: true } as const;
const ends = [step("readEnd"), step("close")];
/** A peer at the address of another thing, but for the host. */
const beside = (host: string, portOf: AddressSpec & ({ readonly peer: string } | { readonly stalled: true })) =>
  ({ role: { listens: true, host, portOf }, script: ends } as const);

function attempt(connection: string, to: Connect["to"], options: Partial<Connect> = {}): Operation {
  return { op: "connect", connection, protocol: "client", to, ...options };
}

function settled(connection: string): Pattern {
  return { ev: "enter", cb: { $in: ["connected", "connectFailed"] }, connection };
}

function answered(lookup: string): Pattern {
  return { ev: "enter", cb: { $in: ["resolved", "resolveFailed"] }, lookup };
}

function madeTo(host: string, connection = "client"): Pattern {
  return entered("connectionMade", { connection, remote: { host } });
}

/** A name with the answer, and an attempt at it. */
function asking(answer: ResolverAnswer, portOf: Connect["to"] & object, options: Partial<Connect> = {}): Operation[] {
  return [
    setResolver("own", { "alpha.test": answer }),
    attempt("client", at("alpha.test", portOf as Parameters<typeof at>[1]), options),
  ];
}

/** One attempt and one lookup for each answer; `all` is what their failures are to have. */
function failing(
  id: string, title: string, answers: readonly ResolverAnswer[], says: string, all: Pattern,
  more: Partial<Pick<Scenario, "binding" | "expect">> = {},
): Scenario {
  const names = answers.map((_, i) => `name-${i}.test`);
  const failures = (cb: string): Pattern => entered(cb, { error: all });
  return scenario({
    id, title, ...(more.binding === undefined ? {} : { binding: more.binding }),
    phases: [{
      start: [
        setResolver("own", Object.fromEntries(names.map((name, i) => [name, answers[i] as ResolverAnswer]))),
        ...names.flatMap((name, i) => [attempt(`client ${i}`, at(name, closed)), resolve(`lookup ${i}`, name)]),
        callLater("witness", 20),
      ],
    }],
    ends: [
      when({ ev: "enter", cb: { $in: ["connected", "connectFailed"] } }, answers.length),
      when({ ev: "enter", cb: { $in: ["resolved", "resolveFailed"] } }, answers.length),
      when(entered("timedCall")),
    ],
    expect: [
      occurs(says, failures("connectFailed"), answers.length),
      occurs(`${says} (of resolve)`, failures("resolveFailed"), answers.length),
      ...more.expect ?? [],
    ],
  });
}

const fails = (code: string | null): ResolverAnswer => ({ fails: code });
const badDelays: readonly NumberOrOdd[] = [-1, { odd: "NaN" }, { odd: "Infinity" }, { odd: "-Infinity" }];
const shown = (value: NumberOrOdd): string => String(typeof value === "number" ? value : value.odd);

/** Two answers whose first and second address fail in different ways: nobody connects to all hosts by TCP. */
const DIFFERENT = {
  "one.test": hosts("127.0.0.2", "255.255.255.255"), "other.test": hosts("255.255.255.255", "127.0.0.2"),
};

/** Far longer than a scenario takes: what comes after that waited for it. */
const MINUTE = 60_000;

/** A clock may be as coarse as this. */
const TICK = 10;

/** Longer than a platform takes to ask again for a connection that was not answered. */
const ASKED_AGAIN = 1500;

/** The scenarios of the chapter on name resolution: what becomes of an answer. */
export const nameAnswerScenarios: readonly Scenario[] = [
  failing("resolver.not-found", "three codes that say that there is no such name",
    ["ENOTFOUND", "EAI_NONAME", "EAI_NODATA"].map(fails),
    "a name that the resolver does not know fails as name-not-found", { category: "name-not-found" }),
  failing("resolver.unavailable", "three codes that say something else, and an error without a code",
    ["EAI_AGAIN", "EAI_FAIL", "ESERVFAIL", null].map(fails),
    "a name that the resolver cannot tell of fails as name-unavailable", { category: "name-unavailable" }),
  failing("resolver.empty", "an answer without an address is a failure",
    [hosts()], "an empty answer fails as name-not-found", { category: "name-not-found" }),
  failing("resolver.throws", "what a resolver throws fails what waits for it, and nothing else",
    [{ throws: null }, { throws: "EAI_AGAIN" }], "what a resolver throws fails the attempt as name-unavailable",
    { category: "name-unavailable" },
    { expect: [never("what a resolver throws is not reported to the error hook", entered("errorHook"))] }),
  failing("resolver.garbage", "answers that are no list of addresses are failures",
    (["null", "undefined", "string", "object", "names"] as const).map((garbage) => ({ garbage })),
    "an answer that is none fails as name-unavailable", { category: "name-unavailable" }, { binding: "typescript" }),
  failing("resolver.code", "the resolver's code is kept, whatever it is", [fails("ESERVFAIL")],
    "the failure has the code of the resolver's error", { code: "ESERVFAIL" }),
  failing("resolver.code/none", "an error without a code has none afterwards", [fails(null)],
    "the failure has no code where the resolver's error has none", { code: null }),
  failing("resolver.errno", "the number of a resolver's error is not passed on",
    [fails("ENOTFOUND"), fails("EAI_AGAIN")], "the failure of a lookup has no errno", { errno: null }),
  scenario({
    id: "resolver.resolve",
    title: "the hosts are those of the answer, in their order, both families mixed",
    phases: [{
      start: [
        setResolver("own", { "alpha.test": hosts("127.0.0.2", "::1", "127.0.0.1", "2001:db8::7", "127.0.0.2") }),
        resolve("lookup", "alpha.test"),
      ],
    }],
    ends: [when(answered("lookup"))],
    expect: [
      occurs("resolve is fulfilled with the answer as it is",
        entered("resolved", { hosts: ["127.0.0.2", "::1", "127.0.0.1", "2001:db8::7", "127.0.0.2"] })),
    ],
  }),
  scenario({
    id: "resolver.order",
    title: "of two addresses that both accept, the first of the answer is connected",
    needs: ["loopback-net"],
    peers: { peer: listeningPeer(...ends), other: beside("127.0.0.2", peer) },
    phases: [{
      start: [
        setResolver("own", {
          "up.test": hosts("127.0.0.1", "127.0.0.2"), "down.test": hosts("127.0.0.2", "127.0.0.1"),
        }),
        attempt("up", at("up.test", peer)), attempt("down", at("down.test", peer)),
      ],
    }],
    ends: [when(settled("up")), when(settled("down"))],
    expect: [
      occurs("the first address of the answer is tried first", madeTo("127.0.0.1", "up")),
      occurs("the first address of the answer is tried first, also if it is the higher one",
        madeTo("127.0.0.2", "down")),
    ],
  }),
  scenario({
    id: "resolver.duplicates",
    title: "an address that the answer has three times is tried once",
    phases: [{ start: asking(hosts("127.0.0.1", "127.0.0.1", "127.0.0.1"), closed) }],
    ends: [when(settled("client"))],
    expect: [
      occurs("an address that the answer repeats is tried once",
        entered("connectFailed", { error: { errors: [{ address: { host: "127.0.0.1" } }] } })),
    ],
  }),
  scenario({
    id: "resolver.next",
    title: "an address that accepts is connected behind two that refuse, without the delay of a minute",
    needs: ["loopback-net"],
    peers: { peer: listeningPeer(...ends) },
    phases: [{
      start: [
        ...asking(hosts("127.0.0.2", "127.0.0.3", "127.0.0.1"), peer, { attemptDelay: MINUTE }),
        callLater("minute", MINUTE),
      ],
    }],
    ends: [when(settled("client"))],
    expect: [
      occurs("the next address is tried when one has failed", madeTo("127.0.0.1")),
      never("the next address is tried before the attemptDelay has passed, when one has failed",
        entered("timedCall", { call: "minute" }), { before: entered("connectionMade") }),
    ],
  }),
  scenario({
    id: "resolver.errors",
    title: "a name with three addresses that refuse fails with the failures of all",
    needs: ["loopback-net"],
    phases: [{ start: asking(hosts("127.0.0.2", "127.0.0.1", "127.0.0.3"), closed) }],
    ends: [when(settled("client"))],
    expect: [
      occurs("the failure has those of all addresses, in the order of the answer", entered("connectFailed", {
        error: {
          errors: ["127.0.0.2", "127.0.0.1", "127.0.0.3"].map((host) => ({ category: "refused", address: { host } })),
        },
      })),
      occurs("the failure has the address that was asked for",
        entered("connectFailed", { error: { address: { host: "alpha.test" } } })),
    ],
  }),
  scenario({
    id: "resolver.errors.first",
    title: "a name with two addresses that fail in different ways fails as the first, whichever that is",
    needs: ["loopback-net"],
    phases: [{
      start: [
        setResolver("own", DIFFERENT), ...["one", "other"].map((each) => attempt(each, at(`${each}.test`, closed))),
      ],
    }],
    ends: [when(settled("one")), when(settled("other"))],
    expect: ["one", "other"].flatMap((connection) => ["category", "code", "errno"].map((field) =>
      relation(`the ${field} of the failure is that of the first address`,
        { event: entered("connectFailed", { connection }), field: `error.${field}` }, "equals",
        { event: entered("connectFailed", { connection }), field: `error.errors.0.${field}` }))),
  }),
  scenario({
    id: "resolver.race",
    title: "the second address is connected while the first is not answered",
    checks: ["resolver.race", "resolver.race.not-early"],
    needs: ["loopback-net"],
    peers: { peer: beside("127.0.0.2", stalled) },
    phases: [{
      start: [
        ...asking(hosts("127.0.0.1", "127.0.0.2"), stalled, { attemptDelay: 40 }), callLater("minute", MINUTE),
      ],
    }],
    ends: [when(settled("client"))],
    expect: [
      occurs("the next address is tried when one has been pending for the attemptDelay", madeTo("127.0.0.2")),
      never("the next address is tried no later than the attemptDelay says",
        entered("timedCall", { call: "minute" }), { before: entered("connectionMade") }),
      of("resolver.race.not-early", relation(
        "the next address is not tried before the attemptDelay of 40 ms has passed",
        { event: entered("connectionMade"), field: "t" }, "at least",
        { event: called("connect"), field: "t", plus: 40 })),
    ],
  }),
  scenario({
    id: "resolver.race.default",
    title: "without a delay of the program the second address is tried after 250 ms",
    needs: ["loopback-net"],
    peers: { peer: beside("127.0.0.2", stalled) },
    phases: [{ start: asking(hosts("127.0.0.1", "127.0.0.2"), stalled) }],
    ends: [when(settled("client"))],
    expect: [
      relation("without an attemptDelay the next address is not tried before about 250 ms have passed",
        { event: entered("connectionMade"), field: "t" }, "at least",
        { event: called("connect"), field: "t", plus: 250 - TICK }),
    ],
  }),
  scenario({
    id: "resolver.race.keeps",
    title: "the first address answers at last, after the second was tried and refused",
    needs: ["loopback-net"],
    answersStalledAfter: marked("answers"),
    phases: [{
      start: [
        ...asking(hosts("127.0.0.1", "127.0.0.2"), stalled, { attemptDelay: 20 }),
        callLater("answers", 100, mark("answers")),
      ],
    }],
    ends: [when(settled("client"))],
    expect: [occurs("an address that is pending stays so when the next one is tried", madeTo("127.0.0.1"))],
  }),
  scenario({
    id: "resolver.race.losers",
    title: "the first address would answer once the second is connected, and nobody asks it any more",
    needs: ["loopback-net"],
    peers: { peer: beside("127.0.0.2", stalled) },
    answersStalledAfter: entered("connectionMade"),
    phases: [{
      start: asking(hosts("127.0.0.1", "127.0.0.2"), stalled, {
        attemptDelay: 20, on: { connected: [callLater("witness", ASKED_AGAIN)] },
      }),
    }],
    ends: [when(entered("timedCall", { call: "witness" }))],
    expect: [
      occurs("one connection is made for a name", entered("connectionMade"), 1),
      occurs("one protocol is made for a name", entered("factory"), 1),
      never("an address that was pending is given up when another is connected", peerSaw("stalled", "connected")),
    ],
  }),
  scenario({
    id: "resolver.race.invalid",
    title: "delays that are no durations are refused at the call",
    phases: [{
      start: [
        ...badDelays.map((attemptDelay) => attempt(`delay ${shown(attemptDelay)}`, closed, { attemptDelay })),
        attempt("witness", closed),
      ],
    }],
    ends: [when(settled("witness"))],
    expect: [
      ...badDelays.map((attemptDelay) => occurs(`connect throws for the attemptDelay ${shown(attemptDelay)}`,
        returned("connect", { connection: `delay ${shown(attemptDelay)}`, threw: { $exists: true } }))),
      never("a call of connect that throws begins no attempt",
        { ev: "enter", cb: { $in: ["connected", "connectFailed"] }, connection: { $has: "delay" } }),
    ],
  }),
  scenario({
    id: "resolver.listen",
    title: "a reactor listens at the first address that there is, and at none if there is none",
    needs: ["loopback-net"],
    phases: [{
      start: [
        setResolver("own", {
          "second.test": hosts("192.0.2.1", "127.0.0.1"), "first.test": hosts("127.0.0.2", "127.0.0.1"),
          "none.test": hosts("192.0.2.1", "198.51.100.1"),
        }),
        ...["second", "first", "none"].map((listener): Operation =>
          ({ op: "listen", listener, protocol: "server", address: { host: `${listener}.test`, port: 0 } })),
      ],
    }],
    ends: [when({ ev: "enter", cb: { $in: ["listening", "listenFailed"] } }, 3)],
    expect: [
      occurs("a name is listened at at the first address that the platform lets the reactor have",
        entered("listening", { listener: "second", address: { host: "127.0.0.1" } })),
      occurs("a name is listened at at its first address", entered("listening", {
        listener: "first", address: { host: "127.0.0.2" },
      })),
      occurs("a name whose addresses are not the host's cannot be listened at",
        entered("listenFailed", { listener: "none", error: { category: "address-not-available" } })),
    ],
  }),
];
