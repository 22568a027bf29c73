import type { TraceEvent } from "../trace/events.js";

/**
 * What the kit says of a requirement. `skip`: not claimed, or its scenarios could not run on this host; never a
 * pass. `inconclusive`: they ran, and proved nothing. `error`: the kit or the agent broke. `deviation`: it failed as
 * the subject's expectation file says it does.
 */
export type Verdict = "pass" | "fail" | "skip" | "inconclusive" | "error" | "deviation";

/** One thing that speaks against a requirement, or against the run that was to judge it. */
export interface Finding {
  readonly requirement: string;
  readonly scenario: string;
  readonly kind: "violation" | "inconclusive" | "error";
  /** A plain sentence: what was broken, and what was seen. */
  readonly says: string;
  /** The `seq` of the first event that the standard forbids, where there is one. */
  readonly at: number | null;
}

/** What came of one scenario on one subject. */
export interface ScenarioResult {
  readonly scenario: string;
  readonly outcome: "completed" | "incomplete" | "skipped" | "error";
  /** Why, unless completed. */
  readonly message: string | null;
  readonly findings: readonly Finding[];
  readonly trace: readonly TraceEvent[];
  readonly durationMs: number;
  /** The tail of what the subject wrote on its standard error, for a failure. */
  readonly diagnostics: string | null;
}

export interface RequirementResult {
  readonly id: string;
  readonly level: "must" | "should" | "may";
  readonly profile: string;
  readonly verdict: Verdict;
  readonly scenarios: readonly { readonly id: string; readonly verdict: Verdict }[];
  /** Why, unless it passed: of several findings the first. */
  readonly message: string | null;
  /** Everything that was found against it. */
  readonly findings: readonly string[];
}

export interface SubjectInfo {
  readonly name: string;
  readonly version: string;
  readonly language: string;
  readonly runtime: string;
  readonly profiles: readonly string[];
}

/** Verdicts counted. */
export type Summary = Readonly<Record<Verdict, number>>;

/** What a run of the kit on one subject came to. */
export interface RunResult {
  readonly subject: SubjectInfo;
  readonly requirements: readonly RequirementResult[];
  readonly scenarios: readonly ScenarioResult[];
  readonly summary: Summary;
  /** Entries of the expectation file that were not borne out: an unexpected pass, or no such requirement. */
  readonly stale: readonly string[];
  /** 0 conforms, 1 does not, 3 the kit or the agent broke, 4 nothing ran. */
  readonly exitCode: 0 | 1 | 3 | 4;
}
