import type { Reactor } from "../../../../spec/reactor.js";
import { CoreReactor } from "../../../core/reactor.js";
import type { Turns } from "../nested-loop.js";
import { WorkerHost } from "./worker-host.js";

const NODE = new URL("../../../node/index.js", import.meta.url);

export interface WorkerReactor {
  readonly reactor: Reactor;
  readonly turns: Turns;
}

/**
 * Makes a reactor of this thread whose sockets are served in a worker, as long as it runs, by another reactor: so its
 * turns can be taken while the thread is kept from its own loop, as `NestedLoop` does. It has TCP and UNIX sockets, and
 * takes numeric hosts only: to look a name up would take a promise.
 * @param module exports the `createReactor` of the reactor in the worker: any one; by default, the reference on Node.
 */
export function workerReactor(module: URL = NODE): WorkerReactor {
  const host = new WorkerHost(module);
  return { reactor: new ReactorOverWorker(host), turns: host };
}

/** Its run is over only when its worker is gone, with all that this had opened (`resource.descriptors`). */
class ReactorOverWorker extends CoreReactor {
  readonly #host: WorkerHost;
  #ending = false;

  constructor(host: WorkerHost) {
    super(host);
    this.#host = host;
  }

  override get running(): boolean {
    return this.#ending || super.running;
  }

  override run(): Promise<void> {
    if (this.#ending) return Promise.reject(new Error("run() was called while the reactor is running"));
    return super.running ? super.run() : this.#runWhole();
  }

  async #runWhole(): Promise<void> {
    await super.run();
    this.#ending = true;
    await this.#host.gone;
    this.#ending = false;
  }
}
