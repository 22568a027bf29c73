import type { Data } from "./data.js";
import type { DatagramRole, DatagramStep } from "./datagram-peers.js";
import type { PortSource } from "./name-operations.js";
import type { HostTurns, Operation } from "./operations.js";
import type { Pattern } from "./pattern.js";
import type { ShimStep } from "./shim-steps.js";
import type { ThreadScript } from "./thread-operations.js";
import type { PeerTlsSpec, TlsPeerStep } from "./tls.js";

/**
 * A test as data: who takes part, what starts it, what ends it, and what the trace then shows. Any agent can
 * interpret it; nothing in it names a reactor.
 */
export interface Scenario {
  /** The id of the requirement that it checks first, with `/variant` where a requirement has several. */
  readonly id: string;
  readonly title: string;
  /** The scenario that this one is the same as, over another kind of connections. */
  readonly variantOf?: string;
  /** The requirements that it checks. Expectations are of the first, unless they say otherwise. */
  readonly checks: readonly string[];
  /** Judged only where the agent is `agents/js`: it speaks of JavaScript itself. */
  readonly binding?: "typescript";
  /** Played only for subjects that claim these profiles too, beside those of the requirements that it checks. */
  readonly claims?: readonly string[];
  /** Played only for subjects that claim none of these profiles. */
  readonly lacks?: readonly string[];
  /** What the host must have for the scenario to mean anything; without it the scenario is skipped. */
  readonly needs?: readonly HostFeature[];
  /**
   * The name of a function of `agents/js/code-scenarios.ts` that plays the scenario in place of the phases, for the
   * few rules that no operation can express. Only with the TypeScript binding.
   */
  readonly code?: string;
  /** `none`: the agent installs no error hook. Otherwise it installs one that records, named `kit`. */
  readonly errorHook?: "none";
  /** The protocols by name. One that operations name and that is not here has no reactions. */
  readonly protocols?: Readonly<Record<string, ProtocolScript>>;
  readonly peers?: Readonly<Record<string, PeerScript>>;
  /** Threads of the kit's own by name, which operations start. */
  readonly threads?: Readonly<Record<string, ThreadScript>>;
  /** How many threads the reactor's pool has at most; by default what the reactor has by default. */
  readonly pool?: number;
  /**
   * From the first such event on, attempts at the stalled address are answered after all: each connection, also of an
   * attempt that is pending, is held by a peer `stalled`, which has no script and tells that it is connected.
   */
  readonly answersStalledAfter?: Pattern;
  /** What happens, run by run. Most scenarios have one phase. */
  readonly phases: readonly Phase[];
  /** Of the profile `shim`: what is done in the realm, in place of the phases, of which there are none then. */
  readonly shim?: readonly ShimStep[];
  /** The scenario is over once each of these events has occurred. */
  readonly ends: readonly Ending[];
  readonly expect: readonly Expectation[];
}

/**
 * `linux`: the scenario counts on what this kernel, and not every other, says. `descriptor-limit`: the subject's process
 * can be given few descriptors, and is given so few for this scenario. `loopback-net`: all of 127.0.0.0/8 is this host,
 * not 127.0.0.1 alone.
 */
export type HostFeature = "ipv6" | "linux" | "descriptor-limit" | "loopback-net";

/** One run of the reactor. */
export interface Phase {
  /** Done before `run` is called. */
  readonly before?: readonly (Operation | HostTurns)[];
  /** Done in the run's first zero-delay call. */
  readonly start?: readonly Operation[];
  /** Done outside the reactor, in no callback, from the call of `run` on: it is no part of what keeps a run alive. */
  readonly meanwhile?: readonly (Operation | HostTurns)[];
  /** Done once the run has settled; the scenario itself must have stopped it. */
  readonly after?: readonly (Operation | HostTurns)[];
}

/** How the protocols of a listener, a connection or a port for datagrams react. */
export interface ProtocolScript {
  readonly reactions?: readonly Reaction[];
  /** Done in the factory, before it returns the protocol. */
  readonly factory?: readonly Operation[];
  /** The factory returns null, for these ordinals of its calls or for all. */
  readonly declines?: readonly number[] | "all";
  /** The factory returns an object with no methods but those that have a reaction; such calls leave no trace. */
  readonly bare?: true;
  /** Keeps every received array, and reports at the end the digest of what they hold then. */
  readonly retains?: true;
  /** Leaves dataReceived and datagramReceived out of the trace but for the running totals: for floods. */
  readonly quiet?: true;
}

