import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { AgentEvent } from "../../conformance/trace/events.js";
import type { RuleViolation } from "../../conformance/oracle/rule.js";
import { judgeUniversally, universalRules } from "../../conformance/oracle/universal-rules.js";

type Sketch = Partial<AgentEvent> & { readonly ev: string };

/** The requirements that the rules find broken in a trace of these events. */
function broken(...events: readonly Sketch[]): string[] {
  const trace = events.map((event, i) => ({ seq: i + 1, t: i, depth: 1, ...event }) as AgentEvent);
  return universalRules.flatMap((rule) => rule.judge(trace)).map((violation) => violation.requirement);
}

const run: Sketch = { ev: "run", phase: 1 };
const enter = (cb: string, fields: object = {}): Sketch => ({ ev: "enter", cb, ...fields }) as Sketch;
const leave = (cb: string, fields: object = {}): Sketch => ({ ev: "leave", cb, ...fields }) as Sketch;
const onConnection = (cb: string, fields: object = {}): Sketch => enter(cb, { connection: "c", bytes: 1, ...fields });
const call = (op: string, fields: object = {}): Sketch => ({ ev: "call", op, n: 1, ...fields }) as Sketch;
const returned = (op: string, fields: object = {}): Sketch => ({ ev: "return", op, n: 1, ...fields }) as Sketch;
const ended = (left: object): Sketch => ({ ev: "ended", reusable: true, left }) as Sketch;
const escaped = (how: string): Sketch => ({ ev: "escaped", how, error: { type: "Error", message: "m" } }) as Sketch;
const made = onConnection("connectionMade");
const lost = onConnection("connectionLost", { reason: { kind: "done" } });
const opened = enter("portOpened", { port: "p" });
const closed = enter("portClosed", { port: "p" });
const sendFailed = (error: object): Sketch => enter("sendFailed", { port: "p", error: { type: "E", ...error } });

