/** How much is kept, in bytes. */
const TAIL = 4000;

/** What a line has that says why a process ended: the engine's last words first, then those of its errors. */
const TELLING = [/^.*(?:FATAL ERROR|out of memory).*$/m, /^(?:\w+\.)*\w*(?:Error|Exception)\b.*$/m] as const;

/** The last of what a subject writes as diagnostics, however much that is. */
export class DiagnosticsTail {
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  add(chunk: Uint8Array): void {
    // A copy: the chunk may be a small part of something large.
    const part = chunk.length > TAIL ? chunk.slice(-TAIL) : chunk.slice();
    this.#chunks.push(part);
    this.#bytes += part.length;
    if (this.#bytes > 4 * TAIL) this.#keep(this.#tail());
  }

  /** What was written since it was last taken, the last 4,000 bytes of it. */
  take(): string {
    const text = new TextDecoder().decode(this.#tail());
    this.#keep(new Uint8Array());
    return text;
  }

  #tail(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#chunks).subarray(-TAIL));
  }

  #keep(part: Uint8Array): void {
    this.#chunks = [part];
    this.#bytes = part.length;
  }
}

/** The line of diagnostics that says best why a process ended, shortened, in brackets and after a space; or nothing. */
export function tellingLine(diagnostics: string): string {
  const found = TELLING.map((pattern) => pattern.exec(diagnostics)?.[0]).find((line) => line !== undefined);
  return found === undefined ? "" : ` (${found.trim().slice(0, 300)})`;
}
