import {
  abortConnection, addHook, atBytes, awaits, callLater, connect, endWriting, entered, hostTurns, left, listen,
  loseConnection, lost, mark, marked, never, occurs, on, order, peerTo, returned, scenario, send, step, text, throwing,
  when, write,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Reaction, Scenario } from "../language/scenario.js";
import { listOf, spin, witness, witnessed } from "./witness.js";

const microtask = (...then: readonly Operation[]): Operation => ({ op: "microtask", do: then });
const setErrorHook = (hook: string | null, ...then: readonly Operation[]): Operation =>
  ({ op: "setErrorHook", hook, ...(then.length === 0 ? {} : { do: then }) });
const measureStack: Operation = { op: "measureStack" };
const oneAtATime = never("no callback is entered while another is running", { ev: "enter", depth: { $gte: 2 } });

const FRAMES = 20;
const shallow = [
  occurs("the frames below a callback are counted", { ev: "stack" }),
  never(`at most ${FRAMES} frames lie below a callback`, { ev: "stack", frames: { $gte: FRAMES + 1 } }),
];

/** One callback at a time, none inside a call that the program made. */
const entering: readonly Scenario[] = [
  scenario({
    id: "execution.serial",
    title: "calls that are due do not come while a callback schedules, moves and cancels others",
    phases: [{
      start: [
        ...listOf(5, (i) => callLater(`due ${i}`, i, callLater(`inner ${i}`, 0), spin(1))),
        callLater("moved", 60_000), spin(10),
        callLater("no delay", 0), { op: "reset", call: "moved", delay: 0 }, { op: "delay", call: "moved", extra: 0 },
        callLater("cancelled", 0), { op: "cancel", call: "cancelled" }, setErrorHook("other"),
        addHook("hook", "shutdown"), witness(5),
      ],
    }],
    ends: witnessed,
    expect: [oneAtATime],
  }),
  scenario({
    id: "execution.serial/connections",
    title: "calls that are due do not come while a callback writes and closes",
    claims: ["tcp"],
    protocols: {
      client: {
        reactions: [
          on("connectionMade", callLater("due", 1), spin(5), write(text("ping"))),
          atBytes(4, callLater("due again", 1), spin(5), loseConnection()),
        ],
      },
      server: {
        reactions: [atBytes(4, callLater("due too", 1), spin(5), write(text("pong")), endWriting())],
      },
    },
    phases: [{ start: [listen("server", "server", connect("client", "client", { listener: "server" }))] }],
    ends: [when(lost("client")), when(lost("server#1")), when(entered("timedCall"), 3)],
    expect: [oneAtATime],
  }),
  scenario({
    id: "execution.call-later.returns-first",
    title: "callLater, reset, delay and cancel return before what is due is called",
    phases: [{
      before: [callLater("before", 0), hostTurns(2)],
      start: [
        callLater("due", 1), callLater("moved", 60_000), callLater("cancelled", 0), spin(5),
        callLater("no delay", 0), { op: "reset", call: "moved", delay: 0 }, { op: "delay", call: "moved", extra: 0 },
        { op: "cancel", call: "cancelled" }, witness(5),
      ],
    }],
    ends: witnessed,
    expect: ["before", "no delay"].map((call) => order(`callLater returns before the call "${call}" begins`,
      returned("callLater", { call }), entered("timedCall", { call }))),
  }),
  scenario({
    id: "execution.write.returns-first",
    title: "write and endWriting return before the reactor's own other end is notified",
    protocols: {
      client: {
        reactions: [on("connectionMade", write(text("ping"))), atBytes(4, write(text("more")), endWriting())],
      },
      server: { reactions: [atBytes(4, write(text("pong"))), on("eofReceived", loseConnection())] },
    },
    phases: [{ start: [listen("server", "server", connect("client", "client", { listener: "server" }))] }],
    ends: [when(lost("client")), when(lost("server#1"))],
    expect: [order("write returns before what it wrote is delivered",
      returned("write", { connection: "client" }), entered("dataReceived", { connection: "server#1" }))],
  }),
  scenario({
    id: "execution.close.returns-first",
    title: "loseConnection and abortConnection return before connectionLost is called",
    protocols: {
      aborting: { reactions: [on("connectionMade", abortConnection())] },
      losing: { reactions: [on("connectionMade", loseConnection())] },
      aborted: { reactions: [on("connectionMade", callLater("abort", 0, abortConnection("aborted")))] },
      server: {},
    },
    phases: [{
      start: [listen("server", "server",
        ...["aborting", "losing", "aborted"].map((name) => connect(name, name, { listener: "server" })))],
    }],
    ends: ["aborting", "losing", "aborted"].map((name) => when(lost(name))),
    expect: [["aborting", "abortConnection"], ["losing", "loseConnection"], ["aborted", "abortConnection"]].map(
      ([connection = "", op = ""]) => order(`${op} returns before connectionLost is called`,
        returned(op, { connection }), lost(connection))),
  }),
  scenario({
    id: "execution.close.returns-first/ended",
    title: "loseConnection returns before connectionLost is called, also when the sending side is ended already",
    checks: ["execution.close.returns-first"],
    protocols: { server: { reactions: [on("connectionMade", endWriting()), atBytes(2, loseConnection())] } },
    peers: { peer: peerTo("server", step("readEnd"), send(text("go")), step("end")) },
    phases: [{ start: [listen("server", "server")] }],
    ends: [when(lost("server#1"))],
    expect: [order("loseConnection returns before connectionLost is called",
      returned("loseConnection"), lost("server#1"))],
  }),
  scenario({
    id: "execution.connect.returns-first",
    title: "connect, and what cancels it, returns before the factory is called and before a failure is told",
    protocols: { client: { reactions: [on("connectionMade", loseConnection())] }, server: {} },
    phases: [{
      start: [
        listen("server", "server", connect("client", "client", { listener: "server" }),
          connect("cancelled", "client", { listener: "server" }), { op: "cancelConnect", connection: "cancelled" }),
        connect("refused", "client", { closed: true }),
      ],
    }],
    ends: [
      when(lost("client")),
      ...["refused", "cancelled"].map((connection) => when(entered("connectFailed", { connection }))),
    ],
    expect: [
      order("connect returns before the factory is called",
        returned("connect", { connection: "client" }), entered("factory", { connection: "client" })),
      order("connect returns before its failure is told",
        returned("connect", { connection: "refused" }), entered("connectFailed", { connection: "refused" })),
      order("the cancelling of an attempt returns before its failure is told",
        returned("cancelConnect", { connection: "cancelled" }), entered("connectFailed", { connection: "cancelled" })),
    ],
  }),
  scenario({
    id: "execution.listen.returns-first",
    title: "listen and close return before anything is called",
    protocols: { server: { reactions: [on("connectionLost", { op: "closeListener", listener: "server" })] } },
    peers: { peer: peerTo("server", step("end")) },
    phases: [{ start: [listen("server", "server")] }],
    ends: [when(entered("closed"))],
    expect: [
      order("listen returns before the factory is called", returned("listen"), entered("factory")),
      order("close returns before it is told that the listener is closed",
        returned("closeListener"), entered("closed")),
    ],
  }),
  scenario({
    id: "execution.listen.returns-first/open",
    title: "close returns before anything is called, though a connection of the listener is open",
    protocols: {
      server: { reactions: [atBytes(1, { op: "closeListener", listener: "server" }), atBytes(2, loseConnection())] },
    },
    peers: { peer: peerTo("server", send(text("1")), awaits(entered("closed")), send(text("2"))) },
    phases: [{ start: [listen("server", "server")] }],
    ends: [when(lost("server#1"))],
    expect: [order("close returns before any connection of the listener is lost",
      returned("closeListener"), lost("server#1"))],
  }),
];

