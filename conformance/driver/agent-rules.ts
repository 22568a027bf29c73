import type { Hello, Message } from "../agents/messages.js";
import { callLater, inspectReactor, mark, scenario } from "../language/build.js";
import type { Operation } from "../language/operations.js";
import type { Scenario } from "../language/scenario.js";
import type { ShimStep } from "../language/shim-steps.js";
import { agentEvents } from "../oracle/rule.js";
import type { AgentEvent, PeerEvent, TraceEvent } from "../trace/events.js";

/** Names the rule that an agent breaks, and how. */
export type Breach = (rule: string, says: string) => never;

const UNKNOWN_OPERATION = "no-such-operation";
/** Characters of two and of three bytes. */
const NAME = "ü€";

/** The marks that callbacks make which the reactor calls later. */
const LATER: ReadonlySet<string> = new Set(["in the call", "last"]);

/** What each agent can play on a reactor that calls what is due. */
export const smoke: Scenario = scenario({
  id: "agent.smoke",
  title: "marks, a timed call, something printed, and an operation that no agent has",
  phases: [{
    start: [
      mark("first"), { op: "print", text: "printed by the reactor" }, mark(NAME),
      { op: UNKNOWN_OPERATION } as unknown as Operation,
      callLater("call", 1, mark("in the call"), callLater("end", 1, mark("last"))), inspectReactor("reactor"),
      mark("third"),
    ],
  }],
  ends: [],
  expect: [],
});

/** What each agent of a shim can play, whatever its shim does. */
export const shimSmoke: Scenario = scenario({
  id: "agent.smoke",
  title: "marks, and a step that no agent has",
  phases: [],
  shim: [
    { step: "mark", name: "first" }, { step: "mark", name: NAME }, { step: UNKNOWN_OPERATION } as unknown as ShimStep,
    { step: "mark", name: "third" }, { step: "mark", name: "last" },
  ],
  ends: [],
  expect: [],
});

/** What no agent can play. */
export const malformed = { id: "agent.malformed", phases: "none", shim: "none" };

/** Whether an agent says of itself what a report needs. */
export function judgeHello(message: Message, breach: Breach): void {
  if (message.kind !== "hello") return;
  const { hello } = message;
  if (hello.protocol !== 1) breach("agent.hello", `it speaks protocol ${hello.protocol}, not 1`);
  for (const field of ["name", "version", "language", "runtime"] as const satisfies readonly (keyof Hello)[]) {
    if (typeof hello[field] !== "string") breach("agent.hello", `its hello has no text as ${field}`);
  }
  const { profiles } = hello;
  if (!Array.isArray(profiles) || !(profiles.includes("core") || profiles.includes("shim"))) {
    breach("agent.hello", "its hello has no list of profiles with core, or with shim");
  }
}

/** What is said of an agent that reports what a peer of the kit's saw. */
export function saidOfPeer({ peer }: PeerEvent): string {
  return `it reported what the peer ${peer} saw, and plays no peers`;
}

/**
 * Whether an agent has reported the smoke scenario by the rules, as far as they hold whatever its reactor does: what the
 * first call of `start` did, and what contradicts itself.
 */
export function judgeSmoke(events: readonly TraceEvent[], playsPeers: boolean, breach: Breach): void {
  const peer = events.find((event) => event.ev === "peer");
  if (peer !== undefined && !playsPeers) breach("agent.peers", saidOfPeer(peer));
  const trace = agentEvents(events);
  const first = trace.findIndex(({ ev }) => ev === "enter");
  const run = trace.findIndex((event) => event.ev === "run" && event.phase === 1);
  if (run === -1 || run > first) breach("agent.run", "it reported no run before the first callback");
  judgeCallbacks(trace, breach);
  const started = startOf(trace);
  judgeMarks(started, breach);
  judgeUnsupported(started, breach);
  judgeCalls(started, breach);
  judgeEnd(trace, breach);
}

