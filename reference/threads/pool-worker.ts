import { parentPort } from "node:worker_threads";
import type { Workload } from "../core/host-threads.js";
import type { PassedOutcome } from "./messages.js";
import { passedError } from "./passed-error.js";

// A thread of the pool: calls the functions that it is told to, one after the other.

type Job = Omit<Workload, "transfer">;
type Module = Readonly<Record<string, unknown>>;

/** What was loaded before: to ask for it again takes the host longer than many a function. */
const modules = new Map<string, Module>();

parentPort?.on("message", (job: Job) => void call(job).then((outcome) => tell(job, outcome)));
parentPort?.on("messageerror", (error) => parentPort?.postMessage({ error: passedError(error) }));

/** Calls the function, and waits for the promise that it may return (`thread.in.result`, `thread.in.missing`). */
async function call({ module, name, args }: Job): Promise<PassedOutcome> {
  try {
    const { [name]: called } = modules.get(module) ?? await load(module);
    if (typeof called !== "function") throw new TypeError(`${module} exports no function ${name}`);
    return { value: await (called(...args) as unknown) };
  } catch (error) {
    return { error: passedError(error) };
  }
}

async function load(url: string): Promise<Module> {
  const module = (await import(url)) as Module;
  modules.set(url, module);
  return module;
}

/** A result that cannot be passed is told as an error (`thread.in.unclonable-result`). */
function tell({ name }: Job, outcome: PassedOutcome): void {
  try {
    parentPort?.postMessage(outcome);
  } catch (error) {
    const message = `the result of ${name} cannot be passed to another thread: ${(error as Error).message}`;
    parentPort?.postMessage({ error: passedError(new TypeError(message)) });
  }
}
