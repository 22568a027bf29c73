import type { HostFeature, Scenario } from "../language/scenario.js";
import { disagreement, isClean, isOfLeft, judgePlay, leavingOutLeft } from "../oracle/judge-play.js";
import type { ScenarioResult } from "../oracle/results.js";
import { NodeNetwork } from "../peers/node-network.js";
import type { PeerNetwork } from "../peers/network.js";
import { hasFeature } from "./host-features.js";
import type { Link } from "./link.js";
import { openLink, type LinkOptions, type OpenLink } from "./open-link.js";
import { play } from "./session.js";
import type { Subject } from "./subject.js";

const QUIET_MS = 3000;
const HELLO_PATIENCE_MS = 10_000;

/** Plays a scenario over a link, and judges its trace. `network` is null where the agent plays the peers. */
export async function playOn(
  link: Link,
  scenario: Scenario,
  network: PeerNetwork | null,
  timeoutScale: number,
): Promise<{ readonly result: ScenarioResult; readonly reusable: boolean }> {
  const started = performance.now();
  const played = await play(link, scenario, network, { quiet: QUIET_MS * timeoutScale });
  const { outcome: ending, trace, reusable } = played;
  const durationMs = performance.now() - started;
  const text = link.diagnostics();
  const result: ScenarioResult = {
    scenario: scenario.id, ending, trace, durationMs, diagnostics: text === "" ? null : text,
    ...judgePlay(scenario, { ending, trace }),
  };
  return { result, reusable };
}

/** What came of one play: whether its process had played nothing before, and can play again. */
interface Once {
  readonly result: ScenarioResult;
  readonly alone: boolean;
  readonly reusable: boolean;
}

/** Plays scenarios on a subject one after the other, with a new process wherever one is needed. */
export class ScenarioRunner {
  readonly #subject: Subject;
  readonly #timeoutScale: number;
  #open: OpenLink | null;
  /** Whether the open agent has played nothing yet, and how it was started. */
  #fresh = true;
  #options: Required<LinkOptions> = { fewDescriptors: false, streams: false };
  /** Whether the subject has a world of its own, with the other ends of its standard streams in it. */
  readonly #hasWorld: boolean;

  constructor(subject: Subject, open: OpenLink, timeoutScale: number) {
    this.#subject = subject;
    this.#open = open;
    this.#timeoutScale = timeoutScale;
    this.#hasWorld = open.hello.network === "own";
  }

  /**
   * Plays a scenario; once more, in a process of its own, if it failed in one that had played others, and not only as
   * the subject is known to fail.
   */
  async run(scenario: Scenario): Promise<ScenarioResult> {
    const missing = (scenario.needs ?? []).filter((feature: HostFeature) => !hasFeature(feature));
    if (missing.length > 0) return skipped(scenario, `this host has no ${missing.join(", ")}`);
    if (needsLimit(scenario) && isUnlimited(this.#subject, this.#open)) {
      return skipped(scenario, "a subject in the kit's own process cannot be limited");
    }
    const first = await this.#twiceIfLeft(scenario);
    if (isClean(first.result) || first.alone || this.#isKnown(scenario, first.result)) return first.result;
    await this.close();
    const second = await this.#twiceIfLeft(scenario);
    return isClean(second.result) ? disagreeing(scenario, first.result, second.result) : second.result;
  }

  #isKnown(scenario: Scenario, result: ScenarioResult): boolean {
    const known = new Set(this.#subject.expectations.map(({ requirement }) => requirement));
    const failed = result.outcome === "completed" ? [] : scenario.checks;
    return result.outcome !== "error" && [...failed, ...result.findings.map(({ requirement }) => requirement)]
      .every((requirement) => known.has(requirement));
  }

  /**
   * What is left of a scenario may be what a subject opens once and keeps: the same process plays it again, and what
   * is left then is a leak. Where the process cannot, it is not judged.
   */
  async #twiceIfLeft(scenario: Scenario): Promise<Once> {
    const first = await this.#once(scenario);
    if (!first.result.findings.some(isOfLeft)) return first;
    if (first.reusable && !this.#needsFresh(scenario) && !this.#options.streams) {
      return { ...await this.#once(scenario), alone: first.alone };
    }
    return { ...first, result: { ...leavingOutLeft(first.result), leftUnjudged: true } };
  }

  async #once(scenario: Scenario): Promise<Once> {
    const { link, hello } = await this.#ready(scenario);
    const alone = this.#fresh;
    this.#fresh = false;
    const network = hello.network === "own" ? null : new NodeNetwork(link.standardStreams ?? null);
    const { result, reusable } = await playOn(link, scenario, network, this.#timeoutScale);
    if (!reusable) await this.#discard();
    return { result, alone, reusable };
  }

  async #ready(scenario: Scenario): Promise<OpenLink> {
    const options = { fewDescriptors: needsLimit(scenario), streams: needsStreams(scenario) && !this.#hasWorld };
    const isOther = options.fewDescriptors !== this.#options.fewDescriptors || options.streams !== this.#options.streams;
    if (isOther || (!this.#fresh && (options.streams || this.#needsFresh(scenario)))) await this.close();
    if (this.#open === null) {
      this.#open = await openLink(this.#subject, HELLO_PATIENCE_MS * this.#timeoutScale, options);
      this.#fresh = true;
      this.#options = options;
    }
    return this.#open;
  }

  /** Whether the open agent, once it has played another scenario, cannot play this one. */
  #needsFresh(scenario: Scenario): boolean {
    return this.#open?.hello.restartable === false && needsOwnRun(scenario);
  }

  async #discard(): Promise<void> {
    this.#open?.link.kill();
    await this.close();
  }

  /** Lets the agent go. */
  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.link.close();
  }
}

/** Whether a scenario is played in a process that can have few descriptors. */
export function needsLimit(scenario: Scenario): boolean {
  return scenario.needs?.includes("descriptor-limit") === true;
}

/** Whether a scenario is played in a process whose standard streams are the subject's, and which has them once. */
export function needsStreams({ peers = {} }: Scenario): boolean {
  return Object.values(peers).some(({ role }) => "standardStreams" in role);
}

/** A simulated subject in this process has a limit of its own. */
function isUnlimited({ source }: Subject, open: OpenLink | null): boolean {
  return source.kind === "module" && source.inProcess && open?.hello.network !== "own";
}

/** Whether a scenario starts, stops or repeats a run itself. */
function needsOwnRun(scenario: Scenario): boolean {
  if (scenario.phases.length > 1) return true;
  const text = JSON.stringify([scenario.phases, scenario.protocols, scenario.threads]);
  return scenario.phases.some((phase) => phase.before !== undefined || phase.meanwhile !== undefined
    || phase.after !== undefined)
    || /"op":"(stop|run|addHook)"/.test(text);
}

function skipped(scenario: Scenario, message: string): ScenarioResult {
  return {
    scenario: scenario.id, ending: null, outcome: "skipped", message, findings: [], trace: [], durationMs: 0,
    diagnostics: null,
  };
}

/** It failed after other scenarios and passed alone. */
function disagreeing(scenario: Scenario, first: ScenarioResult, second: ScenarioResult): ScenarioResult {
  const { ending, trace } = first;
  return {
    ...second, findings: disagreement(scenario, first),
    ...(ending === null ? {} : { failedBefore: { ending, trace } }),
  };
}
