import type { RunResult, ScenarioResult } from "../oracle/results.js";

/** What shows that a requirement did not pass, or could not be judged. */
export interface Evidence {
  readonly scenario: ScenarioResult;
  readonly says: string;
  /** The `seq` of the first event that the standard forbids, where there is one. */
  readonly at: number | null;
  /** What it is of, as events name it. */
  readonly concerns: readonly string[];
}

/** What evidence is looked for in. */
export type Judged = Pick<RunResult, "requirements" | "scenarios">;

/** The gravest evidence against a requirement, of the shortest trace; null if no scenario has any. */
export function evidenceOf(result: Judged, id: string): Evidence | null {
  const scenarios = [...result.scenarios].sort((a, b) => a.trace.length - b.trace.length);
  for (const kind of ["violation", "error", "inconclusive"] as const) {
    for (const scenario of scenarios) {
      const finding = scenario.findings.find((each) => each.requirement === id && each.kind === kind);
      if (finding === undefined) continue;
      return { scenario, says: finding.says, at: finding.at, concerns: finding.concerns ?? [] };
    }
  }
  const own = new Set(result.requirements.find((each) => each.id === id)?.scenarios
    .filter((each) => each.verdict !== "pass").map((each) => each.id));
  const scenario = scenarios.find((each) => own.has(each.scenario) && each.message !== null);
  return scenario === undefined ? null : { scenario, says: scenario.message ?? "", at: null, concerns: [] };
}
