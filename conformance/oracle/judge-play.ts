import { matches } from "../language/pattern.js";
import type { Ending as WaitedFor, Scenario } from "../language/scenario.js";
import type { TraceEvent } from "../trace/events.js";
import { judgeTrace } from "./judge-trace.js";
import { judgeNoisyPlay, unknown } from "./noisy-play.js";
import type { Ending, Finding, Noise, Play, ScenarioResult } from "./results.js";
import { leftovers } from "./rules/leftovers.js";

/** What a scenario came to, as far as its plays tell: the verdict of a scenario is made of nothing else. */
export type PlayVerdict = Pick<ScenarioResult, "outcome" | "message" | "findings">;

/** What a play shows. */
export function judgePlay(scenario: Scenario, { ending, trace }: Play): PlayVerdict {
  if (ending.kind === "broken") return { outcome: "error", message: ending.message, findings: [] };
  if (ending.kind === "incomplete" && ending.noise !== undefined) {
    const message = `${tooNoisy(ending.noise)}; ${ending.message}`;
    return { outcome: "incomplete", message, findings: judgeNoisyPlay(scenario, trace, message) };
  }
  const findings = judgeTrace(scenario, trace);
  switch (ending.kind) {
    case "completed": return { outcome: "completed", message: null, findings };
    case "incomplete": return { outcome: "incomplete", message: ending.message, findings };
    case "unsettled": return {
      outcome: "completed", message: null,
      findings: [...findings, unsettled(scenario, ending)],
    };
    case "gone": return {
      outcome: "incomplete", message: `the subject's process is gone: ${ending.message}`,
      findings: findings.filter((finding) => finding.kind === "violation"),
    };
  }
}

function unsettled(scenario: Scenario, { message, noise }: Ending & { readonly kind: "unsettled" }): Finding {
  const requirement = "lifecycle.run.until-stop";
  return noise === undefined
    ? { requirement, scenario: scenario.id, kind: "violation", says: message, at: null }
    : unknown(scenario, requirement, `${tooNoisy(noise)}; ${message}`);
}

function tooNoisy({ says }: Noise): string {
  return `the machine was too noisy: ${says}`;
}

/** Whether a silence was no silence that can be trusted: the scenario has to be played again. */
export function isNoisy({ ending }: Pick<ScenarioResult, "ending">): boolean {
  return (ending?.kind === "incomplete" || ending?.kind === "unsettled") && ending.noise !== undefined;
}

/** Whether a scenario came to its end, and did not get to what it is about. */
export function isUnfounded({ outcome, findings }: PlayVerdict): boolean {
  return outcome === "completed" && findings.length > 0 && findings.every(({ kind }) => kind === "inconclusive");
}

/** Whether something was seen that the standard forbids. */
export function isViolated({ findings }: PlayVerdict): boolean {
  return findings.some(({ kind }) => kind === "violation");
}

/** Whether nothing speaks against a scenario. */
export function isClean({ outcome, findings }: PlayVerdict): boolean {
  return outcome === "completed" && findings.length === 0;
}

/** Whether a finding is of what a scenario has left in its process. */
export function isOfLeft(finding: Finding): boolean {
  return leftovers.requirements.includes(finding.requirement) && finding.at !== null;
}

/** What was left is not judged where it may be what a subject opens once and keeps, and that cannot be seen. */
export function leavingOutLeft<Verdict extends PlayVerdict>(verdict: Verdict): Verdict {
  return { ...verdict, findings: verdict.findings.filter((finding) => !isOfLeft(finding)) };
}

/** It failed behind other scenarios, and passed alone: neither verdict can be trusted. */
export function disagreement(scenario: Scenario, failed: PlayVerdict): readonly Finding[] {
  const message = failed.findings[0]?.says ?? failed.message ?? "it failed";
  return scenario.checks.map((requirement) => ({
    requirement, scenario: scenario.id, kind: "inconclusive", at: null,
    says: `it passed alone, after it had failed behind other scenarios: ${message}`,
  }));
}

/** What a scenario waits for and has not occurred, before its agent began to clear up. */
export function missingEnds({ ends }: Scenario, trace: readonly TraceEvent[]): readonly WaitedFor[] {
  const end = trace.findIndex(({ ev }) => ev === "end");
  const played = end === -1 ? trace : trace.slice(0, end);
  return ends.filter(({ event, times = 1 }) =>
    played.filter((each) => each.ev !== "idle" && matches(event, each)).length < times);
}
