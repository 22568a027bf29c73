import { MAX_LINE } from "./lines.js";

/** Takes a text apart that comes in pieces. */
export class LineReader {
  readonly #onLine: (line: string) => void;
  readonly #onTooLong: () => void;
  #pieces: string[] = [];
  #length = 0;

  /** A line of more than MAX_LINE bytes is reported by `onTooLong`, and dropped as far as it has come. */
  constructor(onLine: (line: string) => void, onTooLong: () => void) {
    this.#onLine = onLine;
    this.#onTooLong = onTooLong;
  }

  push(text: string): void {
    let from = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", from)) {
      this.#keep(text.slice(from, end));
      from = end + 1;
      this.#take();
    }
    if (from < text.length) this.#keep(text.slice(from));
    if (this.#length > MAX_LINE) this.#take();
  }

  /** Whether a part of a line is held, whose end has not come. */
  get isAmidLine(): boolean {
    return this.#length > 0;
  }

  #keep(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  #take(): void {
    const line = this.#pieces.join("");
    this.#pieces = [];
    this.#length = 0;
    if (isTooLong(line)) this.#onTooLong();
    else this.#onLine(line);
  }
}

function isTooLong(line: string): boolean {
  return line.length > MAX_LINE || (line.length > MAX_LINE / 4 && Buffer.byteLength(line) > MAX_LINE);
}