/** What one callback does. A protocol has the method eofReceived only if it has a reaction to it. */
export type Reaction =
  & {
    readonly do: readonly Operation[];
    /** Only for the nth connection or port made with this protocol script, counted from 1. */
    readonly nth?: number;
  }
  & (
    | { readonly on: "connectionMade" | "eofReceived" | "pauseWriting" | "resumeWriting" | "connectionLost" }
    /** Each time, or once, when the bytes received so far reach `atBytes`. */
    | { readonly on: "dataReceived"; readonly atBytes?: number }
    /** Of a port for datagrams. */
    | { readonly on: "portOpened" | "sendFailed" | "portClosed" }
    /** Each time, or once, for the nth datagram of the port, counted from 1. */
    | { readonly on: "datagramReceived"; readonly atCount?: number }
  );

/** A peer that listens for the subject: on a host, or at the path of this name. */
export interface ListeningRole {
  readonly listens: true;
  readonly host?: string;
  /** At the port that this has on another host; by default at a free one. */
  readonly portOf?: PortSource;
  readonly unix?: string;
}

/** What a peer is. */
export type PeerRole =
  /** Connects to this listener of the subject, at the host given or else at the listener's address. */
  | { readonly connects: string; readonly host?: string }
  | ListeningRole
  /** Attends to the path of this name in the kit's fresh directory, "." being the directory itself: no connection. */
  | { readonly path: string }
  /** Holds the other ends of the subject's standard streams, from before the scenario begins. */
  | { readonly standardStreams: true }
  | DatagramRole;

/** A socket of the kit's own, or its hand in the file system. */
export interface PeerScript {
  readonly role: PeerRole;
  /** Speaks TLS from the first byte, as a client if it connects; its script begins when the handshake is complete. */
  readonly tls?: PeerTlsSpec;
  /** This many peers of this script, named `name#1`, `name#2`, ...; otherwise one, named `name`. */
  readonly count?: number;
  /**
   * Connects, begins to attend to its path, or opens its port for datagrams, once this event has occurred. By default
   * it connects once the listener listens, and does the others before the scenario begins.
   */
  readonly when?: Pattern;
  /** Done one after the other from the moment that the peer is connected. Meanwhile it reads all that comes. */
  readonly script?: readonly PeerStep[];
}

export type PeerStep =
  | { readonly step: "send"; readonly data: Data }
  /** Waits until this many bytes have come in all. */
  | { readonly step: "read"; readonly bytes: number }
  /** Waits until the subject's end of sending, clean or not. */
  | { readonly step: "readEnd" }
  /** Waits until an event of the scenario has matched; at once, if one did before. */
  | { readonly step: "await"; readonly event: Pattern }
  /** Tells, under this name, how many bytes of what it was to send the platform has not taken, and what it has read. */
  | { readonly step: "report"; readonly as: string }
  | { readonly step: "pause" | "resume" | "end" | "close" | "reset" }
  | PathStep
  | TlsPeerStep
  | DatagramStep;

/** What is done at a path. */
export type PathStep =
  /** Puts something there, in place of what is there: `stale` is a socket at which nobody listens any more. */
  | { readonly step: "make"; readonly what: "file" | "directory" | "loop" | "stale" }
  /** Removes what is there; or tells what is there. */
  | { readonly step: "remove" | "look" };

/** An event to wait for, `times` times (1 by default). */
export interface Ending {
  readonly event: Pattern;
  readonly times?: number;
}

/**
 * What must hold of the trace. `says` is what is expected, as a plain sentence in the present tense, without a full
 * stop: it stands in lists, and behind "expected that" in a finding.
 */
export type Expectation =
  & {
    readonly says: string;
    /** The requirement that it is of; the scenario's first by default. */
    readonly of?: string;
    /** Does not judge the subject: if it does not hold, the scenario is inconclusive. */
    readonly premise?: true;
  }
  & (
    | { readonly kind: "occurs"; readonly event: Pattern; readonly times?: Times }
    /** Not at all, or not after the first `after`, or not before the first `before`. */
    | { readonly kind: "never"; readonly event: Pattern; readonly after?: Pattern; readonly before?: Pattern }
    /** The first event of each pattern after the one before: all occur, in this order. Of the agent's events only. */
    | { readonly kind: "order"; readonly events: readonly Pattern[] }
    /** The field has this relation to the other; both events occur. */
    | { readonly kind: "relation"; readonly left: FieldOf; readonly is: Relation; readonly right: FieldOf }
  );

/** Exactly this often, or within bounds. At least once, where nothing is said. */
export type Times = number | { readonly atLeast?: number; readonly atMost?: number };

export type Relation = "equals" | "at least" | "at most" | "less than";

/** A field of the first event that matches; `value.deadline` reaches into objects. `plus` is added to a number. */
export interface FieldOf {
  readonly event: Pattern;
  readonly field: string;
  readonly plus?: number;
}