describe("the universal rules", () => {
  it("find the same, whether each is given all events or those that it reads", () => fc.assert(fc.property(
    fc.array(fc.record({
      ev: fc.constantFrom("run", "ran", "enter", "leave", "call", "return", "mark", "escaped", "ended"),
      cb: fc.constantFrom("connectionMade", "dataReceived", "connectionLost", "connected", "connectFailed", "timedCall",
        "pauseWriting", "portOpened", "datagramReceived", "portClosed", "openFailed", "threadCall"),
      op: fc.constantFrom("connect", "callLater", "cancel", "loseConnection", "pauseReading", "closePort", "write"),
      n: fc.nat(3), t: fc.nat(20), depth: fc.constantFrom(1, 1, 2), deadline: fc.nat(20), value: fc.boolean(),
      connection: fc.constantFrom("c", "d"), call: fc.constantFrom("a", "b"), port: fc.constant("p"),
      during: fc.constantFrom(undefined, "write", "connect"), bytes: fc.nat(1), sameTransport: fc.boolean(),
      threw: fc.constantFrom(undefined, { type: "E", message: "m" }), error: fc.constant({ type: "E", message: "m" }),
      how: fc.constantFrom("exception", "rejection"), left: fc.constant({ descriptors: 1, active: 0, handlers: 0 }),
    })),
    (sketches) => {
      const trace = sketches.map((each, i) => ({ ...each, seq: i + 1 }) as unknown as AgentEvent);
      const shown = ({ requirement, says, at }: RuleViolation): string => `${at.seq} ${requirement} ${says}`;
      const together: string[] = [];
      const judge = judgeUniversally((violation) => together.push(shown(violation)));
      for (const event of trace) judge(event);
      const alone = universalRules.flatMap((rule) => rule.judge(trace).map(shown));
      assert.deepEqual(together.sort(), alone.sort());
    })));

  const lawful: readonly (readonly [string, readonly Sketch[]])[] = [
    ["a connection's life", [run, made, onConnection("dataReceived"), onConnection("eofReceived"), lost]],
    ["a closed connection", [run, made, call("loseConnection", { connection: "c" }), lost]],
    ["a callback that threw", [run, made, leave("connectionMade", { connection: "c", threw: {} }), lost]],
    ["a timed call", [run, call("callLater", { call: "a", delay: 1 }), returned("callLater", { call: "a", deadline: 2.5 }),
      enter("timedCall", { call: "a", t: 3 })]],
    ["a cancel that came too late", [run, returned("callLater", { call: "a", deadline: 0 }),
      enter("timedCall", { call: "a" }), returned("cancel", { call: "a", value: false })]],
    ["a name that is given to another call in a later run", [run, returned("callLater", { call: "a", deadline: 0 }),
      { ev: "ran", phase: 1 }, { ev: "run", phase: 2 }, returned("callLater", { call: "a", deadline: 0 }),
      enter("timedCall", { call: "a" })]],
    ["an attempt that failed", [run, call("connect", { connection: "c" }), onConnection("connectFailed",
      { error: { type: "E", category: "refused", code: "ECONNREFUSED", errno: 111 } })]],
    ["an attempt whose connectionMade threw", [run, call("connect", { connection: "c" }), made,
      leave("connectionMade", { connection: "c", threw: {} }), onConnection("connectFailed", { error: { type: "ScenarioThrow" } })]],
    ["a host that cannot tell what is left", [run, ended({ descriptors: null, active: null, handlers: null })]],
    ["nothing left", [run, ended({ descriptors: 0, active: 0, handlers: 0 })]],
    ["a port's life", [run, opened, enter("datagramReceived", { port: "p" }), call("closePort", { port: "p" }), closed]],
    ["promises that settle after the run", [run, { ev: "ran", phase: 1 }, enter("closed")]],
  ];
  for (const [what, events] of lawful) {
    it(`let pass ${what}`, () => assert.deepEqual(broken(...events), []));
  }

  const unlawful: readonly (readonly [string, readonly Sketch[]])[] = [
    ["execution.serial", [run, enter("timedCall"), enter("timedCall", { depth: 2 })]],
    ["thread.from.serial", [run, enter("threadCall", { thread: "other" })]],
    ["thread.from.deferred", [run, enter("threadCall", { during: "callFromThread" })]],
    ["execution.write.returns-first", [run, enter("timedCall", { during: "write" })]],
    ["execution.connect.returns-first", [run, enter("factory", { during: "connect" })]],
    ["lifecycle.stop.returns", [run, enter("hook", { during: "stop" })]],
    ["lifecycle.run.before", [enter("timedCall")]],
    ["lifecycle.stop.nothing-after", [run, { ev: "ran", phase: 1 }, enter("timedCall")]],
    ["timer.clock.monotonic", [run, { ev: "mark", name: "m", t: 0 - 0 + 5 } as Sketch, { ev: "mark", name: "m", t: 4 } as Sketch]],
    ["timer.deadline", [run, call("callLater", { call: "a", delay: 50 }), returned("callLater", { call: "a", deadline: 2 })]],
    ["timer.not-early", [run, returned("callLater", { call: "a", deadline: 9 }), enter("timedCall", { call: "a" })]],
    ["timer.once", [run, returned("callLater", { call: "a", deadline: 0 }), enter("timedCall", { call: "a" }),
      enter("timedCall", { call: "a" })]],
    ["timer.cancel", [run, returned("callLater", { call: "a", deadline: 0 }), returned("cancel", { call: "a", value: true }),
      enter("timedCall", { call: "a" })]],
    ["lifecycle.stop.timed-calls", [run, returned("callLater", { call: "a", deadline: 0 }), { ev: "ran", phase: 1 },
      { ev: "run", phase: 2 }, enter("timedCall", { call: "a" })]],
    ["resource.descriptors", [run, ended({ descriptors: 1, active: 0, handlers: 0 })]],
    ["resource.host", [run, ended({ descriptors: null, active: 2, handlers: 0 })]],
    ["resource.handlers", [run, ended({ descriptors: 0, active: 0, handlers: 1 })]],
    ["resource.rejections", [run, escaped("rejection")]],
    ["embedding.throw.contained", [run, escaped("exception")]],
    ["connection.made.first", [run, onConnection("dataReceived")]],
    ["connection.made.once", [run, made, made]],
    ["connection.eof.notified", [run, made, onConnection("eofReceived"), onConnection("dataReceived")]],
    ["transport.lose.no-data", [run, made, call("abortConnection", { connection: "c" }), onConnection("dataReceived")]],
    ["connection.throw.data", [run, made, leave("connectionMade", { connection: "c", threw: {} }), onConnection("dataReceived")]],
    ["connection.lost.last", [run, made, lost, onConnection("dataReceived")]],
    ["connection.lost.once", [run, made, lost, lost]],
    ["connection.data.non-empty", [run, made, onConnection("dataReceived", { bytes: 0 })]],
    ["connect.one-outcome", [run, call("connect", { connection: "c" }), made, onConnection("connectFailed",
      { error: { type: "E", category: "refused" } })]],
    ["connect.after-made", [run, call("connect", { connection: "c" }), onConnection("connected", { sameTransport: false })]],
    ["datagram.opened.first", [run, enter("datagramReceived", { port: "p" })]],
    ["datagram.opened.once", [run, opened, opened]],
    ["datagram.open.failed", [run, enter("openFailed", { port: "p", error: { type: "E", category: "other" } }), closed]],
    ["datagram.close.nothing-after", [run, opened, call("closePort", { port: "p" }), sendFailed({ category: "other" })]],
    ["datagram.closed.once", [run, opened, closed, closed]],
    ["datagram.closed.last", [run, opened, closed, enter("datagramReceived", { port: "p" })]],
    ["datagram.returns-first", [run, enter("timedCall", { during: "sendDatagram" })]],
    ["error.category.of-code", [run, opened, sendFailed({ category: "other", code: "EMSGSIZE" })]],
    ["error.category", [run, onConnection("connectFailed", { error: { type: "E", category: null } })]],
    ["error.code", [run, onConnection("connectFailed", { error: { type: "E", category: "refused", code: "refused" } })]],
    ["error.errno", [run, onConnection("connectFailed", { error: { type: "E", category: "refused", errno: -111 } })]],
  ];
  for (const [requirement, events] of unlawful) {
    it(`find ${requirement} broken, and nothing else`, () => assert.deepEqual(broken(...events), [requirement]));
  }
});
