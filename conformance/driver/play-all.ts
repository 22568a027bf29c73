import type { ScenarioResult } from "../oracle/results.js";
import type { Turn } from "./turns.js";
import type { RunOptions } from "./subject.js";

/** What plays turn after turn. */
export interface Player {
  run(turn: Turn): Promise<ScenarioResult>;
}

export interface PlayAllOptions extends Pick<RunOptions, "onProgress"> {
  /** Whether nothing is to be played after this. */
  readonly isLast: (turn: Turn, result: ScenarioResult) => boolean;
}

/**
 * Has all turns played by several players side by side: each takes the next one when it is done. The results come in
 * the order of the turns, up to the first that is the last: they are those of one player.
 * @throws whatever a player throws, once the others are done with their turns.
 */
export async function playAll(
  turns: readonly Turn[],
  players: readonly Player[],
  { isLast, onProgress }: PlayAllOptions,
): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  let next = 0;
  let end = turns.length;
  let done = 0;
  const playOn = async (player: Player): Promise<void> => {
    for (let index = next++; index < end; index = next++) {
      const turn = turns[index];
      if (turn === undefined) return;
      onProgress(done, turns.length, turn.scenario.id);
      const result = await player.run(turn);
      done++;
      results[index] = result;
      if (isLast(turn, result)) end = Math.min(end, index + 1);
    }
  };
  const stopAll = (error: unknown): never => {
    end = 0;
    throw error;
  };
  const settled = await Promise.allSettled(players.map((player) => playOn(player).catch(stopAll)));
  for (const each of settled) if (each.status === "rejected") throw each.reason;
  return results.slice(0, end);
}
