import { openLink } from "../../../conformance/driver/open-link.js";
import { ScenarioRunner } from "../../../conformance/driver/scenario-runner.js";
import type { Subject } from "../../../conformance/driver/subject.js";
import type { Scenario } from "../../../conformance/language/scenario.js";
import type { ScenarioResult } from "../../../conformance/oracle/results.js";

/** What is said of a scenario: what a report's verdicts are made of. */
export interface Said {
  readonly scenario: string;
  readonly outcome: ScenarioResult["outcome"];
  readonly message: string | null;
  readonly findings: readonly string[];
}

/** What is said of scenarios, and of those that were played among them. */
export interface Among {
  readonly scenarios: readonly Said[];
  readonly others: readonly Said[];
}

/** Plays scenarios on a subject, one after the other, with these others in turn behind them, and none for null. */
export async function playAmong(
  subject: Subject, scenarios: readonly Scenario[], others: readonly (Scenario | null)[], timeoutScale: number,
): Promise<Among> {
  const { hello, link } = await openLink(subject, 10_000);
  const runner = new ScenarioRunner(subject, hello, { timeoutScale, link, noise: () => null });
  const said: { scenarios: Said[]; others: Said[] } = { scenarios: [], others: [] };
  try {
    for (const [index, scenario] of scenarios.entries()) {
      said.scenarios.push(saidOf(await runner.run({ scenario })));
      const other = others[index % others.length] ?? null;
      if (other !== null) said.others.push(saidOf(await runner.run({ scenario: other })));
    }
  } finally {
    await runner.close();
  }
  return said;
}

function saidOf({ scenario, outcome, message, findings }: ScenarioResult): Said {
  return { scenario, outcome, message, findings: findings.map(({ kind, says }) => `${kind}: ${says}`) };
}

/** A module in a child process as a subject. */
export function moduleAt(path: string): Subject {
  return { ...subjectOf(path), source: { kind: "module", path, inProcess: false } };
}

/** A program of JavaScript that is an agent by itself. */
export function agentAt(path: string): Subject {
  return { ...subjectOf(path), source: { kind: "command", command: [process.execPath, path], cwd: process.cwd() } };
}

function subjectOf(name: string): Omit<Subject, "source"> {
  return { name, version: null, language: null, profiles: null, expectations: [] };
}
