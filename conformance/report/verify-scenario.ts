import { needsBeside, needsOwnRun, needsStreams } from "../driver/scenario-runner.js";
import type { Scenario } from "../language/scenario.js";
import {
  disagreement, isClean, judgePlay, leavingOutLeft, missingEnds, type PlayVerdict,
} from "../oracle/judge-play.js";
import type { Ending, Play, ScenarioResult } from "../oracle/results.js";
import { scenarios } from "../scenarios/index.js";
import { flawOf } from "../trace/event-shape.js";
import type { TraceEvent } from "../trace/events.js";
import { canonicalJson, digestOf } from "./canonical-json.js";
import type { JsonScenario, KeptTrace } from "./json.js";

/** What is found of one scenario of a report. */
export interface VerifiedScenario {
  readonly problems: readonly string[];
  readonly unproven: readonly string[];
  /** What its traces say; where they are not whole, what the report says. */
  readonly result: ScenarioResult;
}

/** Makes the verdict of a scenario once more, of its traces. */
export function verifyScenario(reported: JsonScenario): VerifiedScenario {
  const { omittedEvents: _, sha256: __, failedBefore: before, ...kept } = reported;
  const scenario = scenarios.find(({ id }) => id === reported.scenario);
  if (scenario === undefined) return { problems: ["there is no such scenario"], unproven: [], result: kept };
  const { ending } = reported;
  if (ending === null) return { problems: notPlayed(scenario, reported), unproven: [], result: kept };

  const flawed = [
    ...flawsOf(reported, "its trace"), ...(before === undefined ? [] : flawsOf(before, "its first trace")),
  ];
  if (flawed.length > 0) return { problems: flawed, unproven: [], result: kept };
  const gone = goneOf(reported) ?? (before === undefined ? null : goneOf(before));
  if (gone !== null) return { problems: [], unproven: [gone], result: kept };

  const play: Play = { ending, trace: reported.trace };
  const contradictions = [
    ...contradictionsOf(scenario, play),
    ...(before?.ending == null ? [] : contradictionsOf(scenario, { ending: before.ending, trace: before.trace })),
    ...(reported.leftUnjudged === true && !mayLeave(scenario, reported.trace)
      ? ["what it left could have been judged, and is not"] : []),
  ];
  const judged = judgePlay(scenario, play);
  const own = reported.leftUnjudged === true ? leavingOutLeft(judged) : judged;
  const verdict = before === undefined ? own : { ...own, findings: findingsOfBoth(scenario, own, before) };
  const others = (["outcome", "message", "findings"] as const)
    .filter((field) => canonicalJson(reported[field]) !== canonicalJson(verdict[field]))
    .map((field) => `the field "${field}" is not what its trace says`);
  return { problems: [...contradictions, ...others], unproven: [], result: { ...kept, ...verdict } };
}

/** It was skipped for what the host lacks, or the agent cannot do; or what it is said to be contradicts that. */
function notPlayed(scenario: Scenario, { outcome, findings, trace }: JsonScenario): string[] {
  const isSkipped = outcome === "skipped" && findings.length === 0 && trace.length === 0;
  const mayBeSkipped = scenario.needs !== undefined || needsBeside(scenario);
  return isSkipped && mayBeSkipped ? [] : ["it has to be played, and was not"];
}

function flawsOf({ trace, omittedEvents, sha256 }: KeptTrace, what: string): string[] {
  const flaw = trace.map(flawOf).find((each) => each !== null);
  if (flaw !== undefined) return [`${what} has something that is no event: ${flaw}`];
  if (omittedEvents === 0 && digestOf(trace) !== sha256) return [`the digest of ${what} is not that of its events`];
  const numbered = trace.flatMap((event) => "seq" in event ? [event.seq] : []);
  const gap = numbered.findIndex((seq, index) => index > 0 && seq !== (numbered[index - 1] ?? 0) + 1);
  return gap === -1 ? [] : [`${what} has the event ${numbered[gap]} behind ${numbered[gap - 1]}`];
}

/** Why a verdict cannot be made once more; null if it can. */
function goneOf(play: KeptTrace & { readonly ending: Ending | null; readonly repeat?: number }): string | null {
  const { trace, omittedEvents, ending, repeat = 1 } = play;
  if (omittedEvents > 0) return `${omittedEvents} events of its trace are left out`;
  if (repeat > 1 && trace.length === 0) return `of round ${repeat} no trace was kept`;
  return ending?.kind === "broken" ? "the agent broke, and only the report says how" : null;
}

/** Where what is said of the end of a play contradicts its trace. */
function contradictionsOf(scenario: Scenario, { ending, trace }: Play): string[] {
  const isComplete = missingEnds(scenario, trace).length === 0;
  const hasCleared = trace.some(({ ev }) => ev === "ended");
  switch (ending.kind) {
    case "completed": return isComplete && hasCleared ? [] : ["it is said to be completed, and its trace is not"];
    case "unsettled":
      return isComplete && !hasCleared ? [] : ["its run is said not to have settled, and its trace shows that it has"];
    case "incomplete": return isComplete ? ["it is said to be incomplete, and its trace is not"] : [];
    case "gone": return hasCleared ? ["its process is said to be gone, and its trace ends in order"] : [];
    case "broken": return [];
  }
}

/** Whether the process may have been unable to play it again. */
function mayLeave(scenario: Scenario, trace: readonly TraceEvent[]): boolean {
  return needsStreams(scenario) || needsOwnRun(scenario)
    || trace.some((event) => event.ev === "ended" && !event.reusable);
}

function findingsOfBoth(
  scenario: Scenario, alone: PlayVerdict, { ending, trace }: NonNullable<JsonScenario["failedBefore"]>,
): PlayVerdict["findings"] {
  const first = judgePlay(scenario, { ending, trace });
  return isClean(alone) && !isClean(first) ? disagreement(scenario, first) : alone.findings;
}
