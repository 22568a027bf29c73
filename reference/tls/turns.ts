import type { Task } from "../core/host.js";

// Captured before anybody can replace it.
const { setImmediate } = globalThis;

/** The engine is at rest when nothing happened for so many turns of the host. */
const TURNS_TO_REST = 8;

/** The turns of the host in which the engines of a reactor work, and the clock that stands still meanwhile. */
export class EngineTurns {
  /** Calls a task in a host task of its own. */
  readonly defer: (task: Task) => void;
  readonly #hold: (() => Task) | null;
  #release: Task | null = null;
  #quiet = 0;

  /** `hold` is null where the clock is the host's, and does not stand still. */
  constructor(defer: (task: Task) => void, hold: (() => Task) | null) {
    this.defer = defer;
    this.#hold = hold;
  }

  /** An engine is at work, and will be for some turns. */
  active(): void {
    this.#quiet = 0;
    if (this.#hold === null || this.#release !== null) return;
    this.#release = this.#hold();
    setImmediate(() => this.#turn());
  }

  /** Calls `task` after so many turns. */
  after(turns: number, task: Task): void {
    this.active();
    if (turns === 0) this.defer(task);
    else setImmediate(() => this.after(turns - 1, task));
  }

  #turn(): void {
    this.#quiet += 1;
    if (this.#quiet < TURNS_TO_REST) {
      setImmediate(() => this.#turn());
      return;
    }
    this.#release?.();
    this.#release = null;
  }
}
