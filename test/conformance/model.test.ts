import assert from "node:assert/strict";
import { scenarioOf } from "../../conformance/fuzz/compose.js";
import type { Program } from "../../conformance/fuzz/program.js";
import { playerOf } from "../../conformance/fuzz/search-fault.js";
import { loadSubject } from "../../conformance/agents/js/load-subject.js";
import { callLater, connect, listen, on, scenario, text, when, write } from "../../conformance/language/build.js";
import type { Operation } from "../../conformance/language/operations.js";
import type { ProtocolScript, Scenario } from "../../conformance/language/scenario.js";
import { covers } from "../../conformance/model/covers.js";
import { judgeByModel, lawfulAt } from "../../conformance/model/model.js";
import { scenarios } from "../../conformance/scenarios/index.js";
import type { AgentEvent } from "../../conformance/trace/events.js";
import { fileURLToPath } from "node:url";

const simulated = fileURLToPath(new URL("../../reference/simulated/index.js", import.meta.url));

/** An event but for its stamps. */
interface Sketch {
  readonly ev: string;
  readonly [field: string]: unknown;
}

/** A scenario that does these operations in its start. */
function doing(operations: readonly Operation[], protocols: Readonly<Record<string, ProtocolScript>> = {}): Scenario {
  return scenario({
    id: "x.y", title: "", protocols, phases: [{ start: operations }], ends: [when({ ev: "ran" })], expect: [],
  });
}

function traceOf(events: readonly Sketch[]): readonly AgentEvent[] {
  return events.map((event, i) => ({ seq: i + 1, t: i, depth: 1, n: i, ...event }) as unknown as AgentEvent);
}

/** The requirements that the model finds broken. */
function broken(of: Scenario, events: readonly Sketch[], isComplete = true): readonly string[] {
  return judgeByModel(of, traceOf(events), isComplete).map(({ requirement }) => requirement);
}

const run: Sketch = { ev: "run" };
const ran: Sketch = { ev: "ran" };
const end: Sketch = { ev: "end" };
const enter = (cb: string, fields: object = {}): Sketch => ({ ev: "enter", cb, ...fields });
const leave = (cb: string, fields: object = {}): Sketch => ({ ev: "leave", cb, ...fields });
const call = (op: string, fields: object = {}): Sketch => ({ ev: "call", op, ...fields });
const returned = (op: string, fields: object = {}): Sketch => ({ ev: "return", op, ...fields });
const stops: readonly Sketch[] = [call("stop"), returned("stop")];
const thrown = { type: "ScenarioThrow", message: "m" };

/** A run whose first call does this. */
const started = (...events: readonly Sketch[]): readonly Sketch[] => [run, enter("start"), ...events, leave("start")];
const scheduled = (name: string, deadline: number): readonly Sketch[] =>
  [call("callLater", { call: name, delay: 1 }), returned("callLater", { call: name, deadline })];

const server = { kind: "tcp", host: "127.0.0.1", port: 1 };
const client = { kind: "tcp", host: "127.0.0.1", port: 2 };
const connecting = doing([listen("l", "s", connect("c", "c", { listener: "l" }))], {
  s: { reactions: [] }, c: { reactions: [on("connectionMade", write(text("abc")), { op: "endWriting" })] },
});
const aborting: Scenario = {
  ...connecting, protocols: { s: {}, c: { reactions: [on("connectionMade", { op: "abortConnection" })] } },
};
const asClient = { connection: "c", protocol: "c" };
const asServer = { connection: "l#1", protocol: "s" };
const attempted: readonly Sketch[] = [
  ...started(call("listen", { listener: "l" }), returned("listen", { listener: "l" })),
  enter("listening", { listener: "l" }), call("connect", { connection: "c" }), returned("connect", { connection: "c" }),
  leave("listening"), enter("factory", asClient), leave("factory", asClient),
];
/** Both ends are made, and the client has written "abc" and ended its sending. */
const connected: readonly Sketch[] = [
  ...attempted,
  enter("connectionMade", { ...asClient, local: client, remote: server }),
  call("write", asClient), returned("write", asClient), call("endWriting", asClient), returned("endWriting", asClient),
  leave("connectionMade", asClient),
  enter("factory", { ...asServer, listener: "l" }), leave("factory", asServer),
  enter("connectionMade", { ...asServer, local: server, remote: client }), leave("connectionMade", asServer),
];
const received = (chunk: string): Sketch => enter("dataReceived", { ...asServer, bytes: chunk.length, text: chunk });
const lost = (whose: object, kind: string, error?: object): Sketch =>
  enter("connectionLost", { ...whose, reason: { kind, ...(error === undefined ? {} : { error }) } });

