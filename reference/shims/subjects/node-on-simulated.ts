import { AsyncResource } from "node:async_hooks";
import type { Reactor } from "../../../spec/reactor.js";
import { createReactor as createSimulated, simulate as simulateReactor, type Simulation } from "../../simulated/index.js";
import { install } from "../host/index.js";

// The reactor on Node as a subject, in a realm whose sockets and timers are on a simulated reactor: by its suite, the
// host shim between the two is judged. What the reactor on Node takes of the host, it takes once the shim is there.

const below = createSimulated({ keepsAlive: false });
const world = simulateReactor(below);
install(below, { world });
const node = await import("../../node/index.js");

/** The program's own context: what the world below calls, such as the peers of a test, is in the reactor's. */
const program = new AsyncResource("program");

/** Makes a reactor on what this realm has for sockets and timers. Its clock is the program's, whoever reads it. */
export function createReactor(): Reactor {
  const reactor = node.createReactor();
  const now = reactor.now.bind(reactor);
  return Object.defineProperty(reactor, "now", { value: () => program.runInAsyncScope(now) });
}

/** The world below, which all of them share. */
export function simulate(): Simulation {
  return world;
}
