import type { Reactor } from "../../../spec/reactor.js";
import { createReactor as createNode } from "../../node/index.js";
import { install } from "../host/index.js";

// The reactor on Node as a subject, in a realm whose sockets and timers are on another reactor on Node: by its suite,
// the host shim between the two is judged.

install(createNode({ keepsAlive: false }));

/** Makes a reactor on what this realm has for sockets and timers. */
export function createReactor(): Reactor {
  return createNode();
}
