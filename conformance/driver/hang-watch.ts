import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import type { Watched } from "./hang-notice.js";

// The thread that watches the thread of a subject in the kit's own process: once a silence it tells what does not return.

const { counts, name, patience } = workerData as Watched;
const STDERR = 2;

for (;;) {
  const turns = Atomics.load(counts, 0);
  if (Atomics.wait(counts, 0, turns, patience) !== "timed-out") continue;
  const scenario = new TextDecoder().decode(name.slice(0, Atomics.load(counts, 1)));
  const where = scenario === "" ? "while it is loaded" : `in the scenario ${scenario}`;
  writeSync(STDERR, `reactor-standard: nothing in this process has had a turn for ${patience / 1000} s: the subject does `
    + `not return, ${where}; without --in-process it would cost that alone\n`);
  Atomics.wait(counts, 0, turns);
}
