import type { Digest } from "../language/data.js";
import type { AddressInfo } from "./address-info.js";
import type { ErrorInfo } from "./error-info.js";
import type { EscapedEvent, Resources, ResourcesEvent } from "./resource-events.js";
import type { ShimEvent } from "./shim-events.js";

/**
 * The events of a trace: what an agent reports, one JSON line each, and what the kit's peers report. Order is
 * that of `seq`, and means something among the events of one agent only.
 */
export type TraceEvent = AgentEvent | PeerEvent;

export type AgentEvent = Stamp & (
  | RunEvent | EnterEvent | LeaveEvent | CallEvent | ReturnEvent | MarkEvent | UnsupportedEvent
  | StackEvent | IdleEvent | EndEvent | EndedEvent
  | ResourcesEvent | EscapedEvent | ShimEvent
);

export interface Stamp {
  /** 1, 2, 3, ... over all lines of an agent, without a gap. */
  readonly seq: number;
  /** The subject's own `now()` when the event happened, in milliseconds. */
  readonly t: number;
  /** The thread or the work in which it happened, where that is not the reactor's own thread. */
  readonly thread?: string;
}

/** `run` was called by the agent (its call is no `call` event), or has settled. */
export type RunEvent =
  | { readonly ev: "run"; readonly phase: number }
  | { readonly ev: "ran"; readonly phase: number; readonly error?: ErrorInfo };

/** Callbacks: what the subject may enter. */
export type CallbackName =
  | "start" | "timedCall" | "hook" | "errorHook" | "factory" | "threadCall"
  | "connectionMade" | "dataReceived" | "eofReceived" | "pauseWriting" | "resumeWriting" | "connectionLost"
  /** Continuations of promises, or whatever the subject has for an outcome. */
  | "listening" | "listenFailed" | "closed" | "closeFailed" | "connected" | "connectFailed"
  | "secured" | "securingFailed"
  | "opened" | "openFailed" | "threadReturned" | "threadFailed" | "resolved" | "resolveFailed"
  /** Calls of a scripted resolver, and the abort of the signal that it was given. */
  | "lookup" | "lookupCancelled"
  /** Of a port for datagrams. */
  | "portOpened" | "datagramReceived" | "sendFailed" | "portClosed";

/** The subject entered a callback. */
export interface EnterEvent {
  readonly ev: "enter";
  readonly cb: CallbackName;
  /** How many callbacks are on the stack, this one among them. */
  readonly depth: number;
  /** The operation within whose call this happens, if within one. */
  readonly during?: string;
  readonly call?: string;
  readonly deadline?: number;
  readonly hook?: string;
  readonly phase?: "startup" | "shutdown";
  readonly listener?: string;
  readonly connection?: string;
  readonly lookup?: string;
  /** lookup and lookupCancelled: which resolver, and what it is asked for. */
  readonly resolver?: string;
  readonly host?: string;
  /** resolved: the answer. */
  readonly hosts?: readonly string[];
  readonly protocol?: string;
  readonly address?: AddressInfo;
  readonly local?: AddressInfo;
  readonly remote?: AddressInfo;
  /** dataReceived: the size of the chunk, and of all chunks so far. */
  readonly bytes?: number;
  readonly total?: number;
  /** dataReceived: the chunk as Latin-1, if it has at most 64 bytes. */
  readonly text?: string;
  /** dataReceived, TypeScript binding: the name of the chunk's class. */
  readonly type?: string;
  /** eofReceived and connectionLost: all that dataReceived brought. */
  readonly received?: Digest;
  /** connectionLost, with `retains`: what the kept arrays hold at the end. */
  readonly retained?: Digest;
  readonly reason?: ReasonInfo;
  readonly error?: ErrorInfo;
  /** secured: what was agreed. */
  readonly session?: SessionInfo;
  /** threadCall: the thread that made it, where that is not the reactor's own. */
  readonly by?: string;
  /** threadCall, the last of many: how many came, and whether they came in the order in which they were made. */
  readonly calls?: number;
  readonly inOrder?: boolean;
  /** threadReturned and threadFailed: the name of the call. */
  readonly work?: string;
  /** threadReturned: what the function returned, and whether it ran in another thread than the reactor's. */
  readonly value?: unknown;
  readonly elsewhere?: boolean;
  /** connected: whether the outcome is the transport that connectionMade was given. */
  readonly sameTransport?: boolean;
  /** The name of a port for datagrams. */
  readonly port?: string;
  /** opened: whether the outcome is the port that portOpened was given. */
  readonly samePort?: boolean;
  /** datagramReceived: where it came from, its bytes, and which one of the port it is, counted from 1. */
  readonly from?: AddressInfo;
  readonly data?: Digest;
  /** portClosed: how many came in all; `received` has their bytes, one datagram after the other. */
  readonly count?: number;
}

