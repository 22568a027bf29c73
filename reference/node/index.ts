import type { Reactor } from "../../spec/reactor.js";
import { CoreReactor } from "../core/reactor.js";
import { NodeHost } from "./host.js";

export { adapters } from "../adapters/index.js";

/** Makes a reactor on Node's event loop and sockets. Any number of them live beside each other. */
export function createReactor(): Reactor {
  return new CoreReactor(new NodeHost());
}
