import type { OddValue, Operation } from "./operations.js";

/** What the subject is made to do with threads. Unless a thread's name is in it, the reactor's own thread does it. */
export type ThreadOperation =
  | {
    /** Has a function called in a thread of the reactor's pool that does these steps. */
    readonly op: "callInThread"; readonly work: string; readonly script: readonly ThreadStep[];
    /** The call is cancelled before it is made. TypeScript binding only. */
    readonly cancelled?: true;
    readonly on?: { readonly threadReturned?: readonly Operation[]; readonly threadFailed?: readonly Operation[] };
  }
  | { readonly op: "cancelThreadCall"; readonly work: string }
  | {
    readonly op: "callFromThread"; readonly call: string; readonly do?: readonly Operation[];
    /** Passes this in place of a callback. TypeScript binding only. */
    readonly callback?: OddValue;
  }
  /** Makes a blocking call in the reactor's own thread. */
  | { readonly op: "blockingCallFromThread"; readonly call: string }
  /** Starts a thread of the kit's own, one of `threads` of the scenario. */
  | { readonly op: "startThread"; readonly thread: string }
  /** As `keepCalling`, by thread calls that are made in the reactor's own thread. */
  | { readonly op: "keepCallingFromThread"; readonly atMost: number; readonly until: string; readonly gaveUp: string };

/** What a thread does, one step after the other. */
export type ThreadStep =
  | { readonly step: "mark"; readonly name: string }
  /** Blocks the thread until this mark is made, by whomever. */
  | { readonly step: "awaitMark"; readonly name: string }
  /** Blocks the thread for as many turns of the host, or what comes near to it, to let others run. */
  | { readonly step: "hostTurns"; readonly turns: number }
  | {
    readonly step: "callFromThread"; readonly call: string; readonly do?: readonly Operation[];
    /** So many calls, named `call#1`, `call#2`, ... */
    readonly times?: number;
    /** Only the last of them is in the trace, with how many came, and whether they came in order. */
    readonly quiet?: true;
  }
  | {
    readonly step: "blockingCallFromThread"; readonly call: string;
    /** Done in the reactor's thread, by the function that is called. */
    readonly do?: readonly Operation[];
    /** What the function returns; with `times`, the ordinal of the call is added. */
    readonly returns?: number;
    /** It returns a promise that is fulfilled when this mark is made. */
    readonly until?: string;
    /** It throws, or rejects its promise with, an error of this message. */
    readonly throws?: string;
    readonly times?: number;
    /** Only what is wrong is in the trace, and the last return, with how many calls returned what was theirs. */
    readonly quiet?: true;
  }
  /** The steps are over, and the function returns this. */
  | { readonly step: "return"; readonly value: number }
  /** The steps are over, and the function throws an error of this message. */
  | { readonly step: "throw"; readonly message: string };

/** A thread of the kit's own, which an operation starts. */
export interface ThreadScript {
  readonly script: readonly ThreadStep[];
}
