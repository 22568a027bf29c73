import {
  called, listen, mark, marked, never, occurs, on, order, peerTo, ran, returned,
  scenario, step, stop, when,
} from "../language/build.js";
import {
  awaitsMark, callFromThread, callInThread, callsIn, cancelThreadCall, marks, returning, startThread, thread,
  threadCall, threadFailed, threadReturned, throws, turns,
} from "../language/build-threads.js";
import type { Operation } from "../language/operations.js";
import type { Scenario } from "../language/scenario.js";

const cancelled = { error: { category: "cancelled" } };
const stopped = { error: { category: "stopped" } };

/** Work that runs until the mark `release` is made, and says when it begins and ends. */
const held = (work: string): Operation =>
  callInThread(work, marks(`${work} begins`), awaitsMark("release"), marks(`${work} ends`), returning(1));
/** A thread of the kit's own that makes the mark `release` when the pool has had some time for what it can do. */
const releasing = thread(awaitsMark("first begins"), turns(100), marks("release"));

/** What is made of a call whose thread cannot be ended, so that it comes to its end. */
const releasedByFailure = { on: { threadFailed: [mark("release")] } };

/** Scenarios of work in threads. */
export const threadWorkScenarios: readonly Scenario[] = [
  scenario({
    id: "thread.in.elsewhere",
    title: "a function runs in another thread than the reactor's",
    phases: [{ start: [callInThread("work", returning(7))] }],
    ends: [when(threadReturned("work"))],
    expect: [
      occurs("the function runs in a thread other than the reactor's", threadReturned("work", { elsewhere: true })),
    ],
  }),
  scenario({
    id: "thread.in.serves",
    title: "the reactor goes on while a function runs that waits for it",
    phases: [{ start: [
      callInThread("work", callsIn("request", callFromThread("further", mark("answer"))), awaitsMark("answer"),
        returning(7)),
    ] }],
    ends: [when(threadReturned("work"))],
    expect: [order("a function that waits for the reactor comes to its end", threadCall("request"), marked("answer"),
      threadReturned("work"))],
  }),
  scenario({
    id: "thread.in.result",
    title: "what a function returns comes back, once",
    phases: [{ start: [
      callInThread("first", returning(42)), callInThread("second", returning(43)),
    ] }],
    ends: [when(threadReturned("first")), when(threadReturned("second"))],
    expect: [
      occurs("the outcome is what the function returned", threadReturned("first", { value: 42 }), 1),
      occurs("the outcome is what the function returned", threadReturned("second", { value: 43 }), 1),
      order("callInThread returns before its outcome is told", returned("callInThread", { work: "first" }),
        threadReturned("first")),
    ],
  }),
  scenario({
    id: "thread.in.error",
    title: "what a function throws comes back, and the thread is of use again",
    pool: 1,
    phases: [{ start: [callInThread("throws", throws("oops")), callInThread("works", returning(1))] }],
    ends: [when(threadFailed("throws")), when(threadReturned("works"))],
    expect: [
      occurs("the outcome is what the function threw", threadFailed("throws", { error: { message: "oops" } }), 1),
      occurs("the next function is called", threadReturned("works"), 1),
    ],
  }),
  scenario({
    id: "thread.in.queued",
    title: "work that is given before the run is done in it",
    phases: [{ before: [callInThread("work", returning(7))] }],
    ends: [when(threadReturned("work"))],
    expect: [occurs("work that is given before the run is done in it", threadReturned("work", { value: 7 }), 1)],
  }),
  scenario({
    id: "thread.in.cancel.before",
    title: "work that is cancelled before it is given is not done",
    binding: "typescript",
    pool: 1,
    phases: [{ start: [
      { op: "callInThread", work: "given up", script: [marks("given up runs")], cancelled: true },
      callInThread("witness", returning(1)),
    ] }],
    ends: [when(threadReturned("witness")), when({ ev: "enter", work: "given up" })],
    expect: [
      occurs("a call with an aborted signal is rejected as cancelled", threadFailed("given up", cancelled), 1),
      never("the function of a call with an aborted signal is not called", marked("given up runs")),
    ],
  }),
  scenario({
    id: "thread.in.cancel.waiting",
    title: "work that is cancelled while it waits for a thread is not done",
    pool: 1,
    threads: { releasing },
    phases: [{ start: [
      held("first"), callInThread("given up", marks("given up runs")), callInThread("witness", returning(1)),
      cancelThreadCall("given up"), startThread("releasing"),
    ] }],
    ends: [when(threadReturned("witness")), when({ ev: "enter", work: "given up" })],
    expect: [
      occurs("a call that is cancelled while it waits is rejected as cancelled",
        threadFailed("given up", cancelled), 1),
      never("the function of a call that was cancelled while it waited is not called", marked("given up runs")),
    ],
  }),
  scenario({
    id: "thread.in.cancel.running",
    title: "work that is cancelled while it is done fails at once",
    phases: [{ start: [
      callInThread("given up", callsIn("begun", cancelThreadCall("given up")), awaitsMark("never")),
    ] }],
    ends: [when({ ev: "enter", work: "given up" })],
    expect: [
      occurs("a call that is cancelled while its function runs is rejected as cancelled",
        threadFailed("given up", cancelled), 1),
    ],
  }),
  scenario({
    id: "thread.pool.bound",
    title: "of three functions that wait, a pool of two threads runs two",
    pool: 2,
    threads: { releasing },
    phases: [{ start: [held("first"), held("second"), held("third"), startThread("releasing")] }],
    ends: ["first", "second", "third"].map((work) => when(threadReturned(work))),
    expect: [never("a function waits while the pool has no thread for it", marked("third begins"),
      { before: marked("release") })],
  }),
  scenario({
    id: "thread.pool.concurrent",
    title: "two functions that wait for each other come to their ends in a pool of two threads",
    pool: 2,
    phases: [{ start: [
      callInThread("first", marks("first is there"), awaitsMark("second is there"), returning(1)),
      callInThread("second", marks("second is there"), awaitsMark("first is there"), returning(2)),
    ] }],
    ends: [when(threadReturned("first")), when(threadReturned("second"))],
    expect: ["first", "second"].map((work) =>
      occurs("two functions run at the same time in a pool of two threads", threadReturned(work), 1)),
  }),
  scenario({
    id: "thread.pool.order",
    title: "work that waits for a thread is done in the order in which it was given",
    pool: 1,
    phases: [{ start: ["first", "second", "third", "fourth"].map((work) => callInThread(work, marks(work))) }],
    ends: ["first", "second", "third", "fourth"].map((work) => when(marked(work))),
    expect: [order("work is done in the order in which it was given",
      marked("first"), marked("second"), marked("third"), marked("fourth"))],
  }),
  scenario({
    id: "thread.stop.work",
    title: "work that is not done when the run closes fails, whether it had begun or not",
    pool: 1,
    phases: [{ start: [
      { ...callInThread("running", callsIn("begun", stop), awaitsMark("release")), ...releasedByFailure },
      callInThread("waiting", marks("waiting runs")),
    ] }],
    ends: [when({ ev: "enter", work: "running" }), when({ ev: "enter", work: "waiting" }), when(ran())],
    expect: ["running", "waiting"].map((work) =>
      occurs("a call that has no outcome when the run closes is rejected as stopped", threadFailed(work, stopped), 1)),
  }),
  scenario({
    id: "thread.stop.work/closing",
    title: "work that is given while the run closes fails",
    claims: ["tcp"],
    protocols: { server: { reactions: [on("connectionMade", stop), on("connectionLost", callInThread("late"))] } },
    peers: { peer: peerTo("server", step("readEnd")) },
    phases: [{ start: [listen("server", "server")] }],
    ends: [when({ ev: "enter", work: "late" }), when(ran())],
    expect: [
      occurs("a call that is made while the run closes is rejected as stopped", threadFailed("late", stopped), 1),
    ],
  }),
  scenario({
    id: "thread.stop.joined",
    title: "no function runs any more when the run is over",
    threads: { late: thread(awaitsMark("begun"), turns(50), marks("release"), turns(30), marks("witness")) },
    phases: [{ start: [
      startThread("late"),
      callInThread("work", callsIn("begun", mark("begun"), stop), awaitsMark("release"), marks("work goes on")),
    ] }],
    ends: [when(ran()), when(marked("witness"))],
    expect: [never("no function runs any more when the run is over", marked("work goes on"), { after: ran() })],
  }),
  scenario({
    id: "thread.stop.stuck",
    title: "a function that never returns does not keep the run from its end",
    binding: "typescript",
    phases: [{ start: [callInThread("stuck", callsIn("begun", stop), awaitsMark("never"))] }],
    ends: [when(ran())],
    expect: [
      order("the run ends though a function does not", called("stop"), ran()),
    ],
  }),
];

