import { requirements } from "../../spec/requirements.js";
import { AgentError } from "../driver/agent-error.js";
import { openLink, type OpenLink } from "../driver/open-link.js";
import { playOn } from "../driver/play-on.js";
import type { Subject } from "../driver/subject.js";
import type { Scenario } from "../language/scenario.js";
import { covers } from "../model/covers.js";
import { judgeByModel } from "../model/model.js";
import { isOfLeft } from "../oracle/judge-play.js";
import type { Finding, ScenarioResult } from "../oracle/results.js";
import { NodeNetwork } from "../peers/node-network.js";

const HELLO_PATIENCE_MS = 10_000;

/** What one play of a program showed. */
export interface Play {
  readonly result: ScenarioResult;
  /** All that speaks against the subject, but for its known deviations; none if it passed. */
  readonly findings: readonly Finding[];
}

/** Something that plays scenarios, and judges them by the universal rules and the model. */
export interface Player {
  /** The profiles by which it judges. */
  readonly profiles: ReadonlySet<string>;
  /** Whether the same scenario shows the same each time: the subject has a clock and a network of its own. */
  readonly isDeterministic: boolean;
  /** Whether scenarios of the TypeScript binding can be played. */
  readonly isTypescript: boolean;
  play(scenario: Scenario): Promise<Play>;
  close(): Promise<void>;
}

/** How to open a link to the subject, each time that one is needed. */
export type Opener = () => Promise<OpenLink>;

/**
 * Opens a player for a subject. Its process plays one program after the other, and a new one takes its place when it is
 * gone or cannot play another.
 * @throws AgentError if the subject's agent cannot be started.
 */
export async function openPlayer(
  subject: Subject, profiles: readonly string[] | null, timeoutScale: number,
): Promise<Player> {
  const open: Opener = () => openLink(subject, HELLO_PATIENCE_MS * timeoutScale);
  const known = new Set(subject.expectations.map(({ requirement }) => requirement));
  return LinkPlayer.open(open, profiles ?? subject.profiles, known, timeoutScale);
}

const profileOf = new Map(requirements.map(({ id, profile }) => [id, profile as string]));

/** Plays over a link, which it opens anew where it has to. */
export class LinkPlayer implements Player {
  readonly profiles: ReadonlySet<string>;
  readonly isDeterministic: boolean;
  readonly isTypescript: boolean;
  readonly #opens: Opener;
  readonly #known: ReadonlySet<string>;
  readonly #timeoutScale: number;
  #open: OpenLink | null;

  private constructor(
    opens: Opener, open: OpenLink, profiles: ReadonlySet<string>, known: ReadonlySet<string>, timeoutScale: number,
  ) {
    this.#opens = opens;
    this.#open = open;
    this.profiles = profiles;
    this.isDeterministic = open.hello.network === "own";
    this.isTypescript = open.hello.binding === "typescript";
    this.#known = known;
    this.#timeoutScale = timeoutScale;
  }

  static async open(
    opens: Opener, profiles: readonly string[] | null, known: ReadonlySet<string>, timeoutScale: number,
  ): Promise<LinkPlayer> {
    const open = await opens();
    return new LinkPlayer(opens, open, new Set(profiles ?? open.hello.profiles), known, timeoutScale);
  }

  async play(scenario: Scenario): Promise<Play> {
    const first = await this.#once(scenario);
    if (!first.findings.some(isOfLeft)) return first;
    // What a subject opens once and keeps is no leak: the same process plays it again.
    const second = await this.#once(scenario);
    return second.findings.some(isOfLeft) ? first : second;
  }

  async #once(scenario: Scenario): Promise<Play> {
    this.#open ??= await this.#opens();
    const { link, hello } = this.#open;
    const network = hello.network === "own" ? null : new NodeNetwork();
    const { result, reusable } = await playOn(link, scenario, network, { timeoutScale: this.#timeoutScale });
    if (!reusable || (hello.restartable === false)) {
      if (!reusable) link.kill();
      await this.close();
    }
    if (result.outcome === "error") throw new AgentError(`${scenario.id}: ${result.message ?? "the agent broke"}`);
    return { result, findings: this.#findings(scenario, result) };
  }

  #findings(scenario: Scenario, result: ScenarioResult): readonly Finding[] {
    const isComplete = result.outcome === "completed";
    const byModel = covers(scenario) ? judgeByModel(scenario, result.trace, isComplete) : [];
    const all = inOrder([...result.findings, ...byModel.filter((each) => !result.findings.some((other) =>
      other.requirement === each.requirement && other.at === each.at))]);
    // What comes behind a known deviation may follow from it.
    const known = all.findIndex(({ requirement }) => this.#known.has(requirement));
    const against = (known === -1 ? all : all.slice(0, known))
      .filter(({ requirement }) => this.profiles.has(profileOf.get(requirement) ?? ""));
    if (isComplete || all.length > 0) return against;
    return [{
      requirement: "lifecycle.run.until-stop", scenario: scenario.id, kind: "violation", at: null,
      says: `the program did not come to its end: ${result.message ?? "nothing more is known"}`,
    }];
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.link.close();
  }
}

/** By the events that they are of, and behind them what is of no event: what is missing at the end. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const place = ({ at }: Finding): number => at ?? Number.MAX_SAFE_INTEGER;
  return [...findings].sort((one, other) => place(one) - place(other));
}
