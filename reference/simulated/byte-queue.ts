/** Bytes in the order they were pushed. */
export class ByteQueue {
  #chunks: Uint8Array[] = [];
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Keeps `bytes`, which nobody else may change. */
  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#chunks.push(bytes);
    this.#length += bytes.length;
  }

  /** Takes the first bytes out, at most `most`, in an array of their own. */
  take(most: number): Uint8Array {
    const taken = new Uint8Array(Math.min(most, this.#length));
    let filled = 0;
    while (filled < taken.length) filled += this.#takeInto(taken, filled);
    this.#length -= taken.length;
    return taken;
  }

  clear(): void {
    this.#chunks = [];
    this.#head = 0;
    this.#length = 0;
  }

  #takeInto(target: Uint8Array, at: number): number {
    const chunk = this.#chunks[this.#head] ?? target;
    const part = chunk.subarray(0, target.length - at);
    target.set(part, at);
    if (part.length < chunk.length) this.#chunks[this.#head] = chunk.subarray(part.length);
    else this.#head += 1;
    if (this.#head > 64) this.#dropTaken();
    return part.length;
  }

  #dropTaken(): void {
    this.#chunks.splice(0, this.#head);
    this.#head = 0;
  }
}
