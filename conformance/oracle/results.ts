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
  /** What the finding is of, as events name it: `connection server#1`. It leads to what speaks of something missing. */
  readonly concerns?: readonly string[];
}

/** That the machine held up who waited, or what was waited for: a silence then says nothing. */
export interface Noise {
  /** For how long, at most, in milliseconds. */
  readonly ms: number;
  /** What was held up. */
  readonly says: string;
}

/** How the playing of a scenario came to its end, and why. */
export type Ending =
  | { readonly kind: "completed" }
  /** The end did not come: what was waited for, and why the waiting was given up. */
  | { readonly kind: "incomplete"; readonly message: string; readonly noise?: Noise }
  /** The end came, but the run did not settle after the kit had asked for its stop. */
  | { readonly kind: "unsettled"; readonly message: string; readonly noise?: Noise }
  /** The agent broke, or the subject took it along. */
  | { readonly kind: "broken"; readonly message: string }
  | { readonly kind: "gone"; readonly message: string };

/** A scenario as it was played: its verdict is made of nothing else. */
export interface Play {
  readonly ending: Ending;
  readonly trace: readonly TraceEvent[];
}

/** What came of one scenario on one subject. */
export interface ScenarioResult {
  readonly scenario: string;
  /** How its playing ended; null if it was not played. */
  readonly ending: Ending | null;
  readonly outcome: "completed" | "incomplete" | "skipped" | "error";
  /** Why, unless completed. */
  readonly message: string | null;
  readonly findings: readonly Finding[];
  readonly trace: readonly TraceEvent[];
  readonly durationMs: number;
  /** The tail of what the subject wrote on its standard error, for a failure. */
  readonly diagnostics: string | null;
  /** What was left in the process is not judged: the same process could not play it again, to tell a leak. */
  readonly leftUnjudged?: true;
  /** The play behind other scenarios that failed, where this one, alone, did not. */
  readonly failedBefore?: Play;
  /**
   * Which time it was played, from 1; absent where nothing is repeated. From the second time on, no trace is kept of what
   * nothing speaks against.
   */
  readonly repeat?: number;
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
  /** How often it got each verdict, of those that it got; absent where nothing is repeated. */
  readonly outcomes?: Readonly<Partial<Record<Verdict, number>>>;
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

/** A known deviation, and why it is one. */
export interface ExpectedDeviation {
  readonly requirement: string;
  /** In one or two sentences, from the reactor's own source or documentation. */
  readonly reason: string;
  /** Where that can be read. */
  readonly link: string | null;
}

/** Every `of`th scenario, in the order of the standard, from the one with this number on, which is counted from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** By what a run is judged: together with what its scenarios came to, all that its verdicts are made of. */
export interface RunTerms {
  /** The profiles that are judged. */
  readonly profiles: readonly string[];
  /** Whether scenarios of the TypeScript binding are played. */
  readonly typescript: boolean;
  /** Ids or areas (prefixes of ids); none selects all. */
  readonly select: readonly string[];
  /** Whether a SHOULD that fails makes the subject non-conforming. */
  readonly strict: boolean;
  /** Whether the agent is the kit's own, in the kit's process, and so not judged. */
  readonly ownAgent: boolean;
  readonly expectations: readonly ExpectedDeviation[];
  /** The part of the scenarios that is played; null: all. */
  readonly shard: Shard | null;
  /** How many times they are to be played. */
  readonly repeat: number;
  /** What the order of play, and the chances of a simulated subject, are drawn from; null: neither. */
  readonly seed: number | null;
}

/** What a run of the kit on one subject came to. */
export interface RunResult {
  readonly subject: SubjectInfo;
  readonly terms: RunTerms;
  readonly requirements: readonly RequirementResult[];
  readonly scenarios: readonly ScenarioResult[];
  readonly summary: Summary;
  /** Entries of the expectation file that were not borne out: an unexpected pass, or no such requirement. */
  readonly stale: readonly string[];
  /** 0 conforms, 1 does not, 3 the kit or the agent broke, 4 nothing ran. */
  readonly exitCode: 0 | 1 | 3 | 4;
}
