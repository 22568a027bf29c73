import { createReactor, simulate } from "../../simulated/index.js";
import type { Sending, Style } from "./meeting.js";

/** How often each total came. */
export type Totals = ReadonlyMap<number, number>;

/** The totals that foo(conn) leaves where one call follows the other, in whatever order. */
export function serialTotals(bytes: readonly number[]): ReadonlySet<number> {
  return new Set(ordersOf(bytes).map((order) => order.reduce((x, b) => {
    const a = x + 1;
    return a + b;
  }, 0)));
}

/** The total of one meeting on a simulated network, whose conditions the seed chooses. */
export async function totalOf(style: Style, seed: number, sendings: readonly Sending[]): Promise<number> {
  const reactor = createReactor({ seed });
  const running = reactor.run();
  try {
    return await style.total({ reactor, turns: simulate(reactor), sendings });
  } finally {
    reactor.stop();
    await running;
  }
}

/** The totals of as many seeds, from 1 on. Code that is serializable leaves none but those of `serialTotals`. */
export async function totalsOf(style: Style, seeds: number, sendings: readonly Sending[]): Promise<Totals> {
  const totals = new Map<number, number>();
  for (let seed = 1; seed <= seeds; seed += 1) {
    const total = await totalOf(style, seed, sendings);
    totals.set(total, (totals.get(total) ?? 0) + 1);
  }
  return totals;
}

function ordersOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, place) =>
    ordersOf(items.filter((_, other) => other !== place)).map((rest) => [first, ...rest]));
}
