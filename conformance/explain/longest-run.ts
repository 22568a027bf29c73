/** A round of items that comes so often, one after the other. */
export interface Run {
  readonly round: number;
  readonly rounds: number;
}

/**
 * How many items from `start` on make a round that repeats itself, and how often: what covers most of them, of rounds
 * of at most `longest` items that are long enough. A single item, where nothing is.
 */
export function longestRun(
  kinds: readonly string[], start: number, longest: number, isLong: (run: Run) => boolean,
): Run {
  let best: Run = { round: 1, rounds: 1 };
  for (let round = 1; round <= longest; round++) {
    let end = start + round;
    while (end < kinds.length && kinds[end] === kinds[end - round]) end++;
    const run = { round, rounds: Math.floor((end - start) / round) };
    if (isLong(run) && run.round * run.rounds > best.round * best.rounds) best = run;
  }
  return best;
}
