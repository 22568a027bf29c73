import { occurs, relation } from "../language/build.js";
import type { Matcher } from "../language/pattern.js";
import type { Expectation, Scenario } from "../language/scenario.js";
import type { HostProgram, ShimStep } from "../language/shim-steps.js";
import {
  compare, install, installed, played, program, shimScenario, snapshot, unchanged, uninstall,
} from "./shim-scenario.js";

type Group = "timers" | "streams";

/** A program under the shim, and what it sees. */
function sees(
  id: string, group: Group, name: HostProgram, title: string, says: string, value: Matcher,
): Scenario {
  return shimScenario({
    id, title, claims: [`shim/${group}`], steps: [install(), program(name), uninstall()],
    expect: [installed(), occurs(says, played(name, { value }))],
  });
}

/** A program without the shim and with it, which sees the same. */
function seesTheSame(id: string, group: Group, name: HostProgram, title: string, says: string): Scenario {
  return shimScenario({
    id, title, claims: [`shim/${group}`],
    steps: [program(name, "without"), install(), program(name, "with"), uninstall()],
    expect: [installed(), occurs(`${says}: the program came to its end`, played("with", { threw: { $exists: false } })),
      relation(says,
        { event: played("with"), field: "value" }, "equals", { event: played("without"), field: "value" })],
  });
}

/** A scenario in code, which makes these marks. */
function inCode(id: string, title: string, group: Group, expect: readonly Expectation[]): Scenario {
  const { shim: _steps, ...scenario } = shimScenario({
    id, title, binding: "typescript", claims: [`shim/${group}`], steps: [], expect: [installed(), ...expect],
  });
  return { ...scenario, code: id };
}

const mark = (says: string, name: string): Expectation => occurs(says, { ev: "mark", name });
const seeded = (seed: number, as: string): readonly ShimStep[] =>
  [{ step: "install", shim: as, seed }, program("random", as), uninstall(as)];

/** What programs wait for that are not to be moved. */
const tasks = ["globalThis.process.nextTick", "globalThis.queueMicrotask", "globalThis.Promise.prototype.then"];

