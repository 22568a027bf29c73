import type { ScenarioResult } from "../oracle/results.js";
import type { Report } from "./report.js";

/** The version of the form of the JSON report, which `report.schema.json` describes. */
const schemaVersion = 1;

const MAX_EVENTS = 10_000;

/** A report for programs. Traces are those of the scenarios that something was found in. */
export function json({ kit, spec, environment, result }: Report): string {
  const report = {
    schemaVersion, kit, spec,
    subject: result.subject,
    environment,
    shard: result.terms.shard, repeat: result.terms.repeat, seed: result.terms.seed,
    exitCode: result.exitCode,
    summary: result.summary,
    requirements: result.requirements,
    stale: result.stale,
    scenarios: result.scenarios.filter(isRemarkable).map(withBoundedTrace),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function isRemarkable(scenario: ScenarioResult): boolean {
  return scenario.outcome !== "completed" || scenario.findings.length > 0;
}

/** Cuts the trace of a subject that flooded, and says by how much. */
function withBoundedTrace(scenario: ScenarioResult): ScenarioResult & { readonly omittedEvents: number } {
  const trace = scenario.trace.slice(0, MAX_EVENTS);
  return { ...scenario, trace, omittedEvents: scenario.trace.length - trace.length };
}
