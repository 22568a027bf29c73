import {
  addHook, called, callLater, connect, entered, hostTurns, inspectReactor, left, listen, listeningPeer, lost, mark,
  marked, never, occurs, on, order, peerTo, ran, readBytes, received, returned, scenario, send, step, stop, text,
  when,
} from "../language/build.js";
import type { Scenario } from "../language/scenario.js";
import { hookScenarios } from "./lifecycle-hooks.js";
import { stopScenarios } from "./lifecycle-stop.js";

const runBegins = { ev: "run", phase: 1 };
const runFails = { ev: "ran", error: { $exists: true } };

const runScenarios: readonly Scenario[] = [
  scenario({
    id: "lifecycle.run.until-stop",
    title: "the promise of run is fulfilled after stop and the last callback",
    phases: [{
      before: [addHook("goodbye", "shutdown", mark("goodbye"))],
      start: [callLater("last", 1, stop)],
    }],
    ends: [when(ran()), when(left("hook"))],
    expect: [
      order("run is fulfilled after stop was called and the last callback has returned",
        called("stop"), left("hook"), ran()),
      never("run is fulfilled, not rejected", runFails),
    ],
  }),
  scenario({
    id: "lifecycle.run.idle",
    title: "a reactor with nothing to do keeps running",
    phases: [{ meanwhile: [hostTurns(30), mark("nothing has happened")] }],
    ends: [when(marked("nothing has happened"))],
    expect: [never("a run in which nothing is pending goes on until stop is called", ran())],
  }),
  scenario({
    id: "lifecycle.run.idle/again",
    title: "a reactor that has done all there was to do keeps running",
    phases: [{ start: [mark("done")], meanwhile: [hostTurns(30), mark("nothing more has happened")] }],
    ends: [when(marked("done")), when(marked("nothing more has happened"))],
    expect: [never("a run in which nothing is left to do goes on until stop is called", ran())],
  }),
  scenario({
    id: "lifecycle.run.twice",
    title: "run is refused inside a run, which goes on",
    phases: [{ start: [{ op: "run" }, callLater("witness", 1, mark("witness"))] }],
    ends: [when(marked("nested run rejected")), when(marked("witness"))],
    expect: [
      never("run is not accepted while a run is in progress", marked("nested run fulfilled")),
      occurs("run is rejected while a run is in progress", marked("nested run rejected")),
      never("the run in progress goes on when a second one is refused", ran()),
    ],
  }),
  scenario({
    id: "lifecycle.run.again",
    title: "a second run calls timed calls as the first did",
    phases: [{ start: [callLater("first", 1, stop)] }, { start: [callLater("second", 1, mark("second"), stop)] }],
    ends: [when(ran(2))],
    expect: [
      never("run is accepted again after a completed run", runFails),
      order("the second run calls its timed calls, and ends with stop", ran(1), marked("second"), ran(2)),
    ],
  }),
  scenario({
    id: "lifecycle.run.again/tcp",
    title: "a second run listens and serves connections as the first did",
    claims: ["tcp"],
    protocols: { echo: { reactions: [on("dataReceived", { op: "echo" }), on("connectionLost", stop)] } },
    peers: {
      first: peerTo("first listener", send(text("one")), readBytes(3), step("end")),
      second: peerTo("second listener", send(text("two")), readBytes(3), step("end")),
    },
    phases: [{ start: [listen("first listener", "echo")] }, { start: [listen("second listener", "echo")] }],
    ends: [when(ran(2))],
    expect: [
      never("run is accepted again after a completed run", runFails),
      occurs("the second run serves connections", lost("second listener#1", received(text("two")))),
    ],
  }),
  scenario({
    id: "lifecycle.run.before",
    title: "a timed call of zero delay waits for the run",
    phases: [{ before: [callLater("early", 0), hostTurns(20)], start: [mark("started")] }],
    ends: [when(marked("started")), when(entered("timedCall"))],
    expect: [never("a timed call is not called before run", entered("timedCall"), { before: runBegins })],
  }),
  scenario({
    id: "lifecycle.run.before/tcp",
    title: "attempts to listen and to connect wait for the run",
    claims: ["tcp"],
    protocols: { any: {} },
    peers: { server: listeningPeer() },
    phases: [{
      before: [listen("listener", "any"), connect("client", "any", { peer: "server" }), hostTurns(20)],
      start: [mark("started")],
    }],
    ends: [when(marked("started")), when(entered("listening")), when(entered("connected"))],
    expect: [
      never("listen is not fulfilled before run", entered("listening"), { before: runBegins }),
      never("no factory is called before run", entered("factory"), { before: runBegins }),
      never("connect is not fulfilled before run", entered("connected"), { before: runBegins }),
    ],
  }),
  scenario({
    id: "lifecycle.run.queued",
    title: "a timed call that was scheduled before the run is called in it",
    phases: [{
      before: [callLater("queued", 0, mark("queued"))],
      start: [callLater("witness", 1, mark("witness"))],
    }],
    ends: [when(marked("witness"))],
    expect: [occurs("a timed call scheduled before run is called in the run", marked("queued"))],
  }),
  scenario({
    id: "lifecycle.run.queued/tcp",
    title: "attempts to listen and to connect that were made before the run are carried out in it",
    claims: ["tcp"],
    protocols: { any: {} },
    peers: { server: listeningPeer(), visitor: peerTo("listener") },
    phases: [{ before: [listen("listener", "any"), connect("client", "any", { peer: "server" })] }],
    ends: [when(entered("connected")), when(entered("connectionMade", { connection: "listener#1" }))],
    expect: [
      occurs("listen called before run is carried out in the run", entered("listening")),
      occurs("connect called before run is carried out in the run", entered("connected")),
    ],
  }),
  scenario({
    id: "lifecycle.running",
    title: "running is true from the first callback of a run to the last, and only then",
    phases: [{
      before: [
        inspectReactor("before"),
        addHook("first", "startup", inspectReactor("first")), addHook("last", "shutdown", inspectReactor("last")),
      ],
      start: [inspectReactor("between"), stop, inspectReactor("stopped")],
      after: [inspectReactor("after")],
    }],
    ends: [when(returned("inspectReactor", { as: "after" }))],
    expect: [
      occurs("running is false before the first run", inspected("before", false)),
      occurs("running is true in a startup hook", inspected("first", true)),
      occurs("running is true in a timed call", inspected("between", true)),
      occurs("running is true in the callback that has called stop", inspected("stopped", true)),
      occurs("running is true in a shutdown hook", inspected("last", true)),
      occurs("running is false once the run has settled", inspected("after", false)),
    ],
  }),
  scenario({
    id: "lifecycle.running/connections",
    title: "running is true when the connections of a stopped run are lost",
    claims: ["tcp"],
    protocols: { any: { reactions: [on("connectionMade", stop), on("connectionLost", inspectReactor("lost"))] } },
    peers: { server: listeningPeer() },
    phases: [{ start: [connect("client", "any", { peer: "server" })] }],
    ends: [when(ran())],
    expect: [occurs("running is true in connectionLost of a run that ends", inspected("lost", true))],
  }),
  scenario({
    id: "lifecycle.reactors.apart",
    title: "a reactor goes on running when another of the same process has stopped",
    binding: "typescript",
    code: "lifecycle.reactors.apart",
    phases: [],
    ends: [when(marked("the second run is over"))],
    expect: [
      occurs("a timed call that a reactor has pending is called though another reactor was stopped",
        marked("the second calls what was pending")),
      occurs("a reactor accepts timed calls, and calls them, after another was stopped",
        marked("the second calls what is new")),
      order("the run of a reactor goes on when another is stopped",
        marked("the first run is over"), marked("the second calls what is new"), marked("the second run is over")),
    ],
  }),
];

function inspected(as: string, running: boolean): ReturnType<typeof returned> {
  return returned("inspectReactor", { as, value: { running } });
}

/** The scenarios of the chapter on the lifecycle. */
export const lifecycleScenarios: readonly Scenario[] = [...runScenarios, ...stopScenarios, ...hookScenarios];