/** The callback came to its end, or was left by a throw that the scenario asked for. */
export interface LeaveEvent {
  readonly ev: "leave";
  readonly cb: CallbackName;
  readonly depth: number;
  readonly call?: string;
  readonly hook?: string;
  readonly connection?: string;
  readonly port?: string;
  readonly work?: string;
  readonly threw?: ErrorInfo;
}

/** The agent is about to call the subject: `op` and its names are those of the operation. */
export interface CallEvent {
  readonly ev: "call";
  readonly op: string;
  /** 1, 2, 3, ...: pairs a call with its return. */
  readonly n: number;
  readonly call?: string;
  readonly delay?: number | string;
  readonly listener?: string;
  readonly connection?: string;
  readonly lookup?: string;
  readonly resolver?: string | null;
  readonly hook?: string;
  readonly port?: string;
  readonly work?: string;
  readonly bytes?: number;
  /** install and uninstall: what the step names. */
  readonly shim?: string;
  readonly low?: number | string;
  readonly high?: number | string;
}

/** The subject returned from a call, or threw. A promise that it returned is reported when it settles. */
export interface ReturnEvent {
  readonly ev: "return";
  readonly op: string;
  readonly n: number;
  readonly call?: string;
  readonly listener?: string;
  readonly connection?: string;
  readonly lookup?: string;
  readonly hook?: string;
  readonly port?: string;
  readonly work?: string;
  readonly shim?: string;
  /** blockingCallFromThread, the last of many: how many returned what was theirs. */
  readonly calls?: number;
  /** setResolver: the name that the operation gives. */
  readonly resolver?: string | null;
  /** inspectReactor: the name that the operation gives. */
  readonly as?: string;
  /** cancel, reset, delay, removeHook: the boolean. inspect..., install, uninstall: an object of what was read. */
  readonly value?: unknown;
  /** callLater, reset, delay: the deadline now. */
  readonly deadline?: number;
  readonly threw?: ErrorInfo;
}

export interface MarkEvent {
  readonly ev: "mark";
  readonly name: string;
}

/** The subject has nothing that this operation could be mapped to. */
export interface UnsupportedEvent {
  readonly ev: "unsupported";
  readonly op: string;
}

/** measureStack: the frames below the running callback. */
export interface StackEvent {
  readonly ev: "stack";
  readonly frames: number;
}

/** A simulated subject has nothing left that can happen by itself. */
export interface IdleEvent {
  readonly ev: "idle";
}

/** The kit has ended the scenario: what follows is the agent's clearing up. */
export interface EndEvent {
  readonly ev: "end";
}

/** The agent has cleared up. `reusable`: it can take another scenario. */
export interface EndedEvent {
  readonly ev: "ended";
  readonly reusable: boolean;
  /** How much more the process holds than before the scenario; null also where that cannot be told of the subject. */
  readonly left?: Resources;
}

/** What the kit's own sockets saw. They are no part of an agent's order. */
export interface PeerEvent {
  readonly ev: "peer";
  readonly peer: string;
  readonly saw: "listening" | "connected" | "refused" | "end" | "path" | "report" | "datagram" | "secured" | "tlsFailed";
  readonly address?: AddressInfo;
  readonly local?: AddressInfo;
  readonly remote?: AddressInfo;
  /** secured: what was agreed. */
  readonly tls?: SecuredInfo;
  /** refused: the platform's code. tlsFailed: the library's. */
  readonly code?: string;
  /** end: whether the subject's sending ended in order or by a reset. */
  readonly how?: "clean" | "reset" | "truncated";
  /** end, report: of all that came before. datagram: of all datagrams so far, one after the other. */
  readonly received?: Digest;
  /** path: what is there, and of a directory how many entries it has. */
  readonly is?: "socket" | "file" | "directory" | "loop" | "nothing";
  readonly entries?: number;
  /** report: its name in the peer's script, and the bytes that the peer sent and the platform has not taken. */
  readonly as?: string;
  readonly unsent?: number;
  /** datagram: where it came from, its bytes, also as Latin-1 if it has at most 64, and how many came so far. */
  readonly from?: AddressInfo;
  readonly data?: Digest;
  readonly text?: string;
  readonly count?: number;
}

/** What a peer learned in a handshake. */
export interface SecuredInfo {
  readonly version: string;
  readonly alpn: string | null;
  /** The name that a client asked for. */
  readonly serverName: string | null;
}

/** A session of the subject's, with the digest of the certificate that its peer showed. */
export interface SessionInfo {
  readonly version: string | null;
  readonly alpn: string | null;
  readonly peerCertificate: Digest | null;
}

export interface ReasonInfo {
  readonly kind: string;
  readonly error?: ErrorInfo;
}
