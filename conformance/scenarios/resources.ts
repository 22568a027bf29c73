import {
  abortConnection, atBytes, callLater, connect, countResources, entered, generated, hostTurns, KiB, listen,
  loseConnection, lost, mark, marked, occurs, on, peerTo, premise, ran, received, relation, scenario, send, step, stop,
  text, throwing, when, write,
} from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Pattern } from "../language/pattern.js";
import type { Expectation, ProtocolScript, Scenario } from "../language/scenario.js";
import type { Resources } from "../trace/resource-events.js";
import { releaseScenarios } from "./resources-released.js";

/** How often what is to leave nothing is done again, after it was done once. */
const AGAIN = 6;

function counted(as: string, fields: Pattern = {}): Pattern {
  return { ev: "resources", as, ...fields };
}

/** The later count shows no more than the one before, which the host must be able to tell. */
function noMore(resource: keyof Resources, says: string, before: string, after: string): readonly Expectation[] {
  return [
    premise(occurs(`the host tells ${resource}`, counted(before, { [resource]: { $exists: true } }))),
    relation(says, { event: counted(after), field: resource }, "at most", { event: counted(before), field: resource }),
  ];
}

/** The operations in a later turn. */
function later(call: string, ...operations: readonly Operation[]): Operation {
  return callLater(call, 0, callLater(`${call} again`, 0, ...operations));
}

/** Steps numbered from 0, each done when the one before is over: the first is counted behind, and the last. */
function counting(make: (step: number, over: Operation) => Operation): Operation {
  let over: Operation = countResources("often", "once");
  for (let step = AGAIN; step >= 0; step--) {
    const doing = make(step, over);
    over = step === 1 ? later("once", countResources("once"), doing) : later(`step ${step}`, doing);
  }
  return over;
}

/** Each step is over by its `outcome`. */
function attempt(op: Operation, outcome: string, over: Operation): Operation {
  return { ...op, on: { [outcome]: [over] } } as Operation;
}

const wayToEnd: readonly Operation[] = [loseConnection(), abortConnection(), throwing("over")];

/** Protocols of a server whose connections end in each way in turn, and of clients that go on when theirs is lost. */
function endingProtocols(): { readonly protocols: Record<string, ProtocolScript>; readonly first: Operation } {
  const rounds = AGAIN + 1;
  const clients: Record<string, ProtocolScript> = {};
  const last = rounds * wayToEnd.length;
  for (let n = 1; n <= last; n++) {
    const next = n === last
      ? [countResources("often", "once")]
      : [...(n === wayToEnd.length ? [countResources("once")] : []), connectNth(n + 1)];
    clients[`client ${n}`] = {
      reactions: [on("connectionMade", write(text("x"))), on("connectionLost", later(`next ${n}`, ...next))],
    };
  }
  const reactions = Array.from({ length: last }, (_, i) =>
    ({ on: "dataReceived", nth: i + 1, do: [wayToEnd[i % wayToEnd.length] ?? stop] }) as const);
  return { protocols: { server: { reactions }, ...clients }, first: connectNth(1) };
}

function connectNth(n: number): Operation {
  return connect(`client ${n}`, `client ${n}`, { listener: "listener" });
}

const ending = endingProtocols();

