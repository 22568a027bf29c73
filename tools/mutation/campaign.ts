import type { Mutant, MutantKey } from "./mutants.js";
import { PlayerProcess, type Outcome } from "./player-process.js";
import type { Reached, SubjectName, Task } from "./player-messages.js";
import type { Reach } from "./reach.js";

/** What came of one mutant. */
export interface MutantResult {
  readonly mutant: Mutant;
  readonly fate: Fate;
  /** How many scenarios reach it. */
  readonly reachedBy: number;
}

export type Fate =
  /** A requirement failed, or the process of the reactor crashed or came to no end. */
  | {
    readonly kind: "killed"; readonly how: "fails" | "hangs" | "crashes"; readonly scenario: string;
    readonly says: string;
  }
  | { readonly kind: "survived" }
  /** A scenario failed with it, and then without it, twice, and in a process of its own. */
  | { readonly kind: "unsure"; readonly scenario: string; readonly says: string };

export interface CampaignOptions {
  readonly root: string;
  readonly subject: SubjectName;
  readonly reach: Reach;
  readonly jobs: number;
  /** How long to try one mutant, in milliseconds of processor time that its scenarios take without it. */
  readonly patience: number;
  readonly onProgress: (done: number, total: number, what: string) => void;
}

/** Tries mutants; each has its place in `all` as its number. */
export async function tryMutants(
  tried: readonly Mutant[], all: readonly Mutant[], options: CampaignOptions,
): Promise<readonly MutantResult[]> {
  const campaign = new Campaign(all, options);
  const waiting = [...tried];
  const results = new Map<Mutant, MutantResult>();
  await Promise.all(Array.from({ length: options.jobs }, async () => {
    const desk = new Desk(options);
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      results.set(mutant, await campaign.attempt(mutant, desk));
      options.onProgress(results.size, tried.length, `${mutant.key.file}:${mutant.line}`);
    }
    desk.close();
  }));
  return tried.map((mutant) => results.get(mutant)).filter((each) => each !== undefined);
}

/** One process at a time, kept as long as it can be used. */
class Desk {
  readonly #options: CampaignOptions;
  #player: PlayerProcess | null = null;

  constructor(options: CampaignOptions) {
    this.#options = options;
  }

  /** A process that has this mutant chosen from its start. */
  fresh(mutant: number): PlayerProcess {
    this.close();
    this.#player = new PlayerProcess(this.#options.root, this.#options.subject, mutant);
    return this.#player;
  }

  get player(): PlayerProcess {
    return this.#player?.usable === true ? this.#player : this.fresh(-1);
  }

  close(): void {
    this.#player?.close();
    this.#player = null;
  }
}

type Try = Task & { readonly kind: "try" };
type Disturbed = Outcome & { readonly kind: "disturbed" };

class Campaign {
  readonly #numbers: ReadonlyMap<Mutant, number>;
  readonly #reach: Reach;
  readonly #patience: number;
  readonly #reaching = new Map<number, Reached[]>();
  /** What killed others in the same function kills soon. */
  readonly #kills = new Map<string, number>();

  constructor(all: readonly Mutant[], { reach, patience }: CampaignOptions) {
    this.#patience = patience;
    this.#numbers = new Map(all.map((mutant, index) => [mutant, index]));
    this.#reach = reach;
    for (const reached of reach) {
      for (const number of reached.mutants) {
        const others = this.#reaching.get(number);
        if (others === undefined) this.#reaching.set(number, [reached]);
        else others.push(reached);
      }
    }
  }

