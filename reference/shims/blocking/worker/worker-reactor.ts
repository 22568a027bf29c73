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
  return { reactor: new CoreReactor(host), turns: host };
}
