import type { ShimContext } from "./group.js";
import { ParentChannel } from "./parent-channel.js";
import type { PatchJournal } from "./patch-journal.js";
import { native } from "./timers/native.js";
import type { Simulation } from "../../simulated/index.js";

/** For how long a program may do nothing but what does not keep it alive, in ms. */
const LONGEST_IDLENESS = 86_400_000;

/**
 * A program that waits only for its peers, such as a server without clients, while timers that do not keep it alive go
 * on: virtual time would race for ever.
 */
class Idleness {
  readonly #context: ShimContext;
  #changes = -1;
  #since = 0;

  constructor(context: ShimContext) {
    this.#context = context;
  }

  tooLong(): boolean {
    const { liveness, reactor } = this.#context;
    if (liveness.timed || liveness.changes !== this.#changes) {
      this.#changes = liveness.changes;
      this.#since = reactor.now();
    }
    return reactor.now() - this.#since > LONGEST_IDLENESS;
  }
}

/**
 * Lets virtual time go on only when the host is quiescent. A turn of the world is taken when the host's loop has
 * nothing left to wait for: neither files nor compression nor anything else of its pool of threads, of which nothing
 * else tells. That is when the host emits `beforeExit`; the program hears of it when nothing is left in the world
 * either, or nothing that keeps it alive, and then ends as it would anywhere; so it does after a day of the world in
 * which nothing happened but timers that do not keep it alive.
 * @returns what gives the world back its own pace.
 */
export function pump(journal: PatchJournal, world: Simulation, context: ShimContext): () => void {
  const { liveness } = context;
  const idleness = new Idleness(context);
  const channel = new ParentChannel();
  let turn: (() => void) | null = null;
  // What hears of the end may begin something anew: then the host's loop has to go on.
  let ending: NodeJS.Immediate | null = null;
  const goOn = (): void => {
    if (ending === null) return;
    if (liveness.held && turn !== null) ending.ref();
    else ending.unref();
  };
  world.paceBy((next) => {
    turn = next;
    goOn();
  });
  liveness.whenChanged(goOn);
  journal.method({ target: process, of: "process", key: "emit" }, (emit) => function (this: unknown, ...args) {
    if (args[0] === "internalMessage" || args[0] === "message") channel.heard();
    const next = args[0] === "beforeExit" && liveness.held && !idleness.tooLong() ? turn : null;
    if (args[0] === "beforeExit" && next === null && channel.wait()) return true;
    if (args[0] === "beforeExit" && next === null) ending = native.setImmediate(() => void (ending = null)).unref();
    if (next === null) return Reflect.apply(emit, this, args);
    turn = null;
    native.setImmediate(next);
    return true;
  });
  return () => {
    world.paceBy(null);
    channel.end();
    if (turn !== null) native.setImmediate(turn);
  };
}
