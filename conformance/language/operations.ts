import type { Data } from "./data.js";
import type { DatagramOperation } from "./datagram-operations.js";
import type { DescriptorOperation } from "./descriptor-operations.js";
import type { FlowOperation } from "./flow-operations.js";
import type { OddArguments } from "./odd-arguments.js";
import type { HostWithPort, NamedConnect, NameOperation } from "./name-operations.js";
import type { ResourceOperation } from "./resource-operations.js";
import type { ThreadOperation } from "./thread-operations.js";
import type { TlsOperation, TlsSpec } from "./tls.js";

/** A value that JSON cannot carry, or of a wrong type; `string` stands for the text "5". */
export interface OddValue {
  readonly odd: "NaN" | "Infinity" | "-Infinity" | "string" | "null" | "undefined" | "object";
}

export type NumberOrOdd = number | OddValue;

/** Where to listen or connect. */
export type AddressSpec =
  /** A free port of the host (127.0.0.1 by default), or the port given. */
  | { readonly host?: string; readonly port: NumberOrOdd; readonly kind?: "tcp" | "tls" }
  /** The host given, with the port of something. */
  | HostWithPort
  /** The address of a listener of the subject, as the subject reported it. */
  | { readonly listener: string }
  /** The address of a peer that listens. */
  | { readonly peer: string }
  /** An address where nothing listens. */
  | { readonly closed: true }
  /** An address whose connection attempts stay pending. */
  | { readonly stalled: true }
  /** A UNIX address: the path of this name in the kit's fresh directory, or an abstract name made of that path. */
  | { readonly unix: string; readonly abstract?: true }
  /** A UNIX address: this path. */
  | { readonly path: string | OddValue }
  /** An address that has only its kind: the standard streams, or what no profile has. */
  | { readonly kind: string };

/** What the subject is made to do, one call of the interface each; and what an agent does by itself. */
export type Operation =
  | ReactorOperation | TransportOperation | FlowOperation | TlsOperation | DatagramOperation
  | NameOperation | ResourceOperation | DescriptorOperation | AgentOperation | ThreadOperation;

/** Calls of the reactor, its timed calls, listeners and hooks. */
export type ReactorOperation =
  | {
    readonly op: "callLater"; readonly call: string; readonly delay: NumberOrOdd;
    /** Runs when the call is entered. */
    readonly do?: readonly Operation[];
    /** The call is given exactly the deadline of this one, by whatever means the subject has. */
    readonly sameDeadlineAs?: string;
    /** Passes this in place of a callback. TypeScript binding only. */
    readonly callback?: OddValue;
  }
  | { readonly op: "cancel" | "inspectCall"; readonly call: string }
  | { readonly op: "reset"; readonly call: string; readonly delay: NumberOrOdd }
  | { readonly op: "delay"; readonly call: string; readonly extra: NumberOrOdd }
  | {
    readonly op: "listen"; readonly listener: string; readonly protocol: string;
    /** Port 0 of 127.0.0.1 by default. */
    readonly address?: AddressSpec; readonly backlog?: NumberOrOdd;
    /** The option `tls`; with it, the address is of the kind `tls`, unless it says another. */
    readonly tls?: TlsSpec;
    readonly odd?: OddArguments;
    readonly on?: { readonly listening?: readonly Operation[]; readonly listenFailed?: readonly Operation[] };
  }
  | {
    readonly op: "closeListener"; readonly listener: string;
    readonly on?: { readonly closed?: readonly Operation[]; readonly closeFailed?: readonly Operation[] };
  }
  | NamedConnect & {
    readonly op: "connect"; readonly connection: string; readonly protocol: string; readonly to: AddressSpec;
    /** Milliseconds. */
    readonly timeout?: NumberOrOdd;
    /** As that of `listen`. */
    readonly tls?: TlsSpec;
    /** The attempt is cancelled before it is made. TypeScript binding only. */
    readonly cancelled?: true;
    readonly odd?: OddArguments;
    readonly on?: { readonly connected?: readonly Operation[]; readonly connectFailed?: readonly Operation[] };
  }
  | { readonly op: "cancelConnect"; readonly connection: string }
  | { readonly op: "run" | "stop" }
  | {
    readonly op: "inspectReactor";
    /** Tells its return from those of other inspections. */
    readonly as?: string;
  }
  | {
    readonly op: "addHook"; readonly hook: string;
    /** `nonesuch` is no phase: the subject is to refuse it. */
    readonly phase: "startup" | "shutdown" | "nonesuch";
    readonly do?: readonly Operation[];
    /** Passes this in place of a callback. TypeScript binding only. */
    readonly callback?: OddValue;
    /** The hook returns a promise that is fulfilled when this mark is made. */
    readonly until?: string;
    /** The hook returns a promise that is rejected with an error of this message. */
    readonly rejects?: string;
  }
  | { readonly op: "removeHook"; readonly hook: string }
  | {
    /** Installs a recording error hook of this name; null restores the default. */
    readonly op: "setErrorHook"; readonly hook: string | null; readonly do?: readonly Operation[];
    /** Passes this in place of a hook. TypeScript binding only. */
    readonly callback?: OddValue;
  };

