import type { Scenario } from "../language/scenario.js";
import type { TraceEvent } from "../trace/events.js";
import { judgeExpectations } from "./expectations.js";
import type { Finding } from "./results.js";
import { agentEvents } from "./rule.js";
import { universalRules } from "./universal-rules.js";

/** Everything that a trace shows against its subject: by the scenario's expectations, and by the universal rules. */
export function judgeTrace(scenario: Scenario, trace: readonly TraceEvent[]): Finding[] {
  const events = agentEvents(trace);
  const universal = universalRules.flatMap((rule) => rule.judge(events)).map((violation): Finding => ({
    requirement: violation.requirement, scenario: scenario.id, kind: "violation",
    says: violation.says, at: violation.at.seq,
  }));
  return [...judgeExpectations(scenario, trace), ...universal];
}