/** The scenarios of the chapter on shims: what a program sees that is carried. */
export const shimCarryingScenarios: readonly Scenario[] = [
  sees("shim.timer.order", "timers", "timers", "timers of several delays, two of them equal",
    "timers are called by their delay, and equal ones as they were started",
    { order: ["10, first", "10, second", "20"] }),
  sees("shim.timer.clear", "timers", "timers",
    "a timer is cleared before it is due, and an interval in its second round",
    "a timer that is cleared is not called, and an interval no more",
    { order: { $not: { $with: "cleared" } }, rounds: 2 }),
  sees("shim.timer.immediate", "timers", "timers", "an immediate beside timers", "an immediate is called",
    { immediate: true }),
  sees("shim.timer.not-early", "timers", "elapsed", "a timer of 50 ms, by the clocks of the host",
    "a timer is not called before its time, by no clock that the program can read",
    { date: { $gte: 48 }, now: { $gte: 48 } }),
  sees("shim.throw.host", "timers", "throwing", "the callback of a timer throws",
    "the error reaches the host's own handler, once", { caught: ["thrown in a timer"] }),
  sees("shim.throw.goes-on", "timers", "throwing", "the callback of a timer throws, and others are due",
    "the other callbacks are called", { called: ["before", "after"] }),
  sees("shim.context", "timers", "context", "callbacks are given to the host in different asynchronous contexts",
    "each callback is called in the context in which it was given",
    { timeout: "of the timeout", immediate: "of the immediate", interval: "of the interval" }),
  inCode("shim.context/streams", "a server and a client are opened in different asynchronous contexts", "streams", [
    mark("each callback is called in the context in which it was given", "listening: in the context of the server"),
    mark("each callback is called in the context in which it was given", "connected: in the context of the client"),
    mark("each callback is called in the context in which it was given", "data: in the context of the client"),
  ]),
  seesTheSame("shim.argument", "timers", "bad-arguments", "the host is called with arguments that are wrong at once",
    "the errors are those of the host"),
  shimScenario({
    id: "shim.reactor.exempt",
    title: "the reactor uses the host's functions in its own calls",
    claims: ["shim/timers", "shim/reactors"],
    steps: [install(), program("timer", "plain"), { step: "entangle" }, program("timer", "entangled"), uninstall()],
    expect: [
      installed(),
      relation("what the reactor calls itself does not come back to it",
        { event: played("entangled"), field: "carried.timers" }, "equals",
        { event: played("plain"), field: "carried.timers" }),
    ],
  }),
  shimScenario({
    id: "shim.stream.order",
    title: "1 MiB is sent in pieces of many sizes",
    claims: ["shim/streams"],
    steps: [install(), program("pieces"), uninstall()],
    expect: [
      installed(),
      relation("what was sent is what is received",
        { event: played("pieces"), field: "value.received" }, "equals",
        { event: played("pieces"), field: "value.sent" }),
    ],
  }),
  sees("shim.stream.pressure", "streams", "flood", "a client writes, and the server reads nothing",
    "a writer whose peer reads nothing is held up", { heldUp: true }),
  sees("shim.stream.half-close", "streams", "half-close", "a client ends its sending, and waits for an answer",
    "the end of sending leaves receiving as it is", { question: "question", answer: "answer" }),
  seesTheSame("shim.error", "streams", "refused", "a client connects to a port where nobody listens",
    "the error has all that the host's has"),
  shimScenario({
    id: "shim.seed",
    title: "the shim is installed twice with the same seed",
    claims: ["shim/seeded", "shim/randomness"],
    steps: [...seeded(7, "first"), ...seeded(7, "second")],
    expect: [
      installed("first"),
      relation("equal seeds give equal chances",
        { event: played("second"), field: "value" }, "equals", { event: played("first"), field: "value" }),
    ],
  }),
  shimScenario({
    id: "shim.task",
    title: "the shim is installed, and what queues tasks of the language is looked at",
    binding: "typescript",
    steps: [snapshot("before"), install(), compare("before", "installed"), uninstall()],
    expect: [
      installed(),
      ...unchanged("what queues tasks of the language is the host's", "installed", { where: { $in: tasks } }),
    ],
  }),
  inCode("shim.identity.function", "the patched functions are looked at", "timers", [
    mark("each function has the name and the number of parameters that the host's has",
      "names and lengths: the host's"),
  ]),
  inCode("shim.identity.promise", "a patched function is made one that returns a promise", "timers", [
    mark("promisify gives a function that is fulfilled", "promisified setTimeout: fulfilled with the value"),
    mark("promisify gives a function that is fulfilled", "promisified setImmediate: fulfilled with the value"),
  ]),
  inCode("shim.identity.instance", "sockets, servers and timers are made while the shim is installed", "streams", [
    mark("a socket is one of the host's sockets", "socket: an instance of net.Socket"),
    mark("a server is one of the host's servers", "server: an instance of net.Server"),
  ]),
  inCode("shim.timer.held", "a timer is told not to hold the program, and to hold it", "timers", [
    mark("a new timer holds the program", "new: holds"),
    mark("unref lets go of it", "after unref: does not hold"),
    mark("ref takes hold of it again", "after ref: holds"),
  ]),
  inCode("shim.timer.pending", "the shim is taken off while a timer is pending", "timers", [
    mark("a timer that is pending is called", "pending when it was taken off: called"),
  ]),
  inCode("shim.timer.crossing", "timers are cleared on the other side of an install", "timers", [
    mark("a timer of before is cleared while the shim is installed",
      "started before, cleared under the shim: not called"),
    mark("a timer of the shim's is cleared after it is taken off",
      "started under the shim, cleared after: not called"),
  ]),
];
