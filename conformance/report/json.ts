import type { Play, RequirementResult, RunResult, ScenarioResult } from "../oracle/results.js";
import type { TraceEvent } from "../trace/events.js";
import { digestOf } from "./canonical-json.js";
import type { Report } from "./report.js";
import { standardDigests, type StandardDigests } from "./standard-digests.js";

/** The version of the form of the JSON report, which `report.schema.json` describes. */
export const schemaVersion = 2;

const MAX_EVENTS = 10_000;

/** A report for programs: with the traces of all scenarios, so that every verdict can be made of them once more. */
export interface JsonReport
  extends Pick<Report, "kit" | "environment">, Pick<RunResult, "subject" | "terms" | "exitCode" | "summary" | "stale"> {
  readonly schemaVersion: typeof schemaVersion;
  readonly spec: Report["spec"] & StandardDigests;
  readonly requirements: readonly RequirementResult[];
  readonly scenarios: readonly JsonScenario[];
  /** Of all else, in canonical JSON. */
  readonly digest: string;
}

/** A trace, cut where a subject flooded, with the digest of the whole. */
export interface KeptTrace {
  readonly trace: readonly TraceEvent[];
  readonly omittedEvents: number;
  readonly sha256: string;
}

export type JsonScenario = Omit<ScenarioResult, "failedBefore"> & KeptTrace & {
  readonly failedBefore?: Pick<Play, "ending"> & KeptTrace;
};

export function jsonReport({ kit, spec, environment, result }: Report): JsonReport {
  const { subject, terms, exitCode, summary, requirements, stale } = result;
  const report: Omit<JsonReport, "digest"> = {
    schemaVersion, kit, spec: { ...spec, ...standardDigests() }, subject, environment, terms, exitCode, summary,
    requirements, stale, scenarios: result.scenarios.map(scenarioOf),
  };
  return { ...report, digest: digestOf(report) };
}

export function json(report: Report): string {
  return asText(jsonReport(report));
}

/** Each event, and all else that is many, on a line of its own. */
export function asText(report: JsonReport): string {
  const { scenarios, digest, ...rest } = report;
  const head = JSON.stringify(rest, null, 2).slice(0, -"\n}".length);
  const tail = `  "scenarios": ${list(scenarios.map(scenarioText), "  ")},\n  "digest": ${JSON.stringify(digest)}\n}\n`;
  return `${head},\n${tail}`;
}

function scenarioText(scenario: JsonScenario): string {
  const { trace, ...rest } = scenario;
  const events = list(trace.map((event) => JSON.stringify(event)), "      ");
  const fields = Object.entries(rest).map(([name, value]) => `      ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{\n${[...fields, `      "trace": ${events}`].join(",\n")}\n    }`;
}

function list(items: readonly string[], indent: string): string {
  return items.length === 0 ? "[]" : `[\n${items.map((item) => `${indent}  ${item}`).join(",\n")}\n${indent}]`;
}

function scenarioOf({ failedBefore, ...scenario }: ScenarioResult): JsonScenario {
  return {
    ...scenario, ...kept(scenario),
    ...(failedBefore === undefined ? {} : {
      failedBefore: { ending: failedBefore.ending, ...kept(failedBefore) },
    }),
  };
}

/** Cuts the trace of a subject that flooded, and says by how much. One that comes from a report is kept already. */
function kept({ trace: whole, ...rest }: { readonly trace: readonly TraceEvent[] } & Partial<KeptTrace>): KeptTrace {
  if (rest.omittedEvents !== undefined && rest.sha256 !== undefined) {
    return { trace: whole, omittedEvents: rest.omittedEvents, sha256: rest.sha256 };
  }
  const trace = whole.slice(0, MAX_EVENTS);
  return { trace, omittedEvents: whole.length - trace.length, sha256: digestOf(whole) };
}
