import { callLater, mark, marked, occurs, scenario, when } from "../../../conformance/language/build.js";
import type { Scenario } from "../../../conformance/language/scenario.js";
import type { Hostility } from "./hostilities.js";

/** Delays are in 1024ths of a millisecond, which a number holds exactly; no other scenario has such. */
const PART = 1024;
/** No other scenario asks for so many threads. */
const POOL = 1_000_000;

/** A scenario of one timed call, which the subject takes for its sign to do what this hostility is. */
export function triggering(all: readonly Hostility[], hostility: Hostility): Scenario {
  const number = all.indexOf(hostility) + 1;
  const inCreate = hostility.in === "create";
  return scenario({
    id: `hostile.${hostility.name.replaceAll(" ", "-")}`,
    title: `a subject ${hostility.name}`,
    ...(inCreate ? { pool: POOL + number } : {}),
    phases: [{ start: [callLater("trigger", inCreate ? 1 : 1 + number / PART, mark("after"))] }],
    ends: [when(marked("after"))],
    expect: [occurs("the call is made", marked("after"))],
  });
}

export function ofDelay(all: readonly Hostility[], delay: number): Hostility | null {
  return all[(delay - 1) * PART - 1] ?? null;
}

export function ofPool(all: readonly Hostility[], threads = 0): Hostility | null {
  return all[threads - POOL - 1] ?? null;
}