const microtasks: readonly Scenario[] = [
  scenario({
    id: "execution.microtasks",
    title: "a microtask that a callback queues runs before the next call that is due",
    binding: "typescript",
    phases: [{
      start: [
        callLater("first", 1, microtask(microtask(mark("microtask")))), callLater("second", 2), spin(5), witness(5),
      ],
    }],
    ends: witnessed,
    expect: [order("the microtasks of a callback run before the next callback is entered",
      left("timedCall", { call: "first" }), marked("microtask"), entered("timedCall", { call: "second" }))],
  }),
  scenario({
    id: "execution.microtasks/hooks",
    title: "a microtask that a hook, a call that throws or the error hook queues runs before the next callback",
    binding: "typescript",
    phases: [{
      before: [
        addHook("one", "startup", microtask(microtask(mark("microtask of one")))), addHook("two", "startup"),
      ],
      start: [
        setErrorHook("hook", microtask(microtask(mark("microtask of the error hook")))),
        callLater("throwing", 1, microtask(microtask(mark("microtask of the call"))), throwing("first")),
        callLater("throwing too", 1, throwing("second")), spin(5), witness(5),
      ],
    }],
    ends: witnessed,
    expect: [
      order("the microtasks of a hook run before the next hook is called",
        entered("hook", { hook: "one" }), marked("microtask of one"), entered("hook", { hook: "two" })),
      order("the microtasks of a call that throws run before the error hook is called",
        left("timedCall", { call: "throwing" }), marked("microtask of the call"), entered("errorHook")),
      order("the microtasks of the error hook run before the next callback is entered",
        left("errorHook"), marked("microtask of the error hook"), { ev: "enter" }),
    ],
  }),
  scenario({
    id: "execution.microtasks/connections",
    title: "a microtask that a notification queues runs before the next notification",
    binding: "typescript",
    claims: ["tcp"],
    protocols: {
      server: {
        factory: [microtask(microtask(mark("microtask of the factory")))],
        reactions: [
          ...(["connectionMade", "dataReceived"] as const).map((callback): Reaction =>
            on(callback, microtask(microtask(mark(`microtask of ${callback}`))))),
          on("eofReceived", microtask(microtask(mark("microtask of eofReceived"))), loseConnection()),
        ],
      },
    },
    peers: { peer: peerTo("server", send(text("x")), step("end")) },
    phases: [{ start: [listen("server", "server")] }],
    ends: [when(lost("server#1"))],
    expect: [order("the microtasks of a factory or a notification run before the next notification",
      entered("factory"), marked("microtask of the factory"),
      entered("connectionMade"), marked("microtask of connectionMade"),
      entered("dataReceived"), marked("microtask of dataReceived"),
      entered("eofReceived"), marked("microtask of eofReceived"), entered("connectionLost"))],
  }),
];