describe("the model", () => {
  const calls = doing([callLater("a", 1), callLater("b", 1)]);
  const hooks = doing([
    { op: "addHook", hook: "h", phase: "shutdown" }, { op: "addHook", hook: "i", phase: "shutdown" },
  ]);
  const hooked = started(call("addHook", { hook: "h" }), returned("addHook", { hook: "h" }),
    call("addHook", { hook: "i" }), returned("addHook", { hook: "i" }));
  const queued = doing([{ op: "callFromThread", call: "q" }, { op: "callFromThread", call: "r" }]);
  const queueing = started(call("callFromThread", { call: "q" }), returned("callFromThread", { call: "q" }),
    call("callFromThread", { call: "r" }), returned("callFromThread", { call: "r" }));

  const lawful: readonly (readonly [string, Scenario, readonly Sketch[]])[] = [
    ["timed calls in their order", calls, [
      ...started(...scheduled("a", 4), ...scheduled("b", 5)), enter("timedCall", { call: "a" }),
      leave("timedCall", { call: "a" }), enter("timedCall", { call: "b" }), ...stops, ran,
    ]],
    ["timed calls that a stop drops", calls, [...started(...scheduled("a", 90)), ...stops, ran]],
    ["a connection that is read to its end", connecting, [
      ...connected, received("ab"), received("c"), lost(asServer, "done"), lost(asClient, "done"), ...stops, ran,
    ]],
    ["connections that a stop cuts", connecting, [
      ...connected, ...stops, lost(asServer, "aborted"), lost(asClient, "aborted"), ran,
    ]],
    ["what is thrown, and reported", calls, [
      ...started(...scheduled("a", 4)), enter("timedCall", { call: "a" }),
      leave("timedCall", { call: "a", threw: thrown }),
      enter("errorHook", { error: thrown }), ...stops, ran,
    ]],
    ["hooks in their order", hooks, [
      ...hooked, ...stops, enter("hook", { hook: "h" }), enter("hook", { hook: "i" }), ran,
    ]],
    ["thread calls in their order", queued, [
      ...queueing, enter("threadCall", { call: "q" }), enter("threadCall", { call: "r" }), ...stops, ran,
    ]],
    ["thread calls that are made too late", queued, [run, ...stops, ...queueing.slice(1), ran]],
  ];
  for (const [what, of, events] of lawful) {
    it(`lets pass ${what}`, () => assert.deepEqual(broken(of, events), []));
  }

  const unlawful: readonly (readonly [string, Scenario, readonly Sketch[]])[] = [
    ["timer.called", calls, [
      ...started(...scheduled("a", 4), ...scheduled("b", 5)), enter("timedCall", { call: "b" }), ...stops, ran,
    ]],
    ["timer.cancel.result", calls, [
      ...started(...scheduled("a", 9), call("cancel", { call: "a" }), returned("cancel", { call: "a", value: false })),
    ]],
    ["timer.rearm.result", calls, [
      ...started(...scheduled("a", 9), call("cancel", { call: "a" }), returned("cancel", { call: "a", value: true }),
        call("reset", { call: "a" }), returned("reset", { call: "a", value: true, deadline: 9 })),
    ]],
    ["timer.active", calls, [
      ...started(...scheduled("a", 9), call("inspectCall", { call: "a" }),
        returned("inspectCall", { call: "a", value: { active: false, deadline: 9 } })),
    ]],
    ["timer.once", calls, [...started(), enter("start")]],
    ["connection.data.whole", connecting, [...connected, received("abcd")]],
    ["connection.data.whole", connecting, [...connected, received("abd")]],
    ["connection.lost.after-data", connecting, [...connected, received("ab"), lost(asServer, "done")]],
    ["connection.reason.done", connecting, [...connected, received("abc"), lost(asServer, "aborted")]],
    ["connection.reason.aborted", aborting, [
      ...attempted, enter("factory", { ...asServer, listener: "l" }), leave("factory", asServer),
      enter("connectionMade", { ...asServer, local: server, remote: client }), leave("connectionMade", asServer),
      enter("connectionMade", { ...asClient, local: client, remote: server }), call("abortConnection", asClient),
      returned("abortConnection", asClient), leave("connectionMade", asClient), lost(asClient, "done"),
    ]],
    ["lifecycle.stop.connections", connecting, [...connected, ...stops, lost(asServer, "aborted"), ran]],
    ["flow.write.pause.over", connecting, [...connected, enter("pauseWriting", asServer)]],
    ["connect.many", connecting, [
      ...attempted, enter("connectFailed", { connection: "c", error: { type: "E", category: "timed-out" } }),
    ]],
    ["connection.factory.once", connecting, [...attempted, enter("factory", asClient)]],
    ["lifecycle.run.before", { ...connecting, phases: [{ before: [listen("l", "s")] }] }, [
      call("listen", { listener: "l" }), returned("listen", { listener: "l" }), enter("listening", { listener: "l" }),
    ]],
    ["execution.throw.reported", calls, [
      ...started(...scheduled("a", 4)), enter("timedCall", { call: "a" }),
      leave("timedCall", { call: "a", threw: thrown }), ...stops, ran,
    ]],
    ["execution.throw.reported", calls, [
      ...started(...scheduled("a", 4)), enter("timedCall", { call: "a" }),
      leave("timedCall", { call: "a", threw: thrown }), enter("errorHook", { error: thrown }),
      enter("errorHook", { error: thrown }),
    ]],
    ["error.given-up", calls, [...started(), enter("errorHook", { error: { type: "Error", message: "write EPIPE" } })]],
    ["lifecycle.hook.order", hooks, [
      ...hooked, ...stops, enter("hook", { hook: "i" }), enter("hook", { hook: "h" }), ran,
    ]],
    ["lifecycle.hook.called", hooks, [...hooked, ...stops, enter("hook", { hook: "h" }), ran]],
    ["lifecycle.hook.shutdown", hooks, [...hooked, enter("hook", { hook: "h" })]],
    ["thread.from.order", queued, [
      ...queueing, enter("threadCall", { call: "r" }), enter("threadCall", { call: "q" }),
    ]],
    ["thread.from.called", queued, [...queueing, enter("threadCall", { call: "q" }), ...stops, ran]],
  ];
  for (const [requirement, of, events] of unlawful) {
    it(`finds ${requirement} broken, and nothing else`, () => assert.deepEqual(broken(of, events), [requirement]));
  }

  it("says what had to come where a scenario does not come to its end", () => {
    assert.deepEqual(broken(calls, [...started(...scheduled("a", 4)), end, ...stops, ran], false), ["timer.called"]);
    assert.deepEqual(broken(connecting, [...attempted, end, ...stops, ran], false), ["connect.one-outcome"]);
    assert.deepEqual(broken(connecting, [
      ...connected, enter("connected", { connection: "c" }), received("abc"), end, ...stops, lost(asServer, "aborted"),
      lost(asClient, "aborted"), ran,
    ], false), ["connection.lost.always"]);
  });

  it("says which events are lawful", () => {
    const trace = traceOf(started(...scheduled("a", 4), ...scheduled("b", 5)));
    assert.deepEqual(lawfulAt(calls, trace, 0), ["timedCall a (not before 4)"]);
    const both = lawfulAt(connecting, traceOf([...connected, received("ab")]), 0);
    assert.ok(both.includes("dataReceived of l#1 (at most 1 bytes)"));
    assert.ok(both.includes("connectionLost of l#1 (done)"));
    assert.ok(!both.some((each) => each.startsWith("dataReceived of c ")));
  });

  it("covers the scenarios that it is made for, and finds nothing in those of the kit", async () => {
    const empty: Program = { servers: [], acts: [], ending: { kind: "await", after: 0 } };
    assert.ok(covers(scenarioOf(empty, "fuzz.program")));
    const covered = scenarios.filter(covers);
    assert.ok(covered.length >= 100, `it covers ${covered.length}`);
    const module = await loadSubject(simulated);
    const player = await playerOf(module);
    for (const each of covered) assert.deepEqual((await player.play(each)).findings, [], each.id);
    await player.close();
  });
});
