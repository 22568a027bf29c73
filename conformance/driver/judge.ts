import type { Hello } from "../agents/messages.js";
import { judgeRun, scenariosOf } from "../oracle/judge-run.js";
import type { RunResult, RunTerms, ScenarioResult } from "../oracle/results.js";
import { checkAgent } from "./agent-check.js";
import { openLink } from "./open-link.js";
import { ScenarioRunner } from "./scenario-runner.js";
import type { RunOptions, Subject } from "./subject.js";

const HELLO_PATIENCE_MS = 10_000;
const QUIET_MS = 3000;

/**
 * Judges a subject: plays every selected scenario that it can, and gives a verdict on every selected requirement.
 * @throws AgentError if the subject's agent cannot be started at all.
 */
export async function judge(subject: Subject, options: RunOptions): Promise<RunResult> {
  const scale = options.timeoutScale;
  await checkAgent(subject, { answer: HELLO_PATIENCE_MS * scale, quiet: QUIET_MS * scale });
  const started = await openLink(subject, HELLO_PATIENCE_MS * options.timeoutScale);
  const { hello } = started;
  const terms = termsOf(subject, hello, options);
  const scenarios = scenariosOf(terms);

  const runner = new ScenarioRunner(subject, started, options.timeoutScale);
  const results: ScenarioResult[] = [];
  try {
    for (const [index, scenario] of scenarios.entries()) {
      options.onProgress(index, scenarios.length, scenario.id);
      const result = await runner.run(scenario);
      results.push(result);
      if (options.bail && result.findings.some((finding) => finding.kind === "violation")) break;
    }
  } finally {
    await runner.close();
  }
  return { subject: describe(subject, hello, terms), terms, scenarios: results, ...judgeRun(terms, results) };
}

function termsOf(subject: Subject, hello: Hello, { profiles, select, strict }: RunOptions): RunTerms {
  const { source, expectations } = subject;
  return {
    profiles: [...new Set(profiles ?? subject.profiles ?? hello.profiles)],
    typescript: hello.binding === "typescript", select, strict,
    ownAgent: source.kind === "module" && source.inProcess, expectations,
  };
}

function describe(subject: Subject, hello: Hello, { profiles }: RunTerms): RunResult["subject"] {
  return {
    name: subject.name, version: subject.version ?? hello.version, language: subject.language ?? hello.language,
    runtime: hello.runtime, profiles,
  };
}
