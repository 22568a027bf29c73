/** The kinds of changes that are made, one at a time. */
export type OperatorName =
  | "comparison" | "logical" | "negated" | "forced" | "emptied" | "removed" | "constant" | "boolean" | "arithmetic"
  | "chain";

/** One change of a module's text, from `start` to before `end`. */
export type Change = Replacement | Removal;

/** An expression in place of another. */
export interface Replacement {
  readonly kind: "replacement";
  readonly operator: OperatorName;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Whether both expressions can be evaluated to see if they differ. */
  readonly isPure: boolean;
}

/** Statements that are not executed. `shown` is what stands for them in a listing, where they are a branch. */
export interface Removal {
  readonly kind: "removal";
  readonly operator: OperatorName;
  readonly start: number;
  readonly end: number;
  readonly shown?: string;
  /** Of an assignment that can be foreseen: the target and the value, which are the same where nothing is lost. */
  readonly assigns?: readonly [target: string, value: string];
}