const throws: readonly Scenario[] = [
  scenario({
    id: "execution.throw.reported",
    title: "the error hook gets what a timed call throws, once",
    phases: [{ start: [setErrorHook("hook", witness(5)), callLater("throwing", 0, throwing("the one error"))] }],
    ends: witnessed,
    expect: [occurs("what a callback throws is passed to the error hook once, as it was thrown",
      entered("errorHook", { hook: "hook", error: { type: "ScenarioThrow", message: "the one error" } }), 1)],
  }),
  scenario({
    id: "execution.throw.contained",
    title: "of five calls that are due together the second and the fourth throw, and all are called",
    phases: [{
      start: [
        callLater("first", 1), callLater("second", 1, callLater("scheduled", 0), throwing("the second")),
        callLater("third", 1),
        callLater("fourth", 1, throwing("the fourth")), callLater("fifth", 1), spin(5), witness(5),
      ],
    }],
    ends: witnessed,
    expect: [
      ...["third", "fourth", "fifth"].map((call) =>
        occurs("a call that is due behind one that throws is called", entered("timedCall", { call }))),
      occurs("a call that is scheduled by one that then throws is called", entered("timedCall", { call: "scheduled" })),
    ],
  }),
  scenario({
    id: "execution.throw.rejection",
    title: "the error hook gets the reason for which the promise of a callback is rejected, once",
    binding: "typescript",
    phases: [{
      start: [
        setErrorHook("hook", witness(5)), callLater("rejecting", 0, { op: "reject", message: "the one reason" }),
      ],
    }],
    ends: witnessed,
    expect: [occurs("a rejection is passed to the error hook once, as a throw is",
      entered("errorHook", { hook: "hook", error: { message: "the one reason" } }), 1)],
  }),
  scenario({
    id: "execution.error-hook.throws",
    title: "an error hook that throws is not told of that, and calls go on",
    phases: [{
      start: [
        setErrorHook("throwing hook", witness(5), throwing("thrown by the hook")),
        callLater("throwing", 0, throwing("thrown by a callback")),
      ],
    }],
    ends: witnessed,
    expect: [occurs("the error hook is called once, and not for an error that it throws itself",
      entered("errorHook"), 1)],
  }),
  scenario({
    id: "execution.error-hook.default",
    title: "without an error hook a callback that throws does not end the run",
    errorHook: "none",
    phases: [{ start: [callLater("throwing", 0, throwing("nobody's error")), witness(5)] }],
    ends: witnessed,
    expect: [
      never("the run does not end when a callback throws without an error hook",
        { ev: "ran" }, { before: { ev: "end" } }),
      occurs("calls go on after a callback that throws without an error hook", marked("witness")),
    ],
  }),
  scenario({
    id: "execution.error-hook.replaced",
    title: "only the error hook that was set last gets errors, and none after null was set",
    phases: [{
      start: [
        setErrorHook("first"),
        setErrorHook("second", setErrorHook(null), callLater("again", 0, throwing("for none")), witness(5)),
        callLater("throwing", 0, throwing("for the second")),
      ],
    }],
    ends: witnessed,
    expect: [
      never("only the error hook that was set last is called", entered("errorHook", { hook: { $not: "second" } })),
      occurs("the error hook that was set last is called exactly once",
        entered("errorHook", { hook: "second" }), 1),
    ],
  }),
];

