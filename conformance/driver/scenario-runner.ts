import type { Hello } from "../agents/messages.js";
import type { HostFeature, Scenario } from "../language/scenario.js";
import {
  disagreement, isClean, isNoisy, isOfLeft, isUnfounded, isViolated, judgePlay, leavingOutLeft,
} from "../oracle/judge-play.js";
import type { ScenarioResult } from "../oracle/results.js";
import { NodeNetwork } from "../peers/node-network.js";
import { AgentError } from "./agent-error.js";
import { withSwitches } from "./declared-switches.js";
import { Gate } from "./gate.js";
import { hasFeature } from "./host-features.js";
import type { Link } from "./link.js";
import { openLink, type LinkOptions } from "./open-link.js";
import { playOn, type PlayOnOptions } from "./play-on.js";
import { isHostedHere, type Subject } from "./subject.js";
import type { Turn } from "./turns.js";

/** Not shortened for an agent that has answered before: short watchdogs are for silences, and a start takes its time. */
const HELLO_PATIENCE_MS = 10_000;

export interface RunnerOptions extends Omit<PlayOnOptions, "seed"> {
  /** An agent to begin with, that has said hello; without one, it is started when it is needed. */
  readonly link?: Link;
  /** What all who play side by side have in common. */
  readonly gate?: Gate;
  /** Starts an agent, and waits until it has said hello. */
  readonly start?: (options: LinkOptions) => Promise<Link>;
}

/**
 * What came of one play: whether its process had played nothing before, and can play again; `untouched`, whether it was
 * gone before it took the scenario up.
 */
interface Once {
  readonly result: ScenarioResult;
  readonly alone: boolean;
  readonly reusable: boolean;
  readonly untouched: boolean;
}

/** An agent that could not be started so many times in a row is not started again. */
const MOST_FAILED_STARTS = 3;

/** Plays scenarios on a subject one after the other, with a new process wherever one is needed. */
export class ScenarioRunner {
  readonly #subject: Subject;
  readonly #hello: Hello;
  readonly #claims: readonly string[];
  readonly #play: Omit<PlayOnOptions, "seed">;
  readonly #gate: Gate;
  readonly #start: (options: LinkOptions) => Promise<Link>;
  #link: Link | null;
  /** Whether the open agent has played nothing yet, and how it was started. */
  #fresh = true;
  #failedStarts = 0;
  #options: Required<LinkOptions> = { fewDescriptors: false, streams: false };
  /** Whether the subject has a world of its own, with the other ends of its standard streams in it. */
  readonly #hasWorld: boolean;

