import type { Reactor } from "../../../spec/reactor.js";
import type { Simulation } from "../../simulated/index.js";
import type { Liveness } from "./liveness.js";
import type { PatchJournal } from "./patch-journal.js";

/** A part of the host that is put on the reactor as a whole, or not at all. */
export type GroupName = "streams" | "datagrams" | "names" | "timers" | "clock" | "randomness";

export interface InstallOptions {
  /** The groups to install; by default, all that the reactor can carry. */
  readonly groups?: readonly GroupName[];
  /**
   * `surface`: what programs call of timers. `deep`: the host's own timers too, which needs `--expose-internals`. By
   * default, deep where internals are exposed.
   */
  readonly timers?: "surface" | "deep";
  /** An integer that the group `randomness` draws from. */
  readonly seed?: number;
  /** The world of a simulated reactor, `simulate(reactor)`: its clock is the host's then. */
  readonly world?: Simulation;
  /**
   * When that world goes on: `turns`, in the host's next task, whatever the host is waiting for; `quiescence`, when the
   * host waits for nothing more, which is for whole programs. By default, `turns`.
   */
  readonly pace?: "turns" | "quiescence";
}

/** What a shim says of one of its groups, in words that name functions and options of the host. */
export interface Coverage {
  /** On the reactor. */
  readonly covered: readonly string[];
  /** Left to the host as it is. */
  readonly real: readonly string[];
  /** Refused with an error, where the host would do it. */
  readonly refused: readonly string[];
}

/** What a group works with. */
export interface ShimContext {
  readonly reactor: Reactor;
  readonly options: InstallOptions;
  readonly liveness: Liveness;
  /**
   * Calls into the reactor, exempt from the shim, and with a run in progress: the first call begins one. Callbacks that
   * the reactor makes to the host go through a `Registration`.
   */
  enter<Result>(call: (reactor: Reactor) => Result): Result;
}

/** What a group has after it was patched. */
export interface PatchedGroup {
  /** A line for each of the host's handles that is on the reactor now. */
  live(): readonly string[];
  /** Its patches were undone. */
  undone?(): void;
}

/** One group: how it is told whether it can work, and how it is put on the reactor. */
export interface Group {
  readonly name: GroupName;
  readonly coverage: Coverage;
  /** Why the reactor cannot carry the group, with these options, or null. Patches nothing. */
  unfit(context: ShimContext): string | null;
  /**
   * Whether the host is as the group expects it, in what it leans on: null, or what is not. Patches nothing and leaves
   * nothing behind.
   */
  check(context: ShimContext): string | null;
  /** Puts it on the reactor. @throws Error if that fails; what is in the journal then is undone by the caller. */
  patch(journal: PatchJournal, context: ShimContext): PatchedGroup;
}
