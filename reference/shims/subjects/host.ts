import type { Reactor } from "../../../spec/reactor.js";
import { createReactor as createSimulated, simulate, type Simulation } from "../../simulated/index.js";
import { install as installHost, type Installed } from "../host/index.js";

// The host shim as a subject of the profile `shim`, over the simulated reactor: `npm run conformance` judges it.

const worlds = new WeakMap<Reactor, Simulation>();

/** Makes a reactor that it is installed over, which does not hold the program. */
export function createReactor(options: { readonly seed?: number } = {}): Reactor {
  const reactor = createSimulated({ ...options, keepsAlive: false });
  worlds.set(reactor, simulate(reactor));
  return reactor;
}

/** Installs it, with the world of its reactor, and random numbers that are drawn from 1 unless another seed is given. */
export function install(reactor: Reactor, { seed = 1 }: { readonly seed?: number } = {}): Installed {
  const world = worlds.get(reactor);
  return installHost(reactor, { seed, ...(world === undefined ? {} : { world }) });
}
