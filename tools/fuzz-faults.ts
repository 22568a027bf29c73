import * as fc from "fast-check";
import { fileURLToPath } from "node:url";
import { loadSubject } from "../conformance/agents/js/load-subject.js";
import { outOfReach, searchedFaults, searchFault } from "../conformance/fuzz/search-fault.js";

// `npm run fuzz:faults [-- RUNS SEED AREA]`: how many random programs it takes to catch each faulty reactor of the
// rules that hold of every trace, made of the simulated reactor.

const [, , runs = "2000", seed = "1", area = ""] = process.argv;
const base = await loadSubject(fileURLToPath(new URL("../reference/simulated/index.js", import.meta.url)));
const missed: string[] = [];
for (const [name, fault] of searchedFaults().filter(([each]) => each.startsWith(area))) {
  const played = await searchFault(fc, base, fault, { runs: Number(runs), seed: Number(seed) });
  process.stdout.write(`${(played === null ? "missed" : String(played)).padStart(7)}  ${name}: ${fault.does}\n`);
  if (played === null) missed.push(name);
}
for (const [name, why] of outOfReach) process.stdout.write(`   left  ${name}: ${why}\n`);
process.stdout.write(`${missed.length} missed within ${runs} programs of seed ${seed}\n`);
process.exit(missed.length === 0 ? 0 : 1);
