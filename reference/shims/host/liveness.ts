// Captured before anybody can replace them.
const { setInterval, clearInterval } = globalThis;

const LONGEST_INTERVAL = 2 ** 31 - 1;

/**
 * What keeps the program alive: the handles of the host that are on the reactor and are ref'd, and nothing that the
 * reactor itself has at the host.
 */
export class Liveness {
  readonly #byHost: boolean;
  #holds = 0;
  #alive: ReturnType<typeof setInterval> | undefined;
  #tellFree: () => void = () => {};

  /** `byHost`: a hold keeps the host's loop alive. Otherwise somebody else asks for `held`. */
  constructor(byHost: boolean) {
    this.#byHost = byHost;
  }

  /** Whether there is a reason for the program to live on. */
  get held(): boolean {
    return this.#holds > 0;
  }

  /** Names who is told each time that the last hold is gone. */
  whenFree(callback: () => void): void {
    this.#tellFree = callback;
  }

  /** Keeps the program alive until the returned function is called, which has an effect once. */
  hold(): () => void {
    this.#holds += 1;
    if (this.#byHost && this.#holds === 1) this.#alive = setInterval(() => {}, LONGEST_INTERVAL);
    let holding = true;
    return () => {
      if (!holding) return;
      holding = false;
      this.#holds -= 1;
      if (this.#holds > 0) return;
      clearInterval(this.#alive);
      this.#tellFree();
    };
  }
}
