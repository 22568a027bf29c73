import { blockingOnNode, blockingSimulated } from "./blocking.js";
import { compare } from "./compare.js";
import type { Workload } from "./contender.js";
import { bulk, churn, monitored, pings } from "./echo.js";
import { callsIn, works } from "./threads.js";
import { called, cancelled } from "./timed-calls.js";

// `npm run bench [-- ROUNDS]`: the reference beside what the host itself offers, in one run, as ratios of processor time.

const workloads: readonly Workload[] = [
  pings, churn, bulk, monitored, cancelled, called, callsIn, works,
  blockingOnNode, blockingSimulated,
];
const rounds = Number(process.argv[2] ?? 7);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`bench: the number of rounds is not a positive integer: ${process.argv[2]}`);
  process.exit(2);
}

console.log(`Node ${process.versions.node} on ${process.platform}; ${rounds} rounds each, processor time, medians`);
for (const workload of workloads) {
  console.log(`\n${workload.name}`);
  for (const { name, cpuUs, ratio } of await compare(workload, rounds)) {
    const range = `${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)}`;
    console.log(`  ${name.padEnd(24)} ${cpuUs.toFixed(2).padStart(8)} us a ${workload.unit}`
      + `  x ${ratio.median.toFixed(2)} (${range})`);
  }
}
