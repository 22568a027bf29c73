// Captured before anybody can replace them.
const { setInterval, clearInterval } = globalThis;

const LONGEST_INTERVAL = 2 ** 31 - 1;

/**
 * What keeps the program alive: the handles of the host that are on the reactor and are ref'd, and nothing that the
 * reactor itself has at the host.
 */
export class Liveness {
  readonly #byHost: boolean;
  readonly #told: ((held: boolean) => void)[] = [];
  #holds = 0;
  #timed = 0;
  #changes = 0;
  #alive: ReturnType<typeof setInterval> | undefined;

  /** `byHost`: a hold keeps the host's loop alive. Otherwise somebody else asks for `held`. */
  constructor(byHost: boolean) {
    this.#byHost = byHost;
  }

  /** Whether there is a reason for the program to live on. */
  get held(): boolean {
    return this.#holds > 0;
  }

  /** Whether it lives on for the sake of a timer among others: then something will happen by itself. */
  get timed(): boolean {
    return this.#timed > 0;
  }

  /** How often it was held or let go. */
  get changes(): number {
    return this.#changes;
  }

  /** Names one who is told when there is a reason to live on, and when there is none any more. */
  whenChanged(callback: (held: boolean) => void): void {
    this.#told.push(callback);
  }

  /**
   * Keeps the program alive until the returned function is called, which has an effect once. `by` says for whose sake.
   */
  hold(by: "handle" | "timer" = "handle"): () => void {
    const timed = by === "timer" ? 1 : 0;
    this.#holds += 1;
    this.#timed += timed;
    this.#changes += 1;
    if (this.#byHost && this.#holds === 1) this.#alive = setInterval(() => {}, LONGEST_INTERVAL);
    if (this.#holds === 1) this.#tell();
    let holding = true;
    return () => {
      if (!holding) return;
      holding = false;
      this.#holds -= 1;
      this.#timed -= timed;
      this.#changes += 1;
      if (this.#holds > 0) return;
      clearInterval(this.#alive);
      this.#tell();
    };
  }

  #tell(): void {
    for (const callback of this.#told) callback(this.held);
  }
}
