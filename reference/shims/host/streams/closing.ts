import type { Reactor } from "../../../../spec/reactor.js";
import { exempt } from "../exempt.js";
import type { ShimContext } from "../group.js";

// Captured before anybody can replace it.
const { setImmediate } = globalThis;

const closings = new WeakMap<Reactor, Closing>();

/**
 * Tells that handles are closed, as the host does: behind the immediates of the program, whether these are on the reactor
 * or not. A reactor that stops calls nobody any more; then it is the host that does.
 */
export class Closing {
  readonly #pending = new Set<() => void>();
  #stopping = false;

  private constructor(reactor: Reactor) {
    exempt(() => {
      reactor.addHook("startup", () => void (this.#stopping = false));
      reactor.addHook("shutdown", () => {
        this.#stopping = true;
        for (const tell of this.#pending) setImmediate(tell);
      });
    });
  }

  /** That of a reactor, for good. */
  static of(reactor: Reactor): Closing {
    const closing = closings.get(reactor) ?? new Closing(reactor);
    closings.set(reactor, closing);
    return closing;
  }

  /** Calls `closed` then, and keeps the program alive until that. */
  tell({ enter, liveness }: ShimContext, closed: () => void): void {
    const release = liveness.hold();
    const tell = (): void => {
      if (!this.#pending.delete(tell)) return;
      release();
      closed();
    };
    this.#pending.add(tell);
    setImmediate(() => {
      if (this.#stopping) tell();
      else enter((reactor) => reactor.callLater(0, tell));
    });
  }
}