/** Calls of a transport: the one of the running callback, or of the connection named by `of`. */
export type TransportOperation =
  | {
    readonly op: "write"; readonly data: Data; readonly of?: string;
    /** Overwrites the array with zeros once write has returned. TypeScript binding only. */
    readonly thenOverwrite?: true;
    /** Passes a view of these bytes of a larger array whose other bytes are different. TypeScript binding only. */
    readonly asView?: true;
  }
  | { readonly op: "write"; readonly odd: OddValue["odd"]; readonly of?: string }
  | {
    readonly op: "endWriting" | "loseConnection" | "abortConnection" | "inspectTransport";
    readonly of?: string;
  }
  | { readonly op: "setNoDelay"; readonly enabled: boolean; readonly of?: string }
  | {
    readonly op: "setKeepAlive"; readonly enabled: boolean; readonly of?: string;
    /** Milliseconds. TypeScript binding only. */
    readonly delay?: NumberOrOdd;
  };

/** What the agent does itself, without the subject. */
export type AgentOperation =
  | { readonly op: "mark"; readonly name: string }
  /** Prints the text as the reactor's own code would: to the process's standard output. */
  | { readonly op: "print"; readonly text: string }
  | { readonly op: "throw"; readonly message: string }
  /** The callback returns a promise that is rejected. TypeScript binding only. */
  | { readonly op: "reject"; readonly message: string }
  /** The callback returns a promise that stays pending. TypeScript binding only. */
  | { readonly op: "pend" }
  /** Keeps the callback running until the subject's clock has advanced by `ms`. */
  | { readonly op: "spin"; readonly ms: number }
  /** Queues a microtask. TypeScript binding only. */
  | { readonly op: "microtask"; readonly do: readonly Operation[] }
  /** In the nth time, counted from 1, the names of calls made or used in `do` have `#n` appended. */
  | { readonly op: "repeat"; readonly times: number; readonly do: readonly Operation[] }
  /** In dataReceived: writes back what was received. */
  | { readonly op: "echo" }
  /**
   * Schedules a call with `delay` that schedules itself anew each time it is called, until the mark `until` is
   * made or it was called `atMost` times: then it makes the mark `gaveUp`. Its calls are not traced.
   */
  | {
    readonly op: "keepCalling"; readonly delay: number; readonly atMost: number; readonly until: string;
    readonly gaveUp: string;
  }
  /** Reports how many frames lie on the stack below the running callback. TypeScript binding only. */
  | { readonly op: "measureStack" };

/** In a phase's `before`, `meanwhile` and `after`, between operations: lets the host's loop, not the reactor, turn. */
export interface HostTurns {
  readonly op: "hostTurns";
  readonly turns: number;
}
