import type { NumberOrOdd, OddValue, Operation } from "./operations.js";

/** Calls of the reactor that have to do with names. */
export type NameOperation =
  | {
    /** Sets a resolver of this name, which answers as scripted; a host without an answer fails with `ENOTFOUND`. */
    readonly op: "setResolver"; readonly resolver: string;
    readonly answers: Readonly<Record<string, ResolverAnswer>>;
  }
  /** Restores the platform's. */
  | { readonly op: "setResolver"; readonly resolver: null }
  /** Passes this in place of a resolver. TypeScript binding only. */
  | { readonly op: "setResolver"; readonly odd: OddValue["odd"] }
  | {
    readonly op: "resolve"; readonly lookup: string; readonly host: string | OddValue;
    readonly on?: { readonly resolved?: readonly Operation[]; readonly resolveFailed?: readonly Operation[] };
  }
  | { readonly op: "cancelResolve"; readonly lookup: string };

/** What a scripted resolver does when it is asked for one host. `do` is done within the call. */
export type ResolverAnswer = { readonly do?: readonly Operation[] } & (
  /** Answers with these, once the mark `after` is made or at once. */
  | { readonly hosts: readonly string[]; readonly after?: string }
  | { readonly never: true }
  /** Fails with an error of this code, or of none, once the mark `after` is made or at once. */
  | { readonly fails: string | null; readonly after?: string }
  /** Throws an error of this code, or of none. */
  | { readonly throws: string | null }
  /** Answers as the resolver that was set before does. */
  | { readonly asks: "previous" }
  /** Answers with what is no list of hosts. TypeScript binding only. */
  | { readonly garbage: OddValue["odd"] | "names" }
);

/** The address that another one has, but for its host: a name, or another numeric one. */
export interface HostWithPort {
  readonly host: string;
  readonly portOf: PortSource;
}

/** What has a port: a listener of the subject, a peer that listens, or one of the addresses of the kit. */
export type PortSource =
  | { readonly listener: string } | { readonly peer: string } | { readonly closed: true } | { readonly stalled: true };

/** Options of `connect` that are about names. */
export interface NamedConnect {
  /** Milliseconds. */
  readonly attemptDelay?: NumberOrOdd;
}
