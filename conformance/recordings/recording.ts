import { digestOf } from "../report/canonical-json.js";
import type { Scenario } from "../language/scenario.js";

/** Who a row is about. The program is always the first lane, and what is judged the second. */
export interface Lane {
  readonly kind: "program" | "reactor" | "shim" | "peer" | "thread";
  readonly name: string;
}

/** What a drawing of a run shows, one below the other. Lanes are meant by their places. */
export type Row =
  /** A callback of the program's is entered; it lasts until its `leave`. */
  | { readonly kind: "enter"; readonly text: string; readonly from: number; readonly expected?: true }
  | { readonly kind: "leave" }
  /** A call, or what goes over the network. */
  | Arrow & { readonly kind: "arrow"; readonly expected?: true }
  /** What comes of a call later than at its end, or an error. */
  | Arrow & { readonly kind: "reply"; readonly expected?: true }
  | { readonly kind: "note"; readonly text: string; readonly at: number; readonly expected?: true }
  /** So many milliseconds of the reactor's clock pass. */
  | { readonly kind: "wait"; readonly ms: number }
  /** So many rows are left out; behind them so many callbacks are running. */
  | { readonly kind: "gap"; readonly rows: number; readonly open: number };

interface Arrow {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Where an event must not come: behind the row `after`, and in front of the row `before`; null for either end. */
export interface Forbidden {
  /** The event. */
  readonly text: string;
  readonly after: number | null;
  readonly before: number | null;
}

/** One run of a scenario, as far as a drawing needs it. */
export interface Recording {
  readonly scenario: string;
  /** Of the scenario that was played: see `digestOfScenario`. */
  readonly digest: string;
  readonly lanes: readonly Lane[];
  readonly rows: readonly Row[];
  readonly forbidden?: readonly Forbidden[];
}

/** The recordings of a chapter. */
export interface Recordings {
  /** The chapter's file name in `spec/`. */
  readonly chapter: string;
  /** What was played, and its version. */
  readonly subject: string;
  readonly version: string;
  readonly recordings: readonly Recording[];
}

const DIGITS = 16;

/** By what a recording is told to be of the scenario as it is now. */
export function digestOfScenario(scenario: Scenario): string {
  return digestOf(scenario).slice(0, DIGITS);
}