  constructor(subject: Subject, hello: Hello, { link, gate = new Gate(), start, ...play }: RunnerOptions) {
    this.#subject = subject;
    this.#hello = hello;
    this.#claims = subject.profiles ?? hello.profiles;
    this.#play = play;
    this.#gate = gate;
    this.#start = start ?? (async (options) =>
      (await openLink(subject, HELLO_PATIENCE_MS * Math.max(1, play.timeoutScale), options)).link);
    this.#link = link ?? null;
    this.#hasWorld = hello.network === "own";
  }

  /**
   * Plays a scenario; once more, in a process of its own, if it failed in one that had played others, and not only as
   * the subject is known to fail.
   */
  async run(turn: Turn): Promise<ScenarioResult> {
    const result = await this.#played(turn);
    if (turn.repeat === undefined) return result;
    // Many rounds of what went well would fill the memory.
    const trace = turn.repeat > 1 && isClean(result) ? [] : result.trace;
    return { ...result, trace, repeat: turn.repeat };
  }

  async #played(turn: Turn): Promise<ScenarioResult> {
    const { scenario } = turn;
    const missing = (scenario.needs ?? []).filter((feature: HostFeature) => !hasFeature(feature));
    if (missing.length > 0) return skipped(scenario, `this host has no ${missing.join(", ")}`);
    if (needsLimit(scenario) && this.#isUnlimited()) {
      return skipped(scenario, "a subject in the kit's own process cannot be limited");
    }
    if (needsStreams(scenario) && this.#subject.source.kind === "loaded" && !this.#hasWorld) {
      return skipped(scenario, "a subject in the kit's own process does not have the standard streams to itself");
    }
    if (this.#hello.beside === false && needsBeside(scenario)) {
      return skipped(scenario, "its agent can do nothing beside a run");
    }
    const first = await this.#gate.beside(() => this.#twiceIfLeft(turn));
    if (isClean(first.result) || this.#isKnown(scenario, first.result)) return first.result;
    if (isUndecided(first.result)) return this.#alone(turn, first.result);
    // A process in which something went wrong plays nothing else.
    await this.#discard();
    if (first.alone) return first.result;
    const second = await this.#gate.beside(() => this.#twiceIfLeft(turn));
    if (isUndecided(second.result)) return this.#alone(turn, first.result);
    if (!isClean(second.result)) await this.#discard();
    // What came before it may have taken the process along.
    return isClean(second.result) && !first.untouched
      ? disagreeing(scenario, first.result, second.result)
      : second.result;
  }

  /**
   * Plays once more, in a process of its own and with nobody beside it, what the machine may have held up. What was
   * seen to be wrong stays so.
   */
  async #alone(turn: Turn, first: ScenarioResult): Promise<ScenarioResult> {
    await this.#discard();
    const { result } = await this.#gate.alone(() => this.#twiceIfLeft(turn));
    if (!isViolated(first) || isViolated(result)) return result;
    return isClean(result) ? disagreeing(turn.scenario, first, result) : first;
  }

  /** A simulated subject in this process has a limit of its own. */
  #isUnlimited(): boolean {
    return isHostedHere(this.#subject) && !this.#hasWorld;
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
  async #twiceIfLeft(turn: Turn): Promise<Once> {
    const first = await this.#once(turn, { anew: this.#isPlayedAnew(turn.scenario) });
    if (!first.result.findings.some(isOfLeft)) return first;
    if (first.reusable && !this.#needsFresh(turn.scenario) && !this.#options.streams) {
      return { ...await this.#once(turn, { anew: false }), alone: first.alone };
    }
    return { ...first, result: { ...leavingOutLeft(first.result), leftUnjudged: true } };
  }

  /** Plays, `anew` in a process that has played nothing. */
  async #once({ scenario, seed }: Turn, { anew }: { readonly anew: boolean }): Promise<Once> {
    let link: Link;
    try {
      if (anew && !this.#fresh) await this.close();
      link = await this.#ready(scenario);
    } catch (error) {
      if (!(error instanceof AgentError)) throw error;
      return { result: notStarted(scenario, error.message), alone: true, reusable: false, untouched: true };
    }
    const alone = this.#fresh;
    this.#fresh = false;
    const network = this.#hasWorld ? null : new NodeNetwork(link.standardStreams ?? null);
    const options = { ...this.#play, ...(seed === undefined ? {} : { seed }) };
    const { result, reusable } = await playOn(link, withSwitches(scenario, this.#claims), network, options);
    if (!reusable) await this.#discard();
    const untouched = result.ending?.kind === "gone" && result.trace.every(({ ev }) => ev === "peer");
    return { result, alone, reusable, untouched };
  }

  async #ready(scenario: Scenario): Promise<Link> {
    const options = { fewDescriptors: needsLimit(scenario), streams: needsStreams(scenario) && !this.#hasWorld };
    const { fewDescriptors, streams } = this.#options;
    const isOther = options.fewDescriptors !== fewDescriptors || options.streams !== streams;
    if (isOther) await this.close();
    // One that is gone, or that goes on when it should be quiet, is of no use any more.
    if (this.#link?.unheard != null) await this.#discard();
    return this.#link ?? this.#started(options);
  }

  async #started(options: Required<LinkOptions>): Promise<Link> {
    if (this.#failedStarts >= MOST_FAILED_STARTS) {
      throw new AgentError(`not played: the agent could not be started ${MOST_FAILED_STARTS} times in a row`);
    }
    try {
      this.#link = await this.#start(options);
    } catch (error) {
      this.#failedStarts++;
      throw error;
    }
    this.#failedStarts = 0;
    this.#fresh = true;
    this.#options = options;
    return this.#link;
  }

  /** Whether a process that has played another scenario is not to play this one. */
  #isPlayedAnew(scenario: Scenario): boolean {
    // What a process did while it had descriptors decides what it does without.
    return needsLimit(scenario) || (needsStreams(scenario) && !this.#hasWorld) || this.#needsFresh(scenario);
  }

  /** Whether the open agent, once it has played another scenario, cannot play this one. */
  #needsFresh(scenario: Scenario): boolean {
    return this.#hello.restartable === false && needsOwnRun(scenario);
  }

  async #discard(): Promise<void> {
    this.#link?.kill();
    await this.close();
  }

  /** Lets the agent go. */
  async close(): Promise<void> {
    const link = this.#link;
    this.#link = null;
    await link?.close();
  }
}

/** Whether the machine may be why a scenario says nothing. */
function isUndecided(result: ScenarioResult): boolean {
  return isNoisy(result) || isUnfounded(result);
}

/** Whether a scenario is played in a process that can have few descriptors. */
export function needsLimit(scenario: Scenario): boolean {
  return scenario.needs?.includes("descriptor-limit") === true;
}

/** Whether a scenario is played in a process whose standard streams are the subject's, and which has them once. */
export function needsStreams({ peers = {} }: Scenario): boolean {
  return Object.values(peers).some(({ role }) => "standardStreams" in role);
}

/** Whether something is done in a scenario beside a run, which not every agent can. */
export function needsBeside({ phases }: Scenario): boolean {
  return phases.some(({ meanwhile }) => meanwhile !== undefined);
}

/** Whether a scenario starts, stops or repeats a run itself. */
export function needsOwnRun(scenario: Scenario): boolean {
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

/** Its agent could not be started. */
function notStarted(scenario: Scenario, message: string): ScenarioResult {
  const play = { ending: { kind: "broken", message }, trace: [] } as const;
  return { scenario: scenario.id, ...play, durationMs: 0, diagnostics: null, ...judgePlay(scenario, play) };
}

/** It failed after other scenarios and passed alone. */
function disagreeing(scenario: Scenario, first: ScenarioResult, second: ScenarioResult): ScenarioResult {
  const { ending, trace } = first;
  return {
    ...second, findings: disagreement(scenario, first),
    ...(ending === null ? {} : { failedBefore: { ending, trace } }),
  };
}
