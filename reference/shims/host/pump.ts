import type { ShimContext } from "./group.js";
import type { PatchJournal } from "./patch-journal.js";
import { native } from "./timers/native.js";
import type { Simulation } from "../../simulated/index.js";

/**
 * Lets virtual time go on only when the host is quiescent. A turn of the world is taken when the host's loop has
 * nothing left to wait for: neither files nor compression nor anything else of its pool of threads, of which nothing
 * else tells. That is when the host emits `beforeExit`; the program hears of it when nothing is left in the world
 * either, or nothing that keeps it alive, and then ends as it would anywhere.
 * @returns what gives the world back its own pace.
 */
export function pump(journal: PatchJournal, world: Simulation, { liveness }: ShimContext): () => void {
  let turn: (() => void) | null = null;
  world.paceBy((next) => void (turn = next));
  journal.method({ target: process, of: "process", key: "emit" }, (emit) => function (this: unknown, ...args) {
    if (args[0] !== "beforeExit" || turn === null || !liveness.held) return Reflect.apply(emit, this, args);
    const next = turn;
    turn = null;
    native.setImmediate(next);
    return true;
  });
  return () => {
    world.paceBy(null);
    if (turn !== null) native.setImmediate(turn);
  };
}
