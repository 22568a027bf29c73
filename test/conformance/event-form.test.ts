import assert from "node:assert/strict";
import fc from "fast-check";
import { judgePlay } from "../../conformance/oracle/judge-play.js";
import { describeEvent } from "../../conformance/report/describe-event.js";
import { scenarios } from "../../conformance/scenarios/index.js";
import { wrongInEvent } from "../../conformance/trace/event-form.js";
import type { TraceEvent } from "../../conformance/trace/events.js";

/** What a hostile subject says where a word is expected. */
const said = fc.constantFrom<unknown>("", "a", "__proto__", "constructor", "$gte", 0, -1, 1e308, 1.5, true, null);
/** What no word is, and would break what takes it for one. */
const odd = fc.constantFrom<unknown>({ toString: 1 }, [], {}, [[]], { $exists: false }, { deadline: {} });
const name = fc.constantFrom("a", "b#1", "__proto__", "toString", "");
const cb = fc.constantFrom(
  "start", "timedCall", "hook", "errorHook", "factory", "threadCall", "connectionMade", "dataReceived", "eofReceived",
  "connectionLost", "connected", "connectFailed", "listenFailed", "sendFailed", "portClosed", "hasOwnProperty",
);
const op = fc.constantFrom(
  "callLater", "cancel", "reset", "write", "loseConnection", "connect", "listen", "stop", "closePort", "__proto__",
);
const error = fc.record({ type: name, message: name, category: said, code: said, errno: said }, {
  requiredKeys: ["type", "message"],
});
const address = fc.record({ kind: said, host: said, port: said, path: said }, { requiredKeys: [] });
const digest = fc.record({ bytes: fc.nat(), sha256: name });

const fields = fc.record({
  cb, op, depth: fc.integer({ min: 1, max: 3 }), n: fc.nat(3), name, phase: fc.constantFrom<unknown>(1, 2, "startup"),
  call: name, connection: name, listener: name, hook: name, port: name, work: name, during: op, thread: name,
  deadline: fc.oneof(said, odd), delay: said, bytes: fc.oneof(said, odd), total: said, value: fc.oneof(said, odd),
  error, threw: error, reason: fc.record({ kind: name, error }, { requiredKeys: ["kind"] }), received: digest,
  retained: digest, address, local: address, remote: address, reusable: fc.boolean(), how: fc.constantFrom("exception",
    "rejection", "clean", "reset"), as: name, descriptors: fc.option(fc.nat(2)), active: fc.option(fc.nat(2)),
  handlers: fc.option(fc.nat(2)), left: fc.record({ descriptors: fc.option(fc.nat(2)) }), peer: name,
  saw: fc.constantFrom("connected", "end", "datagram"), frames: fc.nat(), unheardOf: fc.oneof(said, odd),
}, { requiredKeys: ["cb", "op", "depth", "n", "name", "phase", "reusable", "how", "as", "error", "peer", "saw"] });
const ev = fc.constantFrom(
  "run", "ran", "enter", "leave", "call", "return", "mark", "unsupported", "stack", "idle", "end", "ended", "resources",
  "escaped", "peer",
);
const event = fc.record({ ev, seq: fc.nat(), t: fc.double({ noNaN: true, noDefaultInfinity: true }), fields })
  .map(({ fields: more, ...event }): Readonly<Record<string, unknown>> => ({ ...more, ...event }));

describe("the form of events", () => {
  it("is had by events as agents write them", () => {
    for (const fine of [
      { ev: "enter", cb: "timedCall", depth: 1, call: "a", deadline: 5, seq: 1, t: 0 },
      { ev: "return", op: "cancel", n: 1, value: { active: { deeply: { said: true } } } },
      { ev: "enter", cb: "connectionLost", depth: 1, reason: { kind: "a", error: { type: "E", message: "", code: 5 } } },
      { ev: "ended", reusable: true, left: { descriptors: null, active: 0, handlers: 0 } },
      { ev: "mark", name: "a", ofNewerAgents: ["anything"] },
    ]) assert.equal(wrongInEvent(fine), null);
  });

  it("is not had where a word of the agent's own is no such word", () => {
    for (const [wrong, why] of [
      [{ ev: "hasOwnProperty" }, '"hasOwnProperty" is of no kind that there is'],
      [{ ev: "mark" }, "mark has no name"],
      [{ ev: "enter", cb: "start", depth: 0 }, "enter has as depth no positive integer: 0"],
      [{ ev: "enter", cb: "start", depth: 1, received: { bytes: -1, sha256: "" } },
        "enter has as received no object of its form, for it has as bytes no count: -1: an object of 2 fields"],
      [{ ev: "ended", reusable: "yes" }, 'ended has as reusable no boolean: "yes"'],
      [{ ev: "escaped", how: "somehow", error: { type: "", message: "" } },
        'escaped has as how no one of exception, rejection: "somehow"'],
    ] as const) assert.equal(wrongInEvent(wrong), why);
  });

  it("is all that the oracle and the reports need to be spared any surprise", () => {
    const traces = fc.array(event.filter((each) => wrongInEvent(each) === null), { maxLength: 30 });
    fc.assert(fc.property(traces, fc.constantFrom(...scenarios), (trace, scenario) => {
      const events = trace as unknown as readonly TraceEvent[];
      judgePlay(scenario, { ending: { kind: "completed" }, trace: events });
      events.forEach((each) => describeEvent(each));
    }), { numRuns: 400 });
  });
});
