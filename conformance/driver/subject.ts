import type { SubjectModule } from "../agents/js/subject.js";
import type { ExpectedDeviation, Shard } from "../oracle/results.js";

/** Where a subject is, and what is claimed for it: what the command line or a manifest says, made absolute. */
export interface Subject {
  readonly name: string;
  /** As claimed by a manifest, or null: then the agent's hello says it. */
  readonly version: string | null;
  readonly language: string | null;
  /** The profiles to judge, or null: those that the subject itself declares. */
  readonly profiles: readonly string[] | null;
  readonly source:
    /** A JavaScript module that exports createReactor, hosted by agents/js. */
    | { readonly kind: "module"; readonly path: string; readonly inProcess: boolean }
    /** What such a module exports, given by a program that hosts it. */
    | { readonly kind: "loaded"; readonly module: SubjectModule }
    /** A command that speaks the agent protocol. */
    | { readonly kind: "command"; readonly command: readonly string[]; readonly cwd: string };
  readonly expectations: readonly ExpectedDeviation[];
  /** It is a shim: its agent, if it is a module, is the one for these. */
  readonly isShim?: boolean;
  /** The command that installs what it needs to run. */
  readonly setup?: string;
}

/** Whether a subject is hosted in this process, which has room for one. */
export function isHostedHere({ source }: Subject): boolean {
  return source.kind === "loaded" || (source.kind === "module" && source.inProcess);
}

/** What the caller may say of a run. */
export interface RunOptions {
  /** Ids or areas (prefixes of ids); none selects all. */
  readonly select: readonly string[];
  /** Profiles to judge, instead of those that the subject claims. */
  readonly profiles: readonly string[] | null;
  /** Whether a SHOULD that fails makes the subject non-conforming. */
  readonly strict: boolean;
  /** Multiplies every watchdog. */
  readonly timeoutScale: number;
  readonly bail: boolean;
  /** How many agents play side by side: 1 by default, and always for a subject in this process. */
  readonly jobs?: number;
  /** How many times everything is played: once by default. */
  readonly repeat?: number;
  /** Draws the order in which scenarios are played, and the chances of a simulated subject; null: neither. */
  readonly seed?: number | null;
  /** The part of the scenarios to play; null: all. */
  readonly shard?: Shard | null;
  readonly onProgress: (done: number, total: number, scenario: string) => void;
}
