import {
  addHook, awaits, called, callLater, connect, entered, generated, hostTurns, KiB, left, listen, listeningPeer,
  loseConnection, lost, mark, marked, MiB, never, occurs, on, order, peerSaw, peerTo, ran, returned, scenario, send,
  step, stop, text, throwing, when, write,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { ProtocolScript, Reaction, Scenario } from "../language/scenario.js";

const inspectCall = (call: string): Operation => ({ op: "inspectCall", call });
const stopThrows: Pattern = returned("stop", { threw: { $exists: true } });

/** Three connections, each made because the one before it was, and one that then stops the reactor. */
function threeConnections(...reactions: readonly Reaction[]): Pick<Scenario, "protocols" | "peers" | "phases"> {
  const third: Operation = connect("client", "last", { peer: "server" });
  return {
    protocols: {
      any: { reactions: [...reactions, { on: "connectionMade", nth: 2, do: [third] }] },
      last: { reactions: [...reactions, on("connectionMade", stop)] },
    },
    peers: {
      first: peerTo("listener"),
      second: { ...peerTo("listener"), when: entered("connectionMade", { connection: "listener#1" }) },
      server: listeningPeer(),
    },
    phases: [{ start: [listen("listener", "any")] }],
  };
}
const three = ["listener#1", "listener#2", "client"];

/** A scenario of `lifecycle.stop.anywhere`: stop is called in `where`, and the run ends. */
function stopIn(
  variant: string,
  where: string,
  played: Pick<Scenario, "protocols" | "peers" | "phases" | "claims" | "binding">,
): Scenario {
  return scenario({
    id: `lifecycle.stop.anywhere${variant}`,
    title: `stop ends the run when it is called in ${where}`,
    ...played,
    ends: [when(ran())],
    expect: [order(`the run ends when stop is called in ${where}`, called("stop"), ran())],
  });
}

/** The same for a notification of a connection, whose peer sends a byte and ends. */
function stopInNotification(name: string, where: string, protocol: ProtocolScript): Scenario {
  return stopIn(`/${name}`, where, {
    claims: ["tcp"],
    protocols: { stopping: protocol },
    peers: { visitor: peerTo("listener", send(text("x")), step("end")) },
    phases: [{ start: [listen("listener", "stopping")] }],
  });
}

/** The scenarios of stopping. */
export const stopScenarios: readonly Scenario[] = [
  scenario({
    id: "lifecycle.stop.returns",
    title: "stop returns before the hooks that it leads to are called",
    phases: [{
      before: [addHook("hook", "shutdown")],
      start: [stop, mark("stop has returned")],
    }],
    ends: [when(ran())],
    expect: [
      order("stop returns, and its caller comes to its end",
        returned("stop"), marked("stop has returned"), left("start")),
      never("stop returns, and its caller comes to its end, before a shutdown hook is called",
        entered("hook"), { before: left("start") }),
    ],
  }),
  scenario({
    id: "lifecycle.stop.idle",
    title: "stop does nothing before and after a run",
    phases: [{
      before: [stop],
      start: [callLater("witness", 1, mark("witness"), stop)],
      after: [stop, mark("done")],
    }],
    ends: [when(marked("done"))],
    expect: [
      never("stop does not throw when the reactor is not running", stopThrows),
      occurs("a stop before run does not end the run", marked("witness")),
    ],
  }),
  scenario({
    id: "lifecycle.stop.twice",
    title: "a second and a third stop of one run have no effect",
    phases: [{
      before: [addHook("hook", "shutdown", stop)],
      start: [stop, stop],
    }],
    ends: [when(ran())],
    expect: [
      never("a further stop does not throw", stopThrows),
      occurs("a further stop calls no hook again", entered("hook"), { atMost: 1 }),
    ],
  }),
  scenario({
    id: "lifecycle.stop.twice/waiting",
    title: "a second stop does not cut short what a shutdown hook waits for",
    phases: [{
      before: [{
        op: "addHook", hook: "saving", phase: "shutdown", until: "saved",
        do: [stop, callLater("save", 5, mark("saved"))],
      }],
      start: [stop],
    }],
    ends: [when(ran())],
    expect: [never("a further stop does not end the run at once", ran(),
      { after: entered("hook"), before: marked("saved") })],
  }),
  stopIn("", "a timed call", { phases: [{ start: [callLater("call", 0, stop)] }] }),
  stopIn("/startup-hook", "a startup hook", { phases: [{ before: [addHook("hook", "startup", stop)] }] }),
  stopIn("/error-hook", "the error hook", {
    phases: [{
      before: [{ op: "setErrorHook", hook: "stopping", do: [stop] }],
      start: [callLater("throwing", 0, throwing("stop, please"))],
    }],
  }),
  stopIn("/outside", "no callback of the reactor", {
    binding: "typescript",
    phases: [{ meanwhile: [hostTurns(20), stop] }],
  }),
  stopInNotification("factory", "a factory", { factory: [stop] }),
  stopInNotification("connection-made", "connectionMade", { reactions: [on("connectionMade", stop)] }),
  stopInNotification("data-received", "dataReceived", { reactions: [on("dataReceived", stop)] }),
  stopInNotification("eof-received", "eofReceived", { reactions: [on("eofReceived", stop)] }),
  stopInNotification("connection-lost", "connectionLost", { reactions: [on("connectionLost", stop)] }),
  scenario({
    id: "lifecycle.stop.timed-calls",
    title: "a timed call that is pending at the end of a run is inactive",
    phases: [{ start: [callLater("pending", 60_000), stop], after: [inspectCall("pending")] }],
    ends: [when(returned("inspectCall"))],
    expect: [
      occurs("a timed call that was pending at the end of a run is inactive",
        returned("inspectCall", { value: { active: false } })),
    ],
  }),
  scenario({
    id: "lifecycle.stop.timed-calls/later-run",
    title: "a timed call that is pending at the end of a run is not called in the next",
    phases: [
      { start: [callLater("pending", 10), stop] },
      { start: [callLater("later", 12, stop)] },
    ],
    ends: [when(ran(2))],
    expect: [
      never("a timed call that was pending at the end of a run is not called in a later run",
        entered("timedCall", { call: "pending" }), { after: ran(1) }),
    ],
  }),
  scenario({
    id: "lifecycle.stop.connections",
    title: "every open connection is aborted at the end of a run",
    ...threeConnections(),
    ends: [when(ran())],
    expect: three.flatMap((connection) => [
      occurs(`the open connection ${connection} is lost once, as aborted, when the reactor stops`,
        lost(connection, { reason: { kind: "aborted" } }), 1),
      order(`connectionLost of ${connection} is called before run is fulfilled`,
        called("stop"), lost(connection), ran()),
    ]),
  }),
  scenario({
    id: "lifecycle.stop.connections/flushing",
    title: "a connection that is still being flushed is aborted at the end of a run",
    protocols: {
      flooding: {
        reactions: [on("connectionMade", write(generated(8 * MiB)), loseConnection(), callLater("stop", 0, stop))],
      },
    },
    peers: { stalled: peerTo("listener", step("pause")) },
    phases: [{ start: [listen("listener", "flooding")] }],
    ends: [when(ran())],
    expect: [
      occurs("a connection that cannot be flushed is lost, as aborted, when the reactor stops",
        lost("listener#1", { reason: { kind: "aborted" } }), 1),
    ],
  }),
  scenario({
    id: "lifecycle.stop.connections.each",
    title: "connections whose connectionLost throws at the end of a run do not spare each other",
    ...threeConnections(on("connectionLost", throwing("lost"))),
    ends: [when(ran())],
    expect: three.map((connection) =>
      occurs(`connectionLost of ${connection} is called though that of another connection throws`,
        lost(connection), 1)),
  }),
  scenario({
    id: "lifecycle.stop.listeners",
    title: "a listening address is released when the run is over",
    protocols: { any: {} },
    peers: { late: { ...peerTo("listener"), when: ran() } },
    phases: [{ start: [listen("listener", "any", stop)] }],
    ends: [when({ ev: "peer", peer: "late", saw: { $in: ["refused", "connected"] } })],
    expect: [occurs("connecting to a listening address is refused once run is fulfilled", peerSaw("late", "refused"))],
  }),
  scenario({
    id: "lifecycle.stop.attempts",
    title: "an attempt to connect that is pending at the end of a run is rejected",
    protocols: { any: {} },
    phases: [{ start: [connect("client", "any", { stalled: true }), callLater("stop", 1, stop)] }],
    ends: [when(ran()), when(entered("connectFailed"))],
    expect: [
      occurs("an attempt to connect that is pending when the reactor stops is rejected as stopped",
        entered("connectFailed", { error: { category: "stopped" } })),
      never("an attempt that is pending when the reactor stops does not connect", entered("factory")),
    ],
  }),
  scenario({
    id: "lifecycle.stop.attempts/closing",
    title: "attempts that are made when the connections of a run are aborted are rejected",
    protocols: {
      any: {
        reactions: [
          on("connectionMade", stop),
          on("connectionLost", listen("late", "any"), connect("again", "any", { peer: "server" })),
        ],
      },
    },
    peers: { server: listeningPeer() },
    phases: [{ start: [connect("client", "any", { peer: "server" })] }],
    ends: [when(ran()), when(entered("listenFailed")), when(entered("connectFailed"))],
    expect: [
      occurs("an attempt to listen that is made in the closing phase is rejected as stopped",
        entered("listenFailed", { listener: "late", error: { category: "stopped" } })),
      occurs("an attempt to connect that is made in the closing phase is rejected as stopped",
        entered("connectFailed", { connection: "again", error: { category: "stopped" } })),
    ],
  }),
  scenario({
    id: "lifecycle.stop.nothing-after",
    title: "timed calls that come due after the end of a run are not called",
    phases: [{
      start: [stop, callLater("at once", 0), callLater("soon", 1), callLater("later", 4)],
      after: [{ op: "spin", ms: 5 }, hostTurns(20), mark("done")],
    }],
    ends: [when(marked("done"))],
    expect: [never("no timed call is called once run is fulfilled", entered("timedCall"), { after: ran() })],
  }),
  scenario({
    id: "lifecycle.stop.nothing-after/connections",
    title: "data that arrive after the end of a run are not delivered",
    claims: ["tcp"],
    protocols: { stopping: { reactions: [on("connectionMade", stop)] } },
    peers: {
      sending: peerTo("listener", send(generated(64 * KiB)), awaits(ran()), send(generated(64 * KiB))),
    },
    phases: [{ start: [listen("listener", "stopping")], after: [hostTurns(20), mark("done")] }],
    ends: [when(marked("done"))],
    expect: [
      never("no notification is called once run is fulfilled",
        { ev: "enter", cb: { $in: ["factory", "connectionMade", "dataReceived", "eofReceived", "connectionLost"] } },
        { after: ran() }),
    ],
  }),
];
