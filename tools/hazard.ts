import { asynchronous, carefulAsynchronous } from "../reference/shims/hazard/async.js";
import { blockingThread } from "../reference/shims/hazard/blocking-thread.js";
import { callback, carefulCallback } from "../reference/shims/hazard/callback.js";
import { carefulGenerator, generator } from "../reference/shims/hazard/generator.js";
import type { Sending, Style } from "../reference/shims/hazard/meeting.js";
import { nested } from "../reference/shims/hazard/nested.js";
import { serialTotals, totalsOf } from "../reference/shims/hazard/serializability.js";

// `npm run hazard [-- SEEDS]`: the post's foo(conn) in each style, called for two connections at once. The one sends 10
// and the other 100, at the same time: the seed decides which comes first. A total that no order of whole calls leaves
// is one that a switch in the middle of a call has corrupted.

const styles: readonly Style[] = [
  blockingThread, nested, callback, generator, asynchronous, carefulCallback, carefulGenerator, carefulAsynchronous,
];
const sendings: readonly Sending[] = [{ byte: 10, after: 0 }, { byte: 100, after: 0 }];

/** The control starts a thread for each seed, and can leave one total only. */
const MOST_THREADS = 20;

const seeds = Number(process.argv[2] ?? 300);
if (!Number.isInteger(seeds) || seeds < 1) {
  console.error(`hazard: the number of seeds is not a positive integer: ${process.argv[2]}`);
  process.exit(2);
}

const serial = serialTotals(sendings.map(({ byte }) => byte));
console.log(`one call after the other, in any order, leaves ${[...serial].join(" or ")}; ${seeds} seeds`);
for (const style of styles) {
  const tries = style.switches === "none" ? Math.min(seeds, MOST_THREADS) : seeds;
  const totals = [...await totalsOf(style, tries, sendings)].sort(([one], [other]) => one - other);
  const isSerial = totals.every(([total]) => serial.has(total));
  console.log(`  ${style.name.padEnd(20)} ${style.switches.padEnd(8)} ${isSerial ? "serial   " : "corrupted"}  `
    + totals.map(([total, times]) => `${total} (${times} times)`).join(", "));
}
