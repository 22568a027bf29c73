/** Lets plays go on side by side, and one alone where nothing may disturb it. */
export class Gate {
  #beside = 0;
  #alone: Promise<void> | null = null;
  readonly #left: (() => void)[] = [];

  /** Plays beside others, once nobody plays alone. */
  async beside<T>(play: () => Promise<T>): Promise<T> {
    while (this.#alone !== null) await this.#alone;
    this.#beside++;
    try {
      return await play();
    } finally {
      this.#beside--;
      for (const leave of this.#left.splice(0)) leave();
    }
  }

  /** Plays when all others are done, and keeps them waiting. */
  async alone<T>(play: () => Promise<T>): Promise<T> {
    while (this.#alone !== null) await this.#alone;
    let open = (): void => undefined;
    this.#alone = new Promise((resolve) => {
      open = resolve;
    });
    try {
      while (this.#beside > 0) await new Promise<void>((resolve) => this.#left.push(resolve));
      return await play();
    } finally {
      this.#alone = null;
      open();
    }
  }
}
