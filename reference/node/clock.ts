import type { Task } from "../core/host.js";

// Captured before anybody can replace them.
const now = performance.now.bind(performance);
const { setTimeout, clearTimeout, setImmediate, clearImmediate } = globalThis;

/** The longest delay that a timer of the host takes, in ms; it shortens longer ones to one. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** The host's monotonic clock, in ms, and one wake-up by it; the wall clock is never asked (`timer.clock.wall`). */
export class NodeClock {
  #wake: Task = () => {};
  #deadline = Infinity;
  #timeout: ReturnType<typeof setTimeout> | undefined;
  #immediate: ReturnType<typeof setImmediate> | undefined;
  #armedFor = Infinity;

  now(): number {
    return now();
  }

  /** `wake` is called when a wake-up is due: never before its deadline (`timer.not-early`). */
  begin(wake: Task): void {
    this.#wake = wake;
  }

  /** Replaces the wake-up asked for before. A timer that is armed for an earlier time is left to find out. */
  wakeAt(deadline: number | null): void {
    this.#deadline = deadline ?? Infinity;
    if (this.#deadline < this.#armedFor) this.#arm();
  }

  end(): void {
    this.#deadline = Infinity;
    this.#wake = () => {};
    this.#disarm();
  }

  /** Arms the host for the deadline, or as near to it as it can (`timer.delay.long`). The run keeps the program alive. */
  #arm(): void {
    this.#disarm();
    this.#armedFor = this.#deadline;
    const left = this.#deadline - now();
    if (left <= 0) this.#immediate = setImmediate(this.#fire);
    else this.#timeout = setTimeout(this.#fire, Math.min(Math.ceil(left), LONGEST_TIMEOUT)).unref();
  }

  readonly #fire = (): void => {
    this.#armedFor = Infinity;
    if (now() >= this.#deadline) this.#wake();
    else if (this.#deadline < Infinity) this.#arm();
  };

  #disarm(): void {
    this.#armedFor = Infinity;
    clearTimeout(this.#timeout);
    clearImmediate(this.#immediate);
  }
}
