import type { Scenario } from "../language/scenario.js";
import type { Finding } from "../oracle/results.js";
import { programs, type FastCheck } from "./arbitrary.js";
import { scenarioOf } from "./compose.js";
import type { Play, Player } from "./player.js";
import type { Program } from "./program.js";

/** How often a program is played again that has failed, where the same program need not show the same twice. */
const REPLAYS = 5;
/** For how long a failing program is made smaller, in ms. */
const LONGEST_SHRINK_MS = 60_000;

export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
  /** The way to one program of the seed, as an earlier run has told it: only that is played. */
  readonly path: string | null;
  /** Whether a program that fails is made smaller. */
  readonly shrinks: boolean;
  /** Which findings count. */
  readonly counts: (finding: Finding) => boolean;
  readonly onProgress: (done: number, isShrinking: boolean) => void;
}

/** The smallest program that was found to fail. */
export interface Counterexample {
  readonly scenario: Scenario;
  readonly play: Play;
  /** The gravest finding: the one that all smaller programs were to show as well. */
  readonly finding: Finding;
  readonly path: string;
  readonly shrinks: number;
  /** How many of the replays showed it again; null where each play is the same. */
  readonly again: { readonly failed: number; readonly of: number } | null;
}

export interface FuzzResult {
  /** How many programs were played until one failed, or all. */
  readonly runs: number;
  readonly found: Counterexample | null;
}

class Fails extends Error {
  override readonly name = "Fails";
}

/**
 * Plays random programs until one fails, and makes that smaller.
 * @throws AgentError if the agent breaks.
 */
export async function fuzz(fc: FastCheck, player: Player, options: FuzzOptions): Promise<FuzzResult> {
  const search = new Search(player, options);
  const property = fc.asyncProperty(programs(fc, player.profiles), (program) => search.judge(program));
  const { seed, runs, path, shrinks } = options;
  const details = await fc.check(property, {
    seed, numRuns: runs, endOnFailure: !shrinks, ...(path === null ? {} : { path }),
  });
  if (search.broke !== null) throw search.broke.error;
  const [program] = details.counterexample ?? [];
  if (program === undefined) return { runs: details.numRuns, found: null };
  return {
    runs: search.runs,
    found: await search.counterexample(program, details.counterexamplePath ?? "", details.numShrinks),
  };
}

/** One search: first for a program that fails, then for a smaller one that fails in the same way. */
class Search {
  runs = 0;
  /** What ended the search though it says nothing of the subject. */
  broke: { readonly error: unknown } | null = null;
  readonly #player: Player;
  readonly #options: FuzzOptions;
  #requirement: string | null = null;
  #smallest: { readonly scenario: Scenario; readonly play: Play } | null = null;
  #deadline = Infinity;

  constructor(player: Player, options: FuzzOptions) {
    this.#player = player;
    this.#options = options;
  }

  async judge(program: Program): Promise<void> {
    if (this.broke !== null || performance.now() > this.#deadline) return;
    const isShrinking = this.#requirement !== null;
    if (!isShrinking) this.runs++;
    this.#options.onProgress(this.runs, isShrinking);
    const scenario = scenarioOf(program, "fuzz.program");
    let play: Play | null;
    try {
      play = await this.#failing(scenario, isShrinking);
    } catch (error) {
      this.broke = { error };
      return;
    }
    if (play === null) return;
    const [first] = this.#counted(play);
    this.#requirement ??= first?.requirement ?? null;
    if (!isShrinking) this.#deadline = performance.now() + LONGEST_SHRINK_MS;
    this.#smallest = { scenario, play };
    throw new Fails();
  }

  async counterexample(program: Program, path: string, shrinks: number): Promise<Counterexample> {
    const scenario = scenarioOf(program, "fuzz.program");
    const play = this.#smallest?.play ?? await this.#player.play(scenario);
    const again = this.#player.isDeterministic ? null : { failed: await this.#replay(scenario), of: REPLAYS };
    const [finding] = this.#counted(play);
    if (finding === undefined) throw new Error("the smallest program does not fail");
    return { scenario, play, finding, path, shrinks, again };
  }

  /** The findings that count: while a program is made smaller, those against the same requirement. */
  #counted({ findings }: Play): readonly Finding[] {
    return findings.filter((each) => this.#options.counts(each)
      && (this.#requirement === null || each.requirement === this.#requirement));
  }

  /** A play of the scenario that fails, or null. One that only fell silent has to do so again. */
  async #failing(scenario: Scenario, isShrinking: boolean): Promise<Play | null> {
    const plays = isShrinking && !this.#player.isDeterministic ? REPLAYS : 1;
    for (let i = 0; i < plays; i++) {
      const play = await this.#player.play(scenario);
      if (this.#counted(play).length === 0) continue;
      if (isShrinking || this.#player.isDeterministic || play.result.outcome === "completed") return play;
      return (await this.#replay(scenario)) > 0 ? play : null;
    }
    return null;
  }

  async #replay(scenario: Scenario): Promise<number> {
    let failed = 0;
    for (let i = 0; i < REPLAYS; i++) if (this.#counted(await this.#player.play(scenario)).length > 0) failed++;
    return failed;
  }
}
