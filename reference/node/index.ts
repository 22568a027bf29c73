import type { Reactor, ThreadPoolOptions } from "../../spec/reactor.js";
import { CoreReactor } from "../core/reactor.js";
import { NodeHost } from "./host.js";

export { adapters } from "../adapters/index.js";

/** The module whose `connect` another thread calls in by. */
export const threadModule = new URL("../threads/worker.js", import.meta.url);

export interface NodeOptions extends ThreadPoolOptions {
  /**
   * Whether the program stays alive as long as a run goes on (`lifecycle.run.idle`). True by default; else neither the
   * run nor anything that is opened in it holds the program.
   */
  readonly keepsAlive?: boolean;
}

/**
 * Makes a reactor on Node's event loop, sockets and workers. Any number of them live beside each other.
 * @throws RangeError if `threads` is not a positive integer; TypeError if it is not a number.
 */
export function createReactor(options: NodeOptions = {}): Reactor {
  return new CoreReactor(new NodeHost(options.keepsAlive ?? true), options);
}
