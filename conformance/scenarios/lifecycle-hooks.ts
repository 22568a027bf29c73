import {
  addHook, called, callLater, entered, listen, loseConnection, lost, mark, marked, never, occurs, on, order, peerEnd,
  peerTo, premise, ran, returned, scenario, step, stop, text, throwing, when, write,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { Scenario } from "../language/scenario.js";

type HookPhase = "startup" | "shutdown";
type HookOperation = Extract<Operation, { readonly op: "addHook" }>;

const hook = (name: string): Pattern => entered("hook", { hook: name });
const removeHook = (name: string): Operation => ({ op: "removeHook", hook: name });
const reported = (message: string): Pattern => entered("errorHook", { error: { message } });

/** A shutdown hook whose promise is fulfilled when a mark is made. */
function waitingHook(name: string, until: string, ...then: readonly Operation[]): Operation {
  return { ...(addHook(name, "shutdown", ...then) as HookOperation), until };
}

function rejectingHook(name: string, message: string, phase: HookPhase = "shutdown"): Operation {
  return { ...(addHook(name, phase) as HookOperation), rejects: message };
}

/** The scenarios of hooks. */
export const hookScenarios: readonly Scenario[] = [
  scenario({
    id: "lifecycle.hook.called",
    title: "each hook that is registered when its phase begins is called once",
    phases: [{
      before: [addHook("startup", "startup", addHook("too late", "startup")), addHook("shutdown", "shutdown")],
      start: [
        addHook("added in the run", "shutdown"),
        callLater("stop", 1, stop, addHook("added behind stop", "shutdown")),
      ],
    }],
    ends: [when(ran())],
    expect: [
      occurs("a startup hook is called once in a run", hook("startup"), 1),
      occurs("a shutdown hook is called once in a run", hook("shutdown"), 1),
      occurs("a shutdown hook that is added during the run is called in it", hook("added in the run"), 1),
      occurs("a shutdown hook that is added before the phase begins is called in it", hook("added behind stop"), 1),
      occurs("a hook that is added when its phase has begun is not called in it", hook("too late"), 0),
    ],
  }),
  scenario({
    id: "lifecycle.hook.called/every-run",
    title: "hooks are called in each of two runs",
    phases: [
      { before: [addHook("startup", "startup"), addHook("shutdown", "shutdown")], start: [stop] },
      { start: [stop] },
    ],
    ends: [when(ran(2))],
    expect: [
      premise(occurs("a second run is accepted", { ...ran(2), error: { $exists: false } })),
      occurs("a startup hook is called in every run", hook("startup"), 2),
      occurs("a shutdown hook is called in every run", hook("shutdown"), 2),
    ],
  }),
  scenario({
    id: "lifecycle.hook.order",
    title: "hooks are called in the order in which they were added",
    phases: [{
      before: [
        addHook("startup 1", "startup"), addHook("shutdown 1", "shutdown"), addHook("startup 2", "startup"),
        addHook("shutdown 2", "shutdown"), addHook("startup 3", "startup"), addHook("shutdown 3", "shutdown"),
      ],
      start: [stop],
    }],
    ends: [when(ran())],
    expect: [
      order("startup hooks are called in the order in which they were added",
        hook("startup 1"), hook("startup 2"), hook("startup 3")),
      order("shutdown hooks are called in the order in which they were added",
        hook("shutdown 1"), hook("shutdown 2"), hook("shutdown 3")),
    ],
  }),
  scenario({
    id: "lifecycle.hook.startup",
    title: "startup hooks are called before anything else of the run",
    phases: [{
      before: [callLater("early", 0), addHook("first", "startup"), addHook("second", "startup")],
      start: [mark("started")],
    }],
    ends: [when(entered("timedCall")), when(marked("started")), when(hook("second"))],
    expect: [
      never("no other callback of the run is entered before the last startup hook",
        { ev: "enter", cb: { $not: "hook" } }, { before: hook("second") }),
    ],
  }),
  scenario({
    id: "lifecycle.hook.startup.unawaited",
    title: "a promise that a startup hook returns does not hold the run up",
    phases: [{
      before: [{ ...(addHook("waiting", "startup") as HookOperation), until: "started" }],
      start: [mark("started")],
    }],
    ends: [when(marked("started"))],
    expect: [occurs("a run goes on though the promise of a startup hook is pending", marked("started"))],
  }),
  scenario({
    id: "lifecycle.hook.shutdown",
    title: "shutdown hooks are called after stop",
    phases: [{
      before: [addHook("hook", "shutdown")],
      start: [callLater("stop", 1, stop)],
    }],
    ends: [when(ran())],
    expect: [
      order("a shutdown hook is called after stop, and before run is fulfilled", called("stop"), hook("hook"), ran()),
    ],
  }),
  scenario({
    id: "lifecycle.hook.shutdown/connections",
    title: "shutdown hooks are called before the connections are aborted",
    claims: ["tcp"],
    protocols: { any: { reactions: [on("connectionMade", callLater("stop", 0, stop))] } },
    peers: { visitor: peerTo("listener") },
    phases: [{
      before: [addHook("first", "shutdown"), addHook("last", "shutdown")],
      start: [listen("listener", "any")],
    }],
    ends: [when(ran())],
    expect: [
      order("every shutdown hook is called before a connection is lost to the stop",
        called("stop"), hook("last"), lost("listener#1")),
    ],
  }),
  scenario({
    id: "lifecycle.hook.shutdown.awaited",
    title: "the run waits for the promise of a shutdown hook",
    phases: [{
      before: [waitingHook("saving", "saved", callLater("save", 5, mark("saved")))],
      start: [stop],
    }],
    ends: [when(ran()), when(marked("saved"))],
    expect: [
      order("run is fulfilled after the promise of a shutdown hook is settled", hook("saving"), marked("saved"), ran()),
    ],
  }),
  scenario({
    id: "lifecycle.hook.shutdown.awaited/rejection",
    title: "the run waits for every promise of its shutdown hooks though another is rejected",
    phases: [{
      before: [
        rejectingHook("failing", "not saved"), waitingHook("saving", "saved", callLater("save", 5, mark("saved"))),
      ],
      start: [stop],
    }],
    ends: [when(ran()), when(marked("saved"))],
    expect: [
      order("run is fulfilled after every promise of a shutdown hook is settled, though one is rejected",
        hook("saving"), marked("saved"), ran()),
    ],
  }),
  scenario({
    id: "lifecycle.hook.shutdown.awaited/connections",
    title: "connections stay open until the promises of the shutdown hooks are settled",
    claims: ["tcp"],
    protocols: { any: { reactions: [on("connectionMade", callLater("stop", 0, stop))] } },
    peers: { visitor: peerTo("listener") },
    phases: [{
      before: [waitingHook("saving", "saved", callLater("save", 5, mark("saved")))],
      start: [listen("listener", "any")],
    }],
    ends: [when(ran()), when(marked("saved"))],
    expect: [
      order("connections are aborted after the promise of a shutdown hook is settled",
        hook("saving"), marked("saved"), lost("listener#1")),
    ],
  }),
  scenario({
    id: "lifecycle.hook.shutdown.serving",
    title: "timed calls go on while a shutdown hook is awaited",
    phases: [{
      before: [waitingHook("saving", "saved", callLater("step", 1, callLater("another step", 1, mark("saved"))))],
      start: [stop],
    }],
    ends: [when(marked("saved"))],
    expect: [occurs("timed calls are called while a shutdown hook is awaited", marked("saved"))],
  }),
  scenario({
    id: "lifecycle.hook.shutdown.serving/tcp",
    title: "connections are served and accepted while shutdown hooks are awaited",
    claims: ["tcp"],
    protocols: {
      server: {
        reactions: [
          { on: "connectionMade", nth: 1, do: [callLater("stop", 0, stop)] },
          { on: "connectionLost", nth: 1, do: [mark("said goodbye")] },
          { on: "connectionMade", nth: 2, do: [mark("accepted")] },
        ],
      },
    },
    peers: {
      first: peerTo("listener", step("readEnd"), step("close")),
      second: { ...peerTo("listener"), when: hook("accepting") },
    },
    phases: [{
      before: [
        waitingHook("parting", "said goodbye", write(text("goodbye"), "listener#1"), loseConnection("listener#1")),
        waitingHook("accepting", "accepted"),
      ],
      start: [listen("listener", "server")],
    }],
    ends: [when(ran()), when(peerEnd("first"))],
    expect: [
      occurs("what a shutdown hook writes is delivered, and the connection closed in order",
        peerEnd("first", "clean", [text("goodbye")])),
      occurs("connections are accepted while a shutdown hook is awaited", marked("accepted")),
    ],
  }),
  scenario({
    id: "lifecycle.hook.failure",
    title: "hooks that throw or are rejected are reported, and keep nothing else from its course",
    phases: [{
      before: [
        addHook("throws at startup", "startup", throwing("startup")),
        rejectingHook("rejected at startup", "startup rejection", "startup"), addHook("startup", "startup"),
        addHook("throws at shutdown", "shutdown", throwing("shutdown")), rejectingHook("rejected", "rejection"),
        addHook("shutdown", "shutdown"),
      ],
      start: [mark("started"), callLater("stop", 1, stop)],
    }],
    ends: [when(ran())],
    expect: [
      occurs("what a startup hook throws is reported", reported("startup"), 1),
      occurs("what a shutdown hook throws is reported", reported("shutdown"), 1),
      occurs("the rejection of a promise that a startup hook returned is reported", reported("startup rejection"), 1),
      occurs("the rejection of a promise that a shutdown hook returned is reported", reported("rejection"), 1),
      occurs("a startup hook that throws keeps no other from being called", hook("startup"), 1),
      occurs("a startup hook that throws does not end the run", marked("started")),
      occurs("a shutdown hook that throws keeps no other from being called", hook("shutdown"), 1),
      never("run is fulfilled though hooks have failed", { ev: "ran", error: { $exists: true } }),
    ],
  }),
  scenario({
    id: "lifecycle.hook.remove",
    title: "removed hooks are not called",
    phases: [{
      before: [
        addHook("removed before the run", "startup"), removeHook("removed before the run"),
        addHook("removing", "startup", removeHook("removed in its phase")), addHook("removed in its phase", "startup"),
        addHook("witness", "startup"), addHook("removed in the run", "shutdown"),
      ],
      start: [removeHook("removed in the run"), stop],
    }],
    ends: [when(ran())],
    expect: [
      occurs("a hook that was removed before the run is not called", hook("removed before the run"), 0),
      occurs("a hook that an earlier hook of its phase removes is not called", hook("removed in its phase"), 0),
      occurs("a hook that was removed in the run is not called", hook("removed in the run"), 0),
      occurs("a hook behind a removed one is called", hook("witness"), 1),
    ],
  }),
  scenario({
    id: "lifecycle.hook.remove.result",
    title: "remove tells whether it took the hook out",
    phases: [{
      before: [
        addHook("twice", "startup"), removeHook("twice"), removeHook("twice"),
        addHook("itself", "startup", removeHook("itself")),
      ],
      start: [removeHook("itself"), stop],
    }],
    ends: [when(ran())],
    expect: ["twice", "itself"].flatMap((name) => [
      occurs("remove returns true once, when it takes the hook out",
        returned("removeHook", { hook: name, value: true }), 1),
      order("remove returns false when the hook was out already",
        returned("removeHook", { hook: name }), returned("removeHook", { hook: name, value: false })),
    ]),
  }),
  scenario({
    id: "lifecycle.hook.type",
    title: "a hook that is no function, and a phase that is none, are refused at the call",
    binding: "typescript",
    phases: [{
      before: [
        { ...(addHook("no function", "startup") as HookOperation), callback: { odd: "object" } },
        { ...(addHook("nothing", "shutdown") as HookOperation), callback: { odd: "undefined" } },
        { op: "addHook", hook: "no phase", phase: "nonesuch" },
      ],
      start: [stop],
    }],
    ends: [when(ran())],
    expect: [
      ...["no function", "nothing"].map((name) => occurs("addHook throws a TypeError for a hook that is no function",
        returned("addHook", { hook: name, threw: { classes: { $with: "TypeError" } } }))),
      occurs("addHook throws a TypeError for a phase that is none",
        returned("addHook", { hook: "no phase", threw: { classes: { $with: "TypeError" } } })),
    ],
  }),
];
