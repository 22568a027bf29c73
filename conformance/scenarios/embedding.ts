import {
  callLater, connect, entered, hostTurns, listen, listeningPeer, mark, marked, never, occurs, order, peerSaw, peerTo,
  scenario, setErrorHook, throwing, when,
} from "../language/build.js";
import type { Scenario } from "../language/scenario.js";

const LATE = 3_600_000;

/** The scenarios of the chapter on embedding. */
export const embeddingScenarios: readonly Scenario[] = [
  scenario({
    id: "embedding.call-later",
    title: "a timed call is called that was scheduled outside all callbacks while nothing was pending",
    phases: [{ meanwhile: [hostTurns(20), callLater("outside", 1)] }],
    ends: [when(entered("timedCall", { call: "outside" }))],
    expect: [occurs("a call that was scheduled outside is called", entered("timedCall", { call: "outside" }), 1)],
  }),
  scenario({
    id: "embedding.call-later/sooner",
    title: "a timed call is called that was scheduled outside all callbacks while a much later one was pending",
    phases: [{ start: [callLater("late", LATE)], meanwhile: [hostTurns(20), callLater("outside", 1)] }],
    ends: [when(entered("timedCall", { call: "outside" }))],
    expect: [occurs("a call that was scheduled outside is called", entered("timedCall", { call: "outside" }), 1)],
  }),
  scenario({
    id: "embedding.rearm",
    title: "a timed call is called that was moved to an earlier time outside all callbacks, as the run began",
    phases: [{
      before: [callLater("moved", LATE)],
      meanwhile: [{ op: "reset", call: "moved", delay: 1 }],
    }],
    ends: [when(entered("timedCall", { call: "moved" }))],
    expect: [occurs("a call that was moved outside is called", entered("timedCall", { call: "moved" }), 1)],
  }),
  scenario({
    id: "embedding.rearm/asleep",
    title: "a timed call is called that was moved to an earlier time outside all callbacks while nothing else happened",
    phases: [{
      start: [callLater("moved", LATE)],
      meanwhile: [hostTurns(20), { op: "reset", call: "moved", delay: 1 }],
    }],
    ends: [when(entered("timedCall", { call: "moved" }))],
    expect: [occurs("a call that was moved outside is called", entered("timedCall", { call: "moved" }), 1)],
  }),
  scenario({
    id: "embedding.endpoints",
    title: "an attempt to connect is carried out that was made outside all callbacks while nothing was pending",
    peers: { server: listeningPeer() },
    phases: [{ meanwhile: [hostTurns(20), connect("client", "any", { peer: "server" })] }],
    ends: [when(entered("connected")), when(peerSaw("server", "connected"))],
    expect: [occurs("a connection that was asked for outside is made", entered("connectionMade"), 1)],
  }),
  scenario({
    id: "embedding.endpoints/listen",
    title: "an attempt to listen is carried out that was made outside all callbacks while nothing was pending",
    peers: { client: peerTo("listener") },
    phases: [{ meanwhile: [hostTurns(20), listen("listener", "any")] }],
    ends: [when(entered("connectionMade")), when(peerSaw("client", "connected"))],
    expect: [occurs("a listener that was asked for outside listens", entered("listening"), 1)],
  }),
  scenario({
    id: "embedding.host.served",
    title: "other code gets its turns while calls without delay go on scheduling one another",
    phases: [{
      start: [{ op: "keepCalling", delay: 0, atMost: 20_000, until: "host", gaveUp: "the host was starved" }],
      meanwhile: [hostTurns(3), mark("host")],
    }],
    ends: [when(marked("host"))],
    expect: [never("other code of the program waits for the reactor to be idle", marked("the host was starved"))],
  }),
  scenario({
    id: "embedding.run.returns",
    title: "run returns, and then the first callback is entered",
    binding: "typescript",
    code: "embedding.run.returns",
    phases: [],
    ends: [when(marked("called"))],
    expect: [
      order("run returns before the first callback of the run is entered", marked("run has returned"),
        marked("startup hook"), marked("called")),
    ],
  }),
  scenario({
    id: "embedding.throw.contained",
    title: "neither what a call throws nor what the error hook throws is thrown into the host",
    phases: [{
      start: [
        callLater("failing", 0, throwing("of a call")),
        callLater("next", 1, setErrorHook("failing", throwing("of the hook")),
          callLater("failing again", 0, throwing("of another")), callLater("last", 2)),
      ],
    }],
    ends: [when(entered("timedCall", { call: "last" })), when(entered("errorHook", { hook: "failing" }))],
    expect: [occurs("the reactor goes on after errors", entered("timedCall", { call: "last" }), 1)],
  }),
];
