/** How many that are over are remembered: what happens to them afterwards is still told for what it is. */
const REMEMBERED = 1000;

/** What is known of things by their names, as long as they are alive, and of those that were the last to end. */
export class Lives<Life> {
  readonly #alive = new Map<string, Life>();
  readonly #past = new Map<string, Life>();

  get(name: string): Life | undefined {
    return this.#alive.get(name) ?? this.#past.get(name);
  }

  begin(name: string, life: Life): Life {
    this.#past.delete(name);
    this.#alive.set(name, life);
    return life;
  }

  end(name: string): void {
    const life = this.#alive.get(name);
    if (life === undefined) return;
    this.#alive.delete(name);
    this.#past.set(name, life);
    if (this.#past.size <= REMEMBERED) return;
    const { value } = this.#past.keys().next();
    if (value !== undefined) this.#past.delete(value);
  }

  /** Everything is over. @param last what is done to each that was alive. */
  endAll(last: (life: Life) => void = () => {}): void {
    for (const [name, life] of this.#alive) {
      last(life);
      this.end(name);
    }
  }
}
