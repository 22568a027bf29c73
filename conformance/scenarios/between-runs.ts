import {
  callLater, connect, entered, listen, listeningPeer, mark, marked, never, occurs, on, peerTo, ran, scenario, stop,
  when,
} from "../language/build.js";
import { callFromThread, callInThread, returning, threadCall, threadReturned } from "../language/build-threads.js";
import type { Operation } from "../language/operations.js";
import type { Phase, Scenario } from "../language/scenario.js";

/** One run that is over at once, and a second one behind what is done between the two. */
function between(...operations: readonly Operation[]): readonly Phase[] {
  return [{ start: [stop], after: operations }, { start: [callLater("witness", 1, mark("witness"))] }];
}

/** The scenarios of what is submitted between two runs, or as one ends. */
export const betweenRunsScenarios: readonly Scenario[] = [
  scenario({
    id: "lifecycle.run.queued/between",
    title: "a timed call that was scheduled between two runs is called in the second",
    phases: between(callLater("between", 0, mark("between"))),
    ends: [when(marked("witness"))],
    expect: [occurs("a timed call scheduled between two runs is called in the second", marked("between"), 1)],
  }),
  scenario({
    id: "lifecycle.run.queued/between-tcp",
    title: "attempts to listen and to connect that were made between two runs are carried out in the second",
    claims: ["tcp"],
    protocols: { any: {} },
    peers: { server: listeningPeer(), visitor: peerTo("listener") },
    phases: between(listen("listener", "any"), connect("client", "any", { peer: "server" })),
    ends: [
      when({ ev: "enter", cb: { $in: ["listening", "listenFailed"] } }),
      when({ ev: "enter", cb: { $in: ["connected", "connectFailed"] } }), when(marked("witness")),
    ],
    expect: [
      occurs("listen called between two runs is carried out in the second", entered("listening"), 1),
      occurs("connect called between two runs is carried out in the second", entered("connected"), 1),
    ],
  }),
  scenario({
    id: "thread.from.queued/between",
    title: "the thread call that was made before a run, and the one between it and the next, come in the next run",
    checks: ["thread.from.queued"],
    phases: [
      { before: [callFromThread("before", stop)], after: [callFromThread("between")] },
      { start: [callLater("witness", 1, mark("witness"))] },
    ],
    ends: [when(marked("witness"))],
    expect: ["before", "between"].map((call) =>
      occurs(`a thread call that was made ${call} a run comes in the next`, threadCall(call), 1)),
  }),
  scenario({
    id: "thread.in.queued/between",
    title: "work that is given between two runs is done in the second",
    checks: ["thread.in.queued"],
    phases: between(callInThread("work", returning(7))),
    ends: [when({ ev: "enter", cb: { $in: ["threadReturned", "threadFailed"] } }), when(marked("witness"))],
    expect: [
      occurs("work that is given between two runs is done in the second", threadReturned("work", { value: 7 }), 1),
    ],
  }),
  scenario({
    id: "lifecycle.stop.timed-calls.closing",
    title: "timed calls that are scheduled when the connections of a run are aborted are not called",
    binding: "typescript",
    claims: ["tcp"],
    protocols: {
      first: {
        reactions: [
          on("connectionMade", connect("last", "last", { peer: "other" })),
          on("connectionLost", callLater("late", 0, mark("late"))),
        ],
      },
      // The run is not over before this is reported.
      last: { reactions: [on("connectionMade", stop), on("connectionLost", { op: "reject", message: "lost" })] },
    },
    peers: { server: listeningPeer(), other: listeningPeer() },
    phases: [{
      before: [{ op: "setErrorHook", hook: "hook" }],
      start: [connect("first", "first", { peer: "server" })],
    }],
    ends: [when(ran())],
    expect: [never("no timed call is called once the closing phase has begun", marked("late"))],
  }),
];
