import { digestOf, type Data } from "./data.js";
import type { AddressSpec, HostTurns, NumberOrOdd, Operation } from "./operations.js";
import type { PeerEvent } from "../trace/events.js";
import type { Matcher, Pattern } from "./pattern.js";
import type {
  Ending, Expectation, FieldOf, PeerScript, PeerStep, Reaction, Relation, Scenario, Times,
} from "./scenario.js";
import type { PeerTlsSpec } from "./tls.js";

// What scenarios are written with. Each function makes the plain data that its name says, and nothing else.

/** A scenario as it is written: `checks` defaults to the requirement that the id names. */
export type ScenarioSource = Omit<Scenario, "checks"> & { readonly checks?: readonly string[] };

export function scenario(source: ScenarioSource): Scenario {
  return { ...source, checks: source.checks ?? [source.id.split("/")[0] ?? source.id] };
}

// Data

export function text(value: string): Data {
  return { text: value };
}

/** `bytes` bytes of the generated pattern. */
export function generated(bytes: number, seed = 0): Data {
  return { generate: bytes, seed };
}

export const KiB = 1024;
export const MiB = 1024 * 1024;

// Operations

export function mark(name: string): Operation {
  return { op: "mark", name };
}

export function callLater(call: string, delay: NumberOrOdd, ...then: readonly Operation[]): Operation {
  return { op: "callLater", call, delay, ...(then.length === 0 ? {} : { do: then }) };
}

export function write(data: Data, of?: string): Operation {
  return { op: "write", data, ...(of === undefined ? {} : { of }) };
}

type Plain =
  | "endWriting" | "loseConnection" | "abortConnection" | "inspectTransport" | "pauseReading" | "resumeReading";

/** One of the transport's calls without arguments, on the callback's own connection or on the one named. */
export function transport(op: Plain, of?: string): Operation {
  return { op, ...(of === undefined ? {} : { of }) };
}

export function loseConnection(of?: string): Operation {
  return transport("loseConnection", of);
}

export function abortConnection(of?: string): Operation {
  return transport("abortConnection", of);
}

export function endWriting(of?: string): Operation {
  return transport("endWriting", of);
}

export function pauseReading(of?: string): Operation {
  return transport("pauseReading", of);
}

export function resumeReading(of?: string): Operation {
  return transport("resumeReading", of);
}

export function setWatermarks(low: NumberOrOdd, high: NumberOrOdd, of?: string): Operation {
  return { op: "setWatermarks", low, high, ...(of === undefined ? {} : { of }) };
}

/** Listens at a free port of 127.0.0.1. */
export function listen(listener: string, protocol: string, ...listening: readonly Operation[]): Operation {
  return { op: "listen", listener, protocol, ...(listening.length === 0 ? {} : { on: { listening } }) };
}

export function connect(connection: string, protocol: string, to: AddressSpec): Operation {
  return { op: "connect", connection, protocol, to };
}

export function addHook(hook: string, phase: "startup" | "shutdown", ...then: readonly Operation[]): Operation {
  return { op: "addHook", hook, phase, ...(then.length === 0 ? {} : { do: then }) };
}

/** Installs a recording error hook. */
export function setErrorHook(hook: string, ...then: readonly Operation[]): Operation {
  return { op: "setErrorHook", hook, ...(then.length === 0 ? {} : { do: then }) };
}

/** Reads `profiles` and `running`. */
export function inspectReactor(as: string): Operation {
  return { op: "inspectReactor", as };
}

/** Between the operations of a phase's `before`, `meanwhile` and `after`. */
export function hostTurns(turns: number): HostTurns {
  return { op: "hostTurns", turns };
}

/** Counts what the process holds: at once, or when it holds no more than in the count `from`. */
export function countResources(as: string, from?: string): Operation {
  return { op: "countResources", as, ...(from === undefined ? {} : { from }) };
}

export const stop: Operation = { op: "stop" };

export function throwing(message: string): Operation {
  return { op: "throw", message };
}

// Reactions

export function on(callback: Reaction["on"], ...operations: readonly Operation[]): Reaction {
  return { on: callback, do: operations };
}

/** Once, when at least `bytes` bytes have been received. */
export function atBytes(bytes: number, ...operations: readonly Operation[]): Reaction {
  return { on: "dataReceived", atBytes: bytes, do: operations };
}

