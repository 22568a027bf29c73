import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { Bench } from "./bench.js";
import type { Failure, SubjectName, Task, Told } from "./player-messages.js";

// Plays scenarios on a subject of an instrumented tree, in a process that is forked for it: `player.js ROOT SUBJECT`.
// A mutant may leave anything behind, and may never come back: whoever forked this looks at how it ended.

/** How many steps more than without a mutant show that a scenario comes to no end. */
const STEPS_FACTOR = 50;
const STEPS_MORE = 500_000;

const [, , root = "", subject = "simulated"] = process.argv as [string, string, string?, SubjectName?];
const { choose, chooseNone, record } = (await import(pathToFileURL(join(root, "mutant-switch.js")).href)) as
  typeof import("./mutant-switch.js");

const playing = new BigInt64Array(new SharedArrayBuffer(8));
new Worker(new URL("watch.js", import.meta.url), { workerData: playing }).unref();

function tell(told: Told): Promise<void> {
  return new Promise((resolve) => process.send?.(told, () => resolve()));
}

async function reach(bench: Bench, ids: readonly string[]): Promise<void> {
  for (const scenario of ids) {
    Atomics.add(playing, 0, 1n);
    const before = process.cpuUsage();
    const recorded = record();
    const first = await bench.play(scenario);
    // On a machine that is too busy, a peer may give up.
    const { failure } = first.failure === null ? first : await bench.play(scenario);
    const { user, system } = process.cpuUsage(before);
    await tell({ kind: "reached", scenario, ...recorded(), ms: (user + system) / 1000, failure });
  }
  await tell({ kind: "done" });
}

async function attempt(bench: Bench, { mutant, scenarios, alone }: Task & { readonly kind: "try" }): Promise<void> {
  for (const { scenario, steps } of scenarios) {
    await tell({ kind: "playing", scenario });
    Atomics.add(playing, 0, 1n);
    choose(mutant, steps * STEPS_FACTOR + STEPS_MORE);
    const { failure, reusable } = await bench.play(scenario);
    chooseNone();
    if (failure !== null) return void await judge(bench, failure, reusable && !alone);
    if (!reusable) await bench.renew();
  }
  await tell({ kind: "done" });
}

/** A failure counts only if the same scenario passes in this very process without the mutant. */
async function judge(bench: Bench, failure: Failure, reusable: boolean): Promise<void> {
  await bench.renew();
  if (reusable) {
    const control = await bench.play(failure.scenario);
    if (control.failure !== null) {
      return tell({ kind: "disturbed", scenario: failure.scenario, says: control.failure.says });
    }
  }
  await tell({ kind: "failed", failure, reusable });
}

process.on("uncaughtException", (error) => {
  process.stderr.write(`${String(Object(error)["message"] ?? error)}\n`, () => process.exit(1));
});
process.on("unhandledRejection", () => undefined);
process.on("disconnect", () => process.exit(0));

const bench = await Bench.of(join(root, "reference", subject, "index.js"));
process.on("message", (task: Task) => {
  void (task.kind === "reach" ? reach(bench, task.scenarios) : attempt(bench, task));
});
await tell({ kind: "done" });
