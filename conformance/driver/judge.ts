import type { Hello } from "../agents/messages.js";
import type { Scenario } from "../language/scenario.js";
import { judgeRun, scenariosOf } from "../oracle/judge-run.js";
import type { RunResult, RunTerms, ScenarioResult } from "../oracle/results.js";
import { inOrderOf, inShard } from "../oracle/shard.js";
import { checkAgent } from "./agent-check.js";
import { Gate } from "./gate.js";
import { openLink } from "./open-link.js";
import { playAll } from "./play-all.js";
import { ScenarioRunner } from "./scenario-runner.js";
import { isHostedHere, type RunOptions, type Subject } from "./subject.js";
import { turnsOf, type Turn } from "./turns.js";

const HELLO_PATIENCE_MS = 10_000;
const QUIET_MS = 3000;

/**
 * Judges a subject: plays every selected scenario that it can, and gives a verdict on every selected requirement.
 * @throws AgentError if the subject's agent cannot be started at all.
 */
export async function judge(subject: Subject, options: RunOptions): Promise<RunResult> {
  const { timeoutScale, bail, onProgress } = options;
  await checkAgent(subject, { answer: HELLO_PATIENCE_MS * timeoutScale, quiet: QUIET_MS * timeoutScale });
  const { link, hello } = await openLink(subject, HELLO_PATIENCE_MS * timeoutScale);
  const terms = termsOf(subject, hello, options);
  const scenarios = scenariosOf(terms);
  const turns = turnsOf(inShard(scenarios, terms.shard), terms);

  const gate = new Gate();
  const jobs = terms.ownAgent ? 1 : Math.max(1, Math.min(options.jobs ?? 1, turns.length));
  const runners = Array.from({ length: jobs }, (_, index) =>
    new ScenarioRunner(subject, hello, { timeoutScale, gate, ...(index === 0 ? { link } : {}) }));
  const known = new Set(terms.expectations.map(({ requirement }) => requirement));
  const isLast = ({ scenario }: Turn, result: ScenarioResult): boolean =>
    bail && failed(scenario, result).some((id) => !known.has(id));
  let results: readonly ScenarioResult[];
  try {
    results = inOrderOf(scenarios, await playAll(turns, runners, { onProgress, isLast }));
  } finally {
    await Promise.all(runners.map((runner) => runner.close()));
  }
  return { subject: describe(subject, hello, terms), terms, scenarios: results, ...judgeRun(terms, results) };
}

/** The requirements that a scenario shows to be broken. */
function failed({ checks }: Scenario, { outcome, findings }: ScenarioResult): readonly string[] {
  const broken = findings.filter(({ kind }) => kind === "violation").map(({ requirement }) => requirement);
  return outcome === "incomplete" && findings.length === 0 ? checks : broken;
}

function termsOf(subject: Subject, hello: Hello, options: RunOptions): RunTerms {
  const { profiles, select, strict, shard = null, repeat = 1, seed = null } = options;
  return {
    profiles: claimsJudged(profiles, subject.profiles ?? hello.profiles),
    typescript: hello.binding === "typescript", select, strict,
    ownAgent: isHostedHere(subject), expectations: subject.expectations, shard, repeat, seed,
  };
}

/**
 * What is judged: the claims, or what the caller has chosen. What binds reactors says nothing of a shim, nor the other
 * way round; and a shim is judged by all that it claims beside its profile.
 */
function claimsJudged(chosen: readonly string[] | null, claims: readonly string[]): readonly string[] {
  const isShim = claims.includes("shim");
  const meant = (chosen ?? claims).filter((profile) => profile.startsWith("shim") === isShim);
  return [...new Set(chosen === null || !isShim ? meant : claims)];
}

function describe(subject: Subject, hello: Hello, { profiles }: RunTerms): RunResult["subject"] {
  return {
    name: subject.name, version: subject.version ?? hello.version, language: subject.language ?? hello.language,
    runtime: hello.runtime, profiles,
  };
}
