import { PlayerProcess } from "./player-process.js";
import type { Failure, Reached, SubjectName } from "./player-messages.js";

/** What every scenario reaches, in the order of the scenarios. */
export type Reach = readonly Reached[];

export interface ReachOptions {
  readonly root: string;
  readonly subject: SubjectName;
  readonly scenarios: readonly string[];
  readonly jobs: number;
  readonly unfit: (failure: Failure) => void;
  readonly onProgress: (done: number, total: number, what: string) => void;
}

/** So many scenarios may fail without a mutant, of a hundred, each twice: on a machine that is too busy one may. */
const MOST_UNFIT = 1;

/**
 * Plays every scenario without a mutant: the control. What fails is told to `unfit`, and is no part of the result.
 * @throws Error if more fail than a busy machine explains.
 */
export async function reachOf({ root, subject, scenarios, jobs, unfit, onProgress }: ReachOptions): Promise<Reach> {
  const reached = new Map<string, Reached>();
  await Promise.all(Array.from({ length: jobs }, async (_, job) => {
    const player = new PlayerProcess(root, subject);
    const own = scenarios.filter((_id, index) => index % jobs === job);
    const outcome = await player.run({ kind: "reach", scenarios: own }, (each) => {
      reached.set(each.scenario, each);
      onProgress(reached.size, scenarios.length, each.scenario);
    });
    player.close();
    if (outcome.kind === "gone") throw new Error(`the unchanged reference is gone: ${outcome.says}`);
  }));
  const all = scenarios.map((id) => reached.get(id)).filter((each) => each !== undefined);
  const failures = all.flatMap(({ failure }) => failure === null ? [] : [failure]);
  const [first] = failures;
  if (first !== undefined && failures.length * 100 > scenarios.length * MOST_UNFIT) {
    throw new Error(`the unchanged reference fails ${first.scenario}: ${first.says}`);
  }
  for (const failure of failures) unfit(failure);
  return all.filter(({ failure }) => failure === null);
}

/**
 * The same, with the variants of scenarios over other kinds of connections only for what nothing else reaches: a run of
 * all of them takes twice as long, and finds hardly more.
 */
export function withoutRepeats(reach: Reach, isVariant: (scenario: string) => boolean): Reach {
  const plain = new Set(reach.filter(({ scenario }) => !isVariant(scenario)).flatMap(({ mutants }) => mutants));
  return reach.map((each) => !isVariant(each.scenario) ? each
    : { ...each, mutants: each.mutants.filter((mutant) => !plain.has(mutant)) });
}
