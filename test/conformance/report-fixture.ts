import type { RequirementResult, RunResult, ScenarioResult, Verdict } from "../../conformance/oracle/results.js";
import { thisEnvironment, type Report } from "../../conformance/report/report.js";
import type { TraceEvent } from "../../conformance/trace/events.js";
import type { Requirement } from "../../spec/requirement.js";

/** A trace in which a timed call is called a second time, inside another. */
export const trace: readonly TraceEvent[] = [
  { seq: 1, t: 100, ev: "run", phase: 0 },
  { seq: 2, t: 100.5, ev: "enter", cb: "start", depth: 1 },
  { seq: 3, t: 100.6, ev: "call", op: "callLater", n: 1, call: "other", delay: 1 },
  { seq: 4, t: 100.7, ev: "call", op: "callLater", n: 2, call: "a", delay: 1 },
  { seq: 5, t: 100.8, ev: "leave", cb: "start", depth: 1 },
  { ev: "peer", peer: "client", saw: "connected", local: { host: "127.0.0.1", port: 5 } },
  { seq: 6, t: 101.75, ev: "enter", cb: "timedCall", depth: 1, call: "a" },
  { seq: 7, t: 101.8, ev: "leave", cb: "timedCall", depth: 1, call: "a" },
  { seq: 8, t: 101.9, ev: "enter", cb: "timedCall", depth: 1, call: "other" },
  { seq: 9, t: 101.95, ev: "enter", cb: "timedCall", depth: 2, call: "a" },
  { seq: 10, t: 102, ev: "leave", cb: "timedCall", depth: 2, call: "a" },
  { seq: 11, t: 103, ev: "end" },
];

export function requirement(id: string): Requirement {
  return {
    id, aliases: [], level: "must", profile: "core", text: `The rule of ${id}.`, intent: "So it is.", prior: null,
    chapter: "04-timed-calls.md", anchor: id, since: "0.1.0", test: { kind: "scenario" },
  };
}

export function verdictOf(id: string, verdict: Verdict, message: string | null = null): RequirementResult {
  return {
    id, level: "must", profile: "core", verdict, message, scenarios: [{ id, verdict }],
    findings: verdict === "fail" && message !== null ? [message, "a second finding"] : [],
  };
}

export function played(scenario: string, parts: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    scenario, ending: { kind: "completed" }, outcome: "completed", message: null, findings: [], trace, durationMs: 2,
    diagnostics: null, ...parts,
  };
}

/** A run with every verdict. */
export const result: RunResult = {
  subject: { name: "mine", version: "1.2", language: "javascript", runtime: "node 20", profiles: ["core"] },
  terms: {
    profiles: ["core"], typescript: true, select: [], strict: false, ownAgent: false,
    expectations: [{ requirement: "timer.many", reason: "It scrambles.", link: "https://example.org/1" }],
    shard: null, repeat: 1, seed: null,
  },
  requirements: [
    verdictOf("timer.active", "pass"),
    verdictOf("timer.once", "fail", "called twice"),
    verdictOf("timer.cancel", "fail", "waited for a mark"),
    verdictOf("timer.many", "deviation", "known"),
    verdictOf("execution.serial", "error", "the agent broke"),
    verdictOf("tcp.a", "skip", "the profile tcp is not claimed"),
    verdictOf("tcp.b", "skip", "the profile tcp is not claimed"),
  ],
  scenarios: [
    played("timer.active"),
    played("timer.once", {
      findings: [{ requirement: "timer.once", scenario: "timer.once", kind: "violation", says: "called twice", at: 9 }],
      diagnostics: "one\n\u001b[31mtwo\u001b[0m\u0007\n",
    }),
    played("timer.cancel", { outcome: "incomplete", message: "waited for a mark" }),
  ],
  summary: { pass: 1, fail: 2, skip: 2, inconclusive: 0, error: 1, deviation: 1 },
  stale: ["timer.active passed, though it is listed as a known deviation"],
  exitCode: 1,
};

export const report: Report = {
  kit: { name: "reactor-standard", version: "0.1.0" },
  spec: { version: "0.1.0" },
  environment: thisEnvironment(),
  result,
  requirements: result.requirements.map(({ id }) => requirement(id)),
  rerun: (id) => `npx reactor-standard test mine.mjs ${id}`,
};