/** Whether the agent of a shim has reported its smoke scenario by the rules. */
export function judgeShimSmoke(events: readonly TraceEvent[], breach: Breach): void {
  const peer = events.find((event) => event.ev === "peer");
  if (peer !== undefined) breach("agent.peers", saidOfPeer(peer));
  const trace = agentEvents(events);
  judgeMarks(trace, breach);
  judgeUnsupported(trace, breach);
  judgeEnd(trace, breach);
}

/** What was reported from the first entry of `start` to its end. */
function startOf(trace: readonly AgentEvent[]): readonly AgentEvent[] {
  const from = trace.findIndex((event) => event.ev === "enter" && event.cb === "start");
  const rest = trace.slice(from + 1);
  const end = rest.findIndex((event) => event.ev === "leave" && event.cb === "start");
  return rest.slice(0, end);
}

function judgeMarks(started: readonly AgentEvent[], breach: Breach): void {
  // What a reactor calls inside a call is of no concern here.
  const marks = started.flatMap((event) => event.ev === "mark" && !LATER.has(event.name) ? [event.name] : []);
  const [first, second, third] = marks;
  if (marks.length === 3 && first === "first" && third === "third" && second !== NAME) {
    breach("agent.text", `the mark ${JSON.stringify(NAME)} came back as ${JSON.stringify(second)}`);
  }
  if (marks.join() !== `first,${NAME},third`) {
    breach("agent.order", `it reported the marks ${marks.join(", ")} where first, ${NAME}, third were due`);
  }
}

function judgeUnsupported(started: readonly AgentEvent[], breach: Breach): void {
  const told = started.flatMap((event) => event.ev === "unsupported" ? [event.op] : []);
  if (told.includes("print")) breach("agent.printed", "it has nothing for the operation print, which is its own");
  const times = told.filter((op) => op === UNKNOWN_OPERATION).length;
  if (times !== 1) breach("agent.unsupported", `it reported ${UNKNOWN_OPERATION} as unsupported ${times} times, not once`);
}

/** A reactor without timed calls is none; one that tells nothing of itself is. */
function judgeCalls(started: readonly AgentEvent[], breach: Breach): void {
  const tellsNothing = started.some((event) => event.ev === "unsupported" && event.op === "inspectReactor");
  for (const op of tellsNothing ? ["callLater"] : ["callLater", "inspectReactor"]) {
    const call = started.find((event) => event.ev === "call" && event.op === op);
    if (call?.ev !== "call") return breach("agent.calls", `it reported no call of ${op}`);
    const back = started.find((event) => event.ev === "return" && event.op === op && event.n === call.n);
    if (back === undefined || back.seq < call.seq) {
      breach("agent.calls", `it reported no return of ${op} with the n of its call, ${call.n}, after it`);
    }
  }
}

/** The depth that it reports is the number of callbacks that it has reported as entered, and not as left. */
function judgeCallbacks(trace: readonly AgentEvent[], breach: Breach): void {
  const stack: string[] = [];
  for (const event of trace) {
    if (event.ev !== "enter" && event.ev !== "leave") continue;
    const depth = event.ev === "enter" ? stack.push(event.cb) : stack.length;
    if (event.depth !== depth) {
      return breach("agent.callbacks", `it reported ${event.ev} of ${event.cb} at depth ${event.depth}, not ${depth}`);
    }
    if (event.ev === "leave" && stack.pop() !== event.cb) {
      return breach("agent.callbacks", `it reported leave of ${event.cb}, which was not entered last`);
    }
  }
}

function judgeEnd(trace: readonly AgentEvent[], breach: Breach): void {
  const ended = trace.at(-1);
  if (ended?.ev !== "ended") return;
  const end = trace.findIndex(({ ev }) => ev === "end");
  const last = trace.findIndex((event) => event.ev === "mark" && event.name === "last");
  if (end < last) breach("agent.end", "it reported no end before it cleared up");
  if (typeof ended.reusable !== "boolean") breach("agent.left", "its ended does not say whether it is reusable");
  for (const field of ["descriptors", "active", "handlers"] as const) {
    const count: unknown = ended.left?.[field];
    if (count !== null && typeof count !== "number") {
      breach("agent.left", `its ended has neither a number nor null as ${field} that are left`);
    }
  }
}
