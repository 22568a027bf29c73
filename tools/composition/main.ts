import * as node from "../../reference/node/index.js";
import * as simulated from "../../reference/simulated/index.js";
import { judgeComposition } from "./judge.js";
import { compositions, type Base } from "./subjects.js";

// `npm run composition [-- NAME]`: the whole standard on reactors that are made of others, on both references or one.

const bases: Readonly<Record<string, Base>> = { simulated: simulated as Base, node: node as Base };
const wanted = process.argv.slice(2);
const stranger = wanted.find((name) => !Object.hasOwn(bases, name));
if (stranger !== undefined) {
  console.error(`composition: no reference ${stranger}: ${Object.keys(bases).join(" or ")}`);
  process.exit(2);
}

let isAmiss = false;
for (const [name, base] of Object.entries(bases)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const composition of compositions) {
    const { scenarios, passed, amiss } = await judgeComposition(base, composition);
    isAmiss ||= amiss.length > 0;
    console.log(`${name}, ${composition.name}: ${passed} pass, ${amiss.length} amiss; ${scenarios} scenarios`);
    for (const each of amiss) console.log(`  ${each}`);
  }
}
process.exit(isAmiss ? 1 : 0);
