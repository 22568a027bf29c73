import { arch, availableParallelism, platform, release } from "node:os";
import type { Requirement } from "../../spec/requirement.js";
import type { RunResult } from "../oracle/results.js";

/** All that a reporter may tell of a run of the kit on one subject. */
export interface Report {
  readonly kit: { readonly name: string; readonly version: string };
  readonly spec: { readonly version: string };
  readonly environment: Environment;
  readonly result: RunResult;
  readonly requirements: readonly Requirement[];
  /** The command that judges this subject by one requirement alone. */
  readonly rerun: (id: string) => string;
}

/** Where the kit ran. */
export interface Environment {
  /** The version of Node, e.g. `v20.19.0`. */
  readonly node: string;
  readonly platform: string;
  readonly arch: string;
  /** The release of the operating system's kernel. */
  readonly release: string;
  readonly cpus: number;
  /** The day of the run in UTC, as `YYYY-MM-DD`; reports of former kits do not have it. */
  readonly date?: string;
}

/** How the text is shown. */
export interface Display {
  readonly colours: boolean;
}

/** Tells of a run in its own form. */
export type Reporter = (report: Report, display: Display) => string;

// Taken now: a subject in this process may set the date.
const HostDate = Date;

export function thisEnvironment(): Environment {
  return {
    node: process.version, platform: platform(), arch: arch(), release: release(), cpus: availableParallelism(),
    date: new HostDate().toISOString().slice(0, "YYYY-MM-DD".length),
  };
}

/** Where the requirement can be read. */
export function permalink({ chapter, anchor }: Requirement): string {
  return `spec/${chapter}#${anchor}`;
}