// Peers

/** A peer that connects to a listener of the subject. */
export function peerTo(listener: string, ...script: readonly PeerStep[]): PeerScript {
  return { role: { connects: listener }, script };
}

/** A peer that listens for the subject. */
export function listeningPeer(...script: readonly PeerStep[]): PeerScript {
  return { role: { listens: true }, script };
}

/** A peer that connects to a listener of the subject, and speaks TLS from the first byte. */
export function tlsPeerTo(listener: string, tls: PeerTlsSpec, ...script: readonly PeerStep[]): PeerScript {
  return { role: { connects: listener }, tls, script };
}

/** A peer that listens for the subject, and speaks TLS from the first byte. */
export function listeningTlsPeer(tls: PeerTlsSpec, ...script: readonly PeerStep[]): PeerScript {
  return { role: { listens: true }, tls, script };
}

export function send(data: Data): PeerStep {
  return { step: "send", data };
}

export function step(name: "pause" | "resume" | "end" | "close" | "reset" | "readEnd" | "cut"): PeerStep {
  return { step: name };
}

export function readBytes(bytes: number): PeerStep {
  return { step: "read", bytes };
}

/** Tells how far the peer's sending and reading have come; other peers can wait for it. */
export function report(as: string): PeerStep {
  return { step: "report", as };
}

export function awaits(event: Pattern): PeerStep {
  return { step: "await", event };
}

// Patterns

/** A callback was entered. */
export function entered(cb: string, fields: Pattern = {}): Pattern {
  return { ev: "enter", cb, ...fields };
}

/** A callback came to its end. */
export function left(cb: string, fields: Pattern = {}): Pattern {
  return { ev: "leave", cb, ...fields };
}

export function called(op: string, fields: Pattern = {}): Pattern {
  return { ev: "call", op, ...fields };
}

export function returned(op: string, fields: Pattern = {}): Pattern {
  return { ev: "return", op, ...fields };
}

export function marked(name: string): Pattern {
  return { ev: "mark", name };
}

/** The run of this phase has settled. */
export function ran(phase = 1): Pattern {
  return { ev: "ran", phase };
}

export function lost(connection: string, fields: Pattern = {}): Pattern {
  return entered("connectionLost", { connection, ...fields });
}

/** A peer saw the end of the subject's sending, after exactly these data where they are given. */
export function peerEnd(peer: string, how: PeerEvent["how"] | null = null, data?: readonly Data[]): Pattern {
  return {
    ev: "peer", peer, saw: "end", ...(how === null ? {} : { how }),
    ...(data === undefined ? {} : { received: { ...digestOf(...data) } }),
  };
}

export function peerSaw(peer: string, saw: PeerEvent["saw"]): Pattern {
  return { ev: "peer", peer, saw };
}

/** A peer has come to this `report` of its script. */
export function peerReported(peer: string, as: string, unsent?: Matcher): Pattern {
  return { ev: "peer", peer, saw: "report", as, ...(unsent === undefined ? {} : { unsent }) };
}

/** Exactly these data, as `received` of a callback. */
export function received(...data: readonly Data[]): Pattern {
  return { received: { ...digestOf(...data) } };
}

// Endings and expectations

export function when(event: Pattern, times?: number): Ending {
  return { event, ...(times === undefined ? {} : { times }) };
}

export function occurs(says: string, event: Pattern, times?: Times): Expectation {
  return { kind: "occurs", says, event, ...(times === undefined ? {} : { times }) };
}

export function never(
  says: string,
  event: Pattern,
  bounds: { readonly after?: Pattern; readonly before?: Pattern } = {},
): Expectation {
  return { kind: "never", says, event, ...bounds };
}

export function order(says: string, ...events: readonly Pattern[]): Expectation {
  return { kind: "order", says, events };
}

export function relation(says: string, left: FieldOf, is: Relation, right: FieldOf): Expectation {
  return { kind: "relation", says, left, is, right };
}

/** The same expectation, of another requirement of the scenario. */
export function of(requirement: string, expectation: Expectation): Expectation {
  return { ...expectation, of: requirement };
}

/** The same expectation as a premise: if it does not hold, the scenario is inconclusive. */
export function premise(expectation: Expectation): Expectation {
  return { ...expectation, premise: true };
}