const descriptorScenarios: readonly Scenario[] = [
  scenario({
    id: "resource.descriptors",
    title: "a run that ends with a listener, a connection and an attempt leaves no descriptor",
    claims: ["tcp"],
    protocols: {
      brief: {
        reactions: [
          on("connectionMade", loseConnection()),
          { on: "connectionLost", nth: 2, do: [{ op: "closeListener", listener: "first", on: {
            closed: [later("closed", countResources("once"),
              listen("second", "any", connect("own", "any", { listener: "second" })))],
          } }] },
        ],
      },
      any: { reactions: [{ on: "connectionMade", nth: 2, do: [connect("pending", "any", { stalled: true }), stop] }] },
    },
    phases: [{
      start: [listen("first", "brief", connect("early", "brief", { listener: "first" }))],
      after: [hostTurns(5), countResources("after", "once")],
    }],
    ends: [when(ran()), when(counted("after"))],
    expect: noMore("descriptors", "no more descriptors are open after a run than within it, before it opened these",
      "once", "after"),
  }),
  scenario({
    id: "resource.attempt.failed",
    title: "attempts to connect that are refused leave no descriptor",
    phases: [{
      start: [counting((n, over) =>
        attempt(connect(`refused ${n}`, "any", { closed: true }), "connectFailed", over))],
    }],
    ends: [when(counted("often"))],
    expect: noMore("descriptors", "no more descriptors are open after several refused attempts than after one",
      "once", "often"),
  }),
  scenario({
    id: "resource.attempt.failed/listen",
    title: "attempts to listen where somebody listens leave no descriptor",
    phases: [{
      start: [listen("taken", "any", counting((n, over) => attempt(
        { op: "listen", listener: `refused ${n}`, protocol: "any", address: { listener: "taken" } },
        "listenFailed", over)))],
    }],
    ends: [when(counted("often"))],
    expect: noMore("descriptors", "no more descriptors are open after several failures to listen than after one",
      "once", "often"),
  }),
  scenario({
    id: "resource.attempt.given-up",
    title: "attempts to connect that are cancelled, or run out of time, leave no descriptor",
    phases: [{
      start: [counting((n, over) => n % 2 === 0
        ? { op: "repeat", times: 1, do: [
          attempt(connect(`given up ${n}`, "any", { stalled: true }), "connectFailed", over),
          callLater(`give up ${n}`, 1, { op: "cancelConnect", connection: `given up ${n}` }),
        ] }
        : { ...connect(`given up ${n}`, "any", { stalled: true }), timeout: 1, on: { connectFailed: [over] },
        } as Operation)],
    }],
    ends: [when(counted("often"))],
    expect: noMore("descriptors", "no more descriptors are open after several attempts were given up than after one",
      "once", "often"),
  }),
  scenario({
    id: "resource.connection",
    title: "connections that were closed, aborted, reset, or cut by an error leave no descriptor",
    protocols: ending.protocols,
    phases: [{ start: [listen("listener", "server", ending.first)] }],
    ends: [when(counted("often"))],
    expect: noMore("descriptors", "no more descriptors are open after many connections than after one of each ending",
      "once", "often"),
  }),
  scenario({
    id: "resource.listener",
    title: "listeners that were closed leave no descriptor",
    phases: [{
      start: [counting((n, over) => listen(`listener ${n}`, "any",
        attempt({ op: "closeListener", listener: `listener ${n}` }, "closed", over)))],
    }],
    ends: [when(counted("often"))],
    expect: noMore("descriptors", "no more descriptors are open after several listeners were closed than after one",
      "once", "often"),
  }),
  scenario({
    id: "resource.idle.undisturbed",
    title: "an idle connection hears nothing of a hundred others that come and go",
    protocols: {
      idle: { reactions: [atBytes(10, loseConnection())] },
      churn: {
        reactions: [on("dataReceived", abortConnection()), { on: "connectionLost", nth: 100, do: [mark("all gone")] }],
      },
    },
    peers: {
      idle: peerTo("idle", { step: "await", event: marked("all gone") }, send(text("still here"))),
      churning: {
        ...peerTo("churn", send(generated(KiB)), step("readEnd")), count: 100,
        when: entered("connectionMade", { connection: "idle#1" }),
      },
    },
    phases: [{ start: [listen("churn", "churn", listen("idle", "idle"))] }],
    ends: [when(lost("idle#1"))],
    expect: [
      occurs("an idle connection is notified of what its own peer and its own protocol do, and of nothing else",
        lost("idle#1", { reason: { kind: "done" }, ...received(text("still here")) })),
    ],
  }),
];

const hostScenarios: readonly Scenario[] = [
  scenario({
    id: "resource.host",
    title: "a run leaves nothing that would keep the program alive, though a call was pending",
    phases: [{
      before: [countResources("before")],
      start: [callLater("late", 3_600_000), stop],
      after: [hostTurns(5), countResources("after", "before")],
    }],
    ends: [when(counted("after"))],
    expect: noMore("active", "nothing more keeps the program alive after a run than before it", "before", "after"),
  }),
  scenario({
    id: "resource.host/connections",
    title: "a run leaves nothing that would keep the program alive, though connections were open",
    claims: ["tcp"],
    protocols: {
      any: { reactions: [{ on: "connectionMade", nth: 2, do: [connect("pending", "any", { stalled: true }), stop] }] },
    },
    phases: [{
      before: [countResources("before")],
      start: [listen("listener", "any", connect("own", "any", { listener: "listener" }))],
      after: [hostTurns(5), countResources("after", "before")],
    }],
    ends: [when(counted("after"))],
    expect: noMore("active", "nothing more keeps the program alive after a run than before it", "before", "after"),
  }),
  scenario({
    id: "resource.handlers",
    title: "neither a run nor its end changes who handles the process's signals and events",
    phases: [{
      before: [countResources("before")],
      start: [countResources("within"), stop],
      after: [hostTurns(5), countResources("after", "before")],
    }],
    ends: [when(counted("after"))],
    expect: [
      ...noMore("handlers", "a run installs no handlers by itself", "before", "within"),
      ...noMore("handlers", "no handlers are left of a run", "before", "after"),
    ],
  }),
  scenario({
    id: "resource.rejections",
    title: "what fails in calls, hooks and attempts is told by the promises that the program has, and by no others",
    binding: "typescript",
    claims: ["tcp"],
    phases: [{
      before: [{ op: "addHook", hook: "failing", phase: "shutdown", rejects: "hook" }],
      start: [
        connect("pending", "any", { stalled: true }), callLater("failing", 0, { op: "reject", message: "call" }),
        {
          ...connect("refused", "any", { closed: true }),
          on: { connectFailed: [callLater("stopping", 0, stop)] },
        } as Operation,
      ],
      after: [hostTurns(5), mark("done")],
    }],
    ends: [when(marked("done"))],
    expect: [
      occurs("the failures are told", entered("connectFailed"), 2),
      occurs("the hook is told of the rejections", entered("errorHook"), 2),
    ],
  }),
];

/** The scenarios of the chapter on resources. */
export const resourceScenarios: readonly Scenario[] = [
  ...descriptorScenarios, ...hostScenarios, ...releaseScenarios,
];

