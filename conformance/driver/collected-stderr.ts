/** How much is kept. */
const TAIL = 4000;

/** What is written to this process's standard error, kept back while a subject runs in it. */
export class CollectedStderr {
  readonly #write = process.stderr.write;
  #text = "";

  constructor() {
    process.stderr.write = ((chunk: string | Uint8Array): boolean => {
      this.#text = (this.#text + (typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk))).slice(-TAIL);
      return true;
    }) as typeof process.stderr.write;
  }

  /** What was written since it was last taken. */
  take(): string {
    const text = this.#text;
    this.#text = "";
    return text;
  }

  release(): void {
    process.stderr.write = this.#write;
  }
}