  async attempt(mutant: Mutant, desk: Desk): Promise<MutantResult> {
    const number = this.#numbers.get(mutant) ?? -1;
    const reaching = mutant.isStatic ? this.#reach : this.#reaching.get(number) ?? [];
    const scenarios = this.#chosen(mutant, reaching).map(({ scenario, steps }) => ({ scenario, steps }));
    const task: Try = { kind: "try", mutant: number, scenarios, alone: mutant.isStatic };
    const player = mutant.isStatic ? desk.fresh(number) : desk.player;
    let outcome: Outcome = scenarios.length === 0 ? { kind: "done" } : await player.run(task);
    if (outcome.kind === "disturbed") outcome = await desk.fresh(mutant.isStatic ? number : -1).run(task);
    if (outcome.kind === "disturbed") outcome = await this.#undisturbed(outcome, task, desk);
    if (mutant.isStatic) desk.close();
    if (outcome.kind === "failed") this.#count(mutant, outcome.failure.scenario);
    return { mutant, fate: fateOf(outcome), reachedBy: reaching.length };
  }

  /**
   * What a mutant leaves behind in its process fails the scenario there without it, too. It is the mutant's doing, if
   * the scenario passes in a process that never had it.
   */
  async #undisturbed(outcome: Disturbed, task: Try, desk: Desk): Promise<Outcome> {
    const { scenario, says } = outcome;
    const scenarios = task.scenarios.filter((each) => each.scenario === scenario);
    const control = await desk.fresh(-1).run({ ...task, mutant: -1, scenarios });
    if (control.kind !== "done") return outcome;
    return { kind: "failed", failure: { scenario, requirement: scenario.split("/")[0] ?? scenario, says } };
  }

  /**
   * First what killed others in the same function; then in turns what is most of all about it, and what checks a
   * requirement that is named next to it in the source; and no more than there is patience for. What fails only later
   * is not killed: the score is never too good.
   */
  #chosen(mutant: Mutant, reaching: Reach): Reach {
    const near = this.#numbersIn(mutant.key);
    const shareOf = ({ mutants }: Reached): number =>
      mutants.filter((each) => near.has(each)).length / (mutants.length + 1);
    const ranked = reaching.map((reached) => ({
      reached, kills: this.#killsOf(mutant, reached), share: shareOf(reached), named: namedAt(mutant, reached.scenario),
    }));
    const byKills = ranked.filter(({ kills }) => kills > 0).sort((one, other) => other.kills - one.kills);
    const byShare = [...ranked].sort((one, other) => other.share - one.share || one.reached.ms - other.reached.ms);
    const byName = [...ranked].sort((one, other) => one.named - other.named || one.reached.ms - other.reached.ms);
    const inTurns = byShare.flatMap((each, index) => [each, byName[index] ?? each]);
    let spent = 0;
    return [...new Set([...byKills, ...inTurns])].map(({ reached }) => reached)
      .filter(({ ms }) => (spent += ms) <= this.#patience || spent === ms);
  }

  /** The mutants of the same function; of the module, where they are not in one. */
  #numbersIn({ file, within }: MutantKey): ReadonlySet<number> {
    return new Set([...this.#numbers].filter(([{ key }]) =>
      key.file === file && (within === "" || key.within === within)).map(([, number]) => number));
  }

  #killsOf({ key }: Mutant, { scenario }: Reached): number {
    return this.#kills.get(`${key.file} ${key.within} ${scenario}`) ?? 0;
  }

  #count({ key }: Mutant, scenario: string): void {
    const name = `${key.file} ${key.within} ${scenario}`;
    this.#kills.set(name, (this.#kills.get(name) ?? 0) + 1);
  }
}

/** How far from a mutant, in letters, the source names a requirement that a scenario checks. */
function namedAt({ named }: Mutant, scenario: string): number {
  return named.get(scenario.split("/")[0] ?? scenario) ?? Infinity;
}

function fateOf(outcome: Outcome): Fate {
  switch (outcome.kind) {
    case "done": return { kind: "survived" };
    case "failed": return { kind: "killed", how: "fails", ...outcome.failure };
    case "gone": return { kind: "killed", how: outcome.how, scenario: outcome.scenario, says: outcome.says };
    case "disturbed": return { kind: "unsure", scenario: outcome.scenario, says: outcome.says };
  }
}
