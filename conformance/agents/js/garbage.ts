import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Reactor } from "../../../spec/reactor.js";
import { Unsupported } from "./recorder.js";

/** How many turns of the reactor, each with a collection, may pass until something is collected. */
const TURNS = 8;

/**
 * Collects garbage, turn by turn, until `isGone`; returns whether it is.
 * @throws Unsupported if the host has no collector that can be called.
 */
export async function collectUntil(reactor: Reactor, isGone: () => boolean): Promise<boolean> {
  const collect = collector();
  for (let turn = 0; turn < TURNS; turn++) {
    await new Promise<void>((resolve) => reactor.callLater(1, resolve));
    collect();
    if (isGone()) return true;
  }
  return false;
}

function collector(): () => void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("typeof gc === 'function' ? gc : null");
  if (typeof collect !== "function") throw new Unsupported("no collector");
  return collect as () => void;
}
