import {
  callLater, connect, entered, hostTurns, left, listen, mark, marked, never, occurs, of,
  on, order, peerTo, ran, returned, scenario, step, stop, text, throwing, when,
} from "../language/build.js";
import {
  callFromThread, callsIn, callsInOften, startThread, thread, threadCall, turns,
} from "../language/build-threads.js";
import type { Operation } from "../language/operations.js";
import type { Scenario } from "../language/scenario.js";
import { listOf, spin } from "./witness.js";

const THREADS = 4;
const CALLS = 10_000;
const names = listOf(THREADS, (i) => `thread ${i + 1}`);
/** Whoever is starved is compared with the rounds that the calls make meanwhile. */
const ROUNDS = 20_000;

const keepCalling: Operation = {
  op: "keepCallingFromThread", atMost: ROUNDS, until: "over", gaveUp: "starved",
};
const last = (name: string): string => `${name}#${CALLS}`;

/** Scenarios of calls that threads make. */
export const callingInScenarios: readonly Scenario[] = [
  scenario({
    id: "thread.from.called",
    title: `${THREADS} threads make ${CALLS} calls each, and all of them come`,
    checks: ["thread.from.called", "thread.from.order"],
    threads: Object.fromEntries(names.map((name) => [name, thread(callsInOften(name, CALLS))])),
    phases: [{ start: names.map(startThread) }],
    ends: names.map((name) => when(threadCall(last(name)))),
    expect: names.flatMap((name) => [
      occurs(`all ${CALLS} calls of ${name} have come when its last one does`,
        threadCall(last(name), { calls: CALLS })),
      of("thread.from.order", occurs(`the calls of ${name} come in their order`,
        threadCall(last(name), { inOrder: true }))),
    ]),
  }),
  scenario({
    id: "thread.from.called/before-stop",
    title: "calls that were made before stop come, though stop is called in the same callback",
    phases: [{ start: [callFromThread("first"), callFromThread("second"), stop] }],
    ends: [when(ran(1))],
    expect: ["first", "second"].map((call) => occurs(`the ${call} call that was made before stop comes`,
      threadCall(call), 1)),
  }),
  scenario({
    id: "thread.from.order",
    title: "calls of the reactor's own thread come in the order in which they were made",
    phases: [{ start: [callFromThread("first"), callFromThread("second"), callFromThread("third")] }],
    ends: [when(threadCall("first")), when(threadCall("second")), when(threadCall("third"))],
    expect: [order("calls come in the order in which one thread made them",
      threadCall("first"), threadCall("second"), threadCall("third"))],
  }),
  scenario({
    id: "thread.from.wakes",
    title: "a call of another thread comes while the reactor has nothing else to wait for",
    threads: { other: thread(turns(10), callsIn("call", mark("awake"))) },
    phases: [{ start: [startThread("other")] }],
    ends: [when(marked("awake"))],
    expect: [
      occurs("a call of another thread comes though nothing else happens", threadCall("call", { by: "other" }), 1),
    ],
  }),
  scenario({
    id: "thread.from.wakes/as-last",
    title: "a call that another thread makes as the last thing that it does comes",
    threads: { other: thread(callsIn("first"), turns(10), callsIn("last")) },
    phases: [{ start: [startThread("other")] }],
    ends: [when(threadCall("last"))],
    expect: [occurs("a call of another thread comes though nothing else happens", threadCall("last"), 1)],
  }),
  scenario({
    id: "thread.from.deferred",
    title: "a call that the reactor's own thread makes comes when its callback has returned",
    phases: [{ start: [callFromThread("call")] }],
    ends: [when(threadCall("call"))],
    expect: [
      order("callFromThread returns before the call is entered", returned("callFromThread"), threadCall("call")),
    ],
  }),
  scenario({
    id: "thread.from.own-wakes",
    title: "a call that a thread call makes comes while the reactor has nothing else to wait for",
    phases: [{ start: [callFromThread("first", callFromThread("second", callFromThread("third")))] }],
    ends: [when(threadCall("third"))],
    expect: [occurs("a call of the reactor's own thread comes though nothing else happens", threadCall("third"), 1)],
  }),
  scenario({
    id: "thread.from.serial",
    title: "calls of two threads come between other callbacks",
    threads: { other: thread(callsIn("from other")) },
    phases: [{
      start: [
        startThread("other"), callFromThread("own"), spin(5), callLater("timed", 0, callFromThread("late")),
        mark("end of start"),
      ],
    }],
    ends: [when(threadCall("own")), when(threadCall("late")), when(threadCall("from other"))],
    expect: [
      never("a thread call is entered while no other callback runs", threadCall("own", { depth: { $gte: 2 } })),
      never("a thread call is entered while no other callback runs", threadCall("late", { depth: { $gte: 2 } })),
      order("a thread call waits for the end of the callback that runs", marked("end of start"), left("start"),
        threadCall("own")),
    ],
  }),
  scenario({
    id: "thread.from.fair.timers",
    title: "a call that is due comes though thread calls go on making one another",
    phases: [{ start: [callLater("due", 1, mark("over")), keepCalling] }],
    ends: [when(marked("over"))],
    expect: [
      never(`a call that is due comes within ${ROUNDS} thread calls`, marked("starved")),
      occurs("the call that is due is called", entered("timedCall", { call: "due" })),
    ],
  }),
  scenario({
    id: "thread.from.fair.connections",
    title: "data of a connection come though thread calls go on making one another",
    claims: ["tcp"],
    protocols: {
      server: { reactions: [on("dataReceived", { op: "echo" })] },
      client: { reactions: [
        on("connectionMade", keepCalling, { op: "write", data: text("x") }), on("dataReceived", mark("over")),
      ] },
    },
    phases: [{ start: [listen("server", "server", connect("client", "client", { listener: "server" }))] }],
    ends: [when(marked("over"))],
    expect: [
      never(`data come within ${ROUNDS} thread calls`, marked("starved")),
      occurs("the data are received", entered("dataReceived", { connection: "client" })),
    ],
  }),
  scenario({
    id: "thread.from.throw.reported",
    title: "the errors of thread calls are reported once each",
    threads: { other: thread(callsIn("second", throwing("of the other"))) },
    phases: [{ start: [callFromThread("first", throwing("of its own")), startThread("other")] }],
    ends: [
      when(entered("errorHook", { error: { message: "of its own" } })),
      when(entered("errorHook", { error: { message: "of the other" } })),
    ],
    expect: ["of its own", "of the other"].map((message) =>
      occurs("what a thread call throws is reported once",
        entered("errorHook", { hook: "kit", error: { message } }), 1)),
  }),
  scenario({
    id: "thread.from.throw.contained",
    title: "a thread call that throws keeps none from being called",
    phases: [{ start: [callFromThread("first", throwing("oops")), callFromThread("second"), callFromThread("third")] }],
    ends: [when(threadCall("third")), when(entered("errorHook"))],
    expect: ["second", "third"].map((call) =>
      occurs("a thread call comes though the one before it threw", threadCall(call), 1)),
  }),
  scenario({
    id: "thread.from.queued",
    title: "thread calls that are made before the run come in it",
    threads: { other: thread(callsIn("of the other")) },
    phases: [{ before: [callFromThread("own"), startThread("other"), hostTurns(50)] }],
    ends: [when(threadCall("own")), when(threadCall("of the other"))],
    expect: [
      occurs("a thread call that was made before the run comes in it", threadCall("own"), 1),
      occurs("a thread call of another thread comes in the run", threadCall("of the other"), 1),
    ],
  }),
  scenario({
    id: "thread.stop.thread-calls",
    title: "a thread call that is made while the run closes is not made in the next run",
    claims: ["tcp"],
    protocols: {
      server: { reactions: [on("connectionMade", stop), on("connectionLost", callFromThread("late"))] },
    },
    peers: { peer: peerTo("server", step("readEnd")) },
    phases: [
      { start: [listen("server", "server")] },
      { start: [callFromThread("witness", callLater("later", 1, mark("witness")))] },
    ],
    ends: [when(marked("witness"))],
    expect: [
      never("a thread call that was made while a run closed does not come in the next", threadCall("late"),
        { after: ran() }),
    ],
  }),
  scenario({
    id: "thread.from.type",
    title: "callFromThread refuses what is no function",
    binding: "typescript",
    phases: [{ start: [
      { op: "callFromThread", call: "null", callback: { odd: "null" } },
      { op: "callFromThread", call: "object", callback: { odd: "object" } },
      { op: "callFromThread", call: "undefined", callback: { odd: "undefined" } },
      mark("done"),
    ] }],
    ends: [when(marked("done"))],
    expect: ["null", "object", "undefined"].map((call) => occurs("callFromThread refuses what is no function",
      returned("callFromThread", { call, threw: { classes: { $with: "TypeError" } } }))),
  }),
];

/** `lifecycle.stop.anywhere`, in a thread call. */
export const stopInThreadCallScenarios: readonly Scenario[] = [
  scenario({
    id: "lifecycle.stop.anywhere/thread-call",
    title: "stop ends the run when it is called in a thread call",
    claims: ["threads"],
    threads: { other: thread(callsIn("call", stop)) },
    phases: [{ start: [startThread("other")] }],
    ends: [when(ran())],
    expect: [order("the run ends when stop is called in a thread call", threadCall("call"), ran())],
  }),
];

