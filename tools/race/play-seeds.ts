import { writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { shareDateWithHttp } from "../../reference/shims/run/http-date.js";
import type { SeedRun } from "./seed-run.js";

// Runs a program with one seed after the other in this process, each in a simulated world of its own, and writes a line
// of JSON about each run: `node --expose-internals play-seeds.js FIRST COUNT APP [ARGS ...]`. What the modules of the
// program keep, other than that of APP itself, they keep from run to run.

shareDateWithHttp();
// Not before: they load the host's http.
const { createReactor, simulate } = await import("../../reference/simulated/index.js");
const { exempt } = await import("../../reference/shims/host/exempt.js");
const { install } = await import("../../reference/shims/host/index.js");

const [, , first = "1", count = "1", app = "", ...args] = process.argv;
const { stdout } = process;
const originalWrite = stdout.write;
const last = Number(first) + Number(count) - 1;

let log = "";
let failure: string | null = null;
stdout.write = ((text: string | Uint8Array) => {
  log += typeof text === "string" ? text : Buffer.from(text).toString();
  return true;
}) as typeof stdout.write;
process.on("uncaughtException", (error) => {
  failure ??= String(error);
});
process.argv = [process.execPath, app, ...args];

/** Has the program run, until nothing keeps it alive. */
async function play(seed: number): Promise<SeedRun> {
  [log, failure] = ["", null];
  process.exitCode = undefined;
  const reactor = createReactor({ seed, keepsAlive: false });
  void exempt(() => reactor.run());
  await new Promise<void>((serves) => void reactor.callLater(0, serves));
  const installed = install(reactor, { seed, world: simulate(reactor), pace: "quiescence" });
  let ended = false;
  import(`${pathToFileURL(app).href}?seed=${seed}`).then(() => (ended = true), (error: unknown) => {
    failure ??= String(error);
  });
  return new Promise((resolve) => {
    process.on("beforeExit", function look() {
      if (process.getActiveResourcesInfo().includes("Immediate")) return;
      process.removeListener("beforeExit", look);
      installed.uninstall();
      failure ??= ended ? null : "it waits for what never comes";
      resolve({ seed, exitCode: failure === null ? Number(process.exitCode ?? 0) : 1, failure, log });
    });
  });
}

for (let seed = Number(first); seed <= last; seed++) writeSync(1, `${JSON.stringify(await play(seed))}\n`);
stdout.write = originalWrite;
process.exitCode = 0;
