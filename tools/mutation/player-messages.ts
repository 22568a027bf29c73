/** A subject of the tree: a module of its `reference/`. */
export type SubjectName = "simulated" | "node";

/** What a player is asked to do. */
export type Task =
  /** Play these scenarios with no mutant chosen, and tell of each what it reaches. */
  | { readonly kind: "reach"; readonly scenarios: readonly string[] }
  /** Play these scenarios with a mutant, in order, until one fails. `alone`: the process plays nothing else. */
  | {
    readonly kind: "try"; readonly mutant: number; readonly scenarios: readonly Reaching[]; readonly alone: boolean;
  };

/** A scenario that reaches a mutant, and how many steps in the core it takes without one. */
export interface Reaching {
  readonly scenario: string;
  readonly steps: number;
}

/** What a player tells. */
export type Told =
  | Reached
  | { readonly kind: "playing"; readonly scenario: string }
  /** What was asked for is done; of a mutant, that nothing failed. */
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly failure: Failure; readonly reusable: boolean }
  /** A scenario failed with the mutant, and without it afterwards. */
  | { readonly kind: "disturbed"; readonly scenario: string; readonly says: string };

/** What a scenario reaches without a mutant. */
export interface Reached extends Reaching {
  readonly kind: "reached";
  readonly mutants: readonly number[];
  /** Milliseconds of processor time that it took. */
  readonly ms: number;
  /** What failed, if anything. */
  readonly failure: Failure | null;
}

/** The first requirement that failed in a scenario. */
export interface Failure {
  readonly scenario: string;
  readonly requirement: string;
  readonly says: string;
}
