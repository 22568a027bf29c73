import { callLater, entered, mark, marked, never, occurs, scenario, stop, throwing, when } from "../language/build.js";
import { blockingReturned, callsInBlocking, startThread, thread, threadCall } from "../language/build-threads.js";
import type { Scenario } from "../language/scenario.js";

const TIMES = 300;

/** Scenarios of threads that wait for the reactor. */
export const blockingScenarios: readonly Scenario[] = [
  scenario({
    id: "thread.blocking.result",
    title: "a blocking call returns what the function returned",
    threads: { other: thread(callsInBlocking("ask", { returns: 42 })) },
    phases: [{ start: [startThread("other")] }],
    ends: [when(blockingReturned("ask"))],
    expect: [
      occurs("a blocking call returns what the function returned", blockingReturned("ask", { value: 42 }), 1),
      occurs("the function is called in the reactor's thread", threadCall("ask", { by: "other" }), 1),
    ],
  }),
  scenario({
    id: "thread.blocking.promise",
    title: "a blocking call returns what the promise of the function is fulfilled with",
    threads: { other: thread(callsInBlocking("ask", { returns: 42, until: "answer", do: [
      callLater("answer", 1, mark("answer")),
    ] })) },
    phases: [{ start: [startThread("other")] }],
    ends: [when(blockingReturned("ask"))],
    expect: [
      occurs("a blocking call returns what the promise is fulfilled with", blockingReturned("ask", { value: 42 }), 1),
    ],
  }),
  scenario({
    id: "thread.blocking.error",
    title: "a blocking call throws what the function threw, at once or later",
    threads: { other: thread(
      callsInBlocking("at once", { do: [throwing("at once")] }),
      callsInBlocking("later", { throws: "later", until: "answer", do: [callLater("answer", 1, mark("answer"))] }),
    ) },
    phases: [{ start: [startThread("other")] }],
    ends: [when(blockingReturned("later"))],
    expect: [
      ...["at once", "later"].map((message) => occurs("a blocking call throws what the function threw",
        blockingReturned(message, { threw: { message } }), 1)),
      never("what a thread is told is not reported to the error hook", entered("errorHook")),
    ],
  }),
  scenario({
    id: "thread.blocking.own-outcome",
    title: `two threads make ${TIMES} blocking calls each, and each call has the outcome of its own function`,
    threads: {
      one: thread(callsInBlocking("one", { times: TIMES, quiet: true })),
      two: thread(callsInBlocking("two", { times: TIMES, quiet: true, returns: 1_000_000 })),
    },
    phases: [{ start: [startThread("one"), startThread("two")] }],
    ends: ["one", "two"].map((name) => when(blockingReturned(`${name}#${TIMES}`))),
    expect: ["one", "two"].map((name) => occurs("each blocking call has the outcome of its own function",
      blockingReturned(`${name}#${TIMES}`, { calls: TIMES }), 1)),
  }),
  scenario({
    id: "thread.blocking.own-thread",
    title: "a blocking call in the reactor's own thread throws",
    phases: [{ start: [{ op: "blockingCallFromThread", call: "ask" }, mark("done")] }],
    ends: [when(marked("done"))],
    expect: [
      occurs("a blocking call in the reactor's own thread throws",
        blockingReturned("ask", { threw: { $exists: true } })),
    ],
  }),
  scenario({
    id: "thread.blocking.released",
    title: "a blocking call is released when the run closes",
    threads: { other: thread(callsInBlocking("ask", { until: "never", do: [stop] })) },
    phases: [{ start: [startThread("other")] }],
    ends: [when(blockingReturned("ask"))],
    expect: [
      occurs("a blocking call that has no outcome when the run closes throws",
        blockingReturned("ask", { threw: { category: "stopped" } }), 1),
    ],
  }),
];
