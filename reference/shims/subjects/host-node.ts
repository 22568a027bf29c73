import type { Reactor } from "../../../spec/reactor.js";
import { createReactor as createNode } from "../../node/index.js";
import { install as installHost, type Installed } from "../host/index.js";

// The host shim as a subject of the profile `shim`, over the reactor on Node: it lies over the host that it is made of.

/** Makes a reactor that it is installed over. */
export function createReactor(): Reactor {
  return createNode({ keepsAlive: false });
}

/** Installs it; random numbers and clocks are the host's. */
export function install(reactor: Reactor): Installed {
  return installHost(reactor, { groups: ["streams", "datagrams", "names", "timers"] });
}