const frames: readonly Scenario[] = [
  scenario({
    id: "execution.frames",
    title: `at most ${FRAMES} frames lie below timed calls, hooks and the error hook`,
    binding: "typescript",
    phases: [{
      before: [addHook("hook", "startup", measureStack)],
      start: [
        setErrorHook("hook", measureStack, witness(1)), callLater("first", 1, measureStack),
        callLater("second", 1, measureStack, throwing("for the hook")), spin(2),
      ],
    }],
    ends: witnessed,
    expect: shallow,
  }),
  scenario({
    id: "execution.frames/connections",
    title: `at most ${FRAMES} frames lie below factories and notifications`,
    binding: "typescript",
    claims: ["tcp"],
    protocols: {
      server: {
        factory: [measureStack],
        reactions: [
          on("connectionMade", measureStack), on("dataReceived", measureStack),
          on("eofReceived", measureStack, loseConnection()), on("connectionLost", measureStack),
        ],
      },
      client: {
        factory: [measureStack],
        reactions: [
          on("connectionMade", measureStack, write(text("x")), loseConnection()), on("connectionLost", measureStack),
        ],
      },
    },
    phases: [{ start: [listen("server", "server", connect("client", "client", { listener: "server" }))] }],
    ends: [when(lost("client")), when(lost("server#1"))],
    expect: shallow,
  }),
];

const pending: readonly Scenario[] = [
  scenario({
    id: "execution.error-hook.type",
    title: "setErrorHook refuses what is neither a function nor null, and keeps the hook that is set",
    binding: "typescript",
    phases: [{
      start: [
        ...(["object", "string", "undefined"] as const).map((odd): Operation =>
          ({ op: "setErrorHook", hook: odd, callback: { odd } })),
        callLater("failing", 0, throwing("thrown")),
      ],
    }],
    ends: [when(entered("errorHook")), when(returned("setErrorHook", { hook: "undefined" }))],
    expect: [
      occurs("setErrorHook throws a TypeError for what is no hook",
        returned("setErrorHook", { threw: { classes: { $with: "TypeError" } } }), 3),
      occurs("the hook that was set before is called", entered("errorHook", { hook: "kit" }), 1),
    ],
  }),
  scenario({
    id: "execution.promise.unawaited",
    title: "a timed call is called though the one before returned a promise that is pending",
    binding: "typescript",
    phases: [{ start: [callLater("pending", 0, { op: "pend" }), callLater("next", 1)] }],
    ends: [when(entered("timedCall", { call: "next" }))],
    expect: [occurs("a timed call does not wait for the promise of another",
      entered("timedCall", { call: "next" }), 1)],
  }),
  scenario({
    id: "execution.promise.unawaited/connections",
    title: "a chunk is delivered though the notification before returned a promise that is pending",
    binding: "typescript",
    claims: ["tcp"],
    protocols: { slow: { reactions: [on("dataReceived", { op: "pend" }), atBytes(2, mark("second"))] } },
    peers: { peer: peerTo("server", send(text("x")), awaits(entered("dataReceived")), send(text("y"))) },
    phases: [{ start: [listen("server", "slow")] }],
    ends: [when(marked("second"))],
    expect: [occurs("a notification does not wait for the promise of another", marked("second"), 1)],
  }),
];

/** The scenarios of the chapter on the execution model, but for fairness. */
export const executionScenarios: readonly Scenario[] = [...entering, ...microtasks, ...throws, ...pending, ...frames];
