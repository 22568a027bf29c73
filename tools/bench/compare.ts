import type { Contender, Workload } from "./contender.js";

/** What one contender came to, over all rounds. */
export interface Row {
  readonly name: string;
  /** The median of processor time an operation, in microseconds. */
  readonly cpuUs: number;
  /** Processor time as a ratio to the yardstick's in the same round: the median, the least and the most. */
  readonly ratio: { readonly median: number; readonly least: number; readonly most: number };
}

/**
 * Has the contenders do the work in turn, A B C A B C, and compares each round with the yardstick's of that round: the
 * speed of the machine may drift, and the ratio stays. The first round warms up, and does not count.
 */
export async function compare(workload: Workload, rounds: number): Promise<readonly Row[]> {
  const contenders = await workload.open();
  const costs = contenders.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const { cpuUs, operations } = await contender.run();
      if (round > 0) costs[index]?.push(cpuUs / operations);
    }
  }
  for (const contender of contenders) await contender.close?.();
  const yardstick = costs[0] ?? [];
  return contenders.map((contender, index) => rowOf(contender, costs[index] ?? [], yardstick));
}

function rowOf({ name }: Contender, costs: readonly number[], yardstick: readonly number[]): Row {
  const ratios = costs.map((cost, round) => cost / (yardstick[round] ?? cost)).sort((a, b) => a - b);
  return {
    name, cpuUs: middle([...costs].sort((a, b) => a - b)),
    ratio: { median: middle(ratios), least: ratios[0] ?? NaN, most: ratios.at(-1) ?? NaN },
  };
}

function middle(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
