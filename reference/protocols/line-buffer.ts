import { joined } from "./text.js";

/** Stands for a line that is longer than is allowed; its bytes are dropped. */
export const TOO_LONG = Symbol("a line is too long");

/** Divides bytes into lines. However they are cut into chunks, the lines are the same. */
export class LineBuffer {
  readonly #delimiter: Uint8Array;
  readonly #longest: number;
  #bytes: Uint8Array = new Uint8Array();
  /** Up to here no delimiter begins. */
  #scanned = 0;
  /** The line was reported to be too long; its rest is dropped. */
  #dropping = false;

  /**
   * `longest` is the length, in bytes and without its delimiter, of the longest line.
   * @throws TypeError or RangeError if the delimiter is not some bytes, or the length no positive integer.
   */
  constructor(delimiter: Uint8Array, longest: number) {
    if (!(delimiter instanceof Uint8Array)) throw new TypeError("the delimiter is not a Uint8Array");
    if (delimiter.length === 0) throw new RangeError("the delimiter is empty");
    if (typeof longest !== "number") throw new TypeError("the longest length is not a number");
    if (!Number.isSafeInteger(longest) || longest < 1) throw new RangeError(`no length of lines: ${longest}`);
    this.#delimiter = delimiter;
    this.#longest = longest;
  }

  push(data: Uint8Array): void {
    this.#bytes = this.#bytes.length === 0 ? data : joined([this.#bytes, data]);
  }

  /** The next whole line without its delimiter, or TOO_LONG in its place, once; null if there is none yet. */
  next(): Uint8Array | typeof TOO_LONG | null {
    const end = this.#find();
    if (end === -1) return this.#unfinished();
    const line = this.#bytes.subarray(0, end);
    const dropped = this.#dropping;
    this.#drop(end + this.#delimiter.length);
    this.#dropping = false;
    if (dropped) return this.next();
    return line.length > this.#longest ? TOO_LONG : line;
  }

  /** What came behind the last delimiter. */
  get rest(): Uint8Array {
    return this.#dropping ? new Uint8Array() : this.#bytes;
  }

  /** A line without its end: too long already, or not yet. What could begin a delimiter is kept. */
  #unfinished(): typeof TOO_LONG | null {
    const kept = this.#delimiter.length - 1;
    this.#scanned = Math.max(0, this.#bytes.length - kept);
    if (!this.#dropping && this.#bytes.length <= this.#longest + kept) return null;
    const isNew = !this.#dropping;
    this.#dropping = true;
    this.#drop(this.#scanned);
    return isNew ? TOO_LONG : null;
  }

  #drop(count: number): void {
    this.#bytes = this.#bytes.subarray(count);
    this.#scanned = 0;
  }

  #find(): number {
    const [first = 0] = this.#delimiter;
    for (let at = this.#bytes.indexOf(first, this.#scanned); at !== -1; at = this.#bytes.indexOf(first, at + 1)) {
      if (this.#delimiter.every((byte, i) => this.#bytes[at + i] === byte)) return at;
    }
    return -1;
  }
}
