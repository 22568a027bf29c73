import type { Reactor } from "../../../spec/reactor.js";
import { workerReactor } from "../blocking/worker/worker-reactor.js";

// The reactor whose turns can be nested on the stack, as a subject: it is one as all are.

export function createReactor(): Reactor {
  return workerReactor().reactor;
}
