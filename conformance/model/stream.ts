import { bytesOf, digestOfBytes, type Data, type Digest } from "../language/data.js";

interface Written {
  readonly bytes: Uint8Array;
  /** Whether it was accepted for certain: the connection may have been closed by then, without the program's notice. */
  readonly isCertain: boolean;
}

/** What one end of a connection has written: what the other end receives is a beginning of it. */
export class Stream {
  readonly #written: Written[] = [];
  /** The bytes written in all. */
  length = 0;

  write(data: Data, isCertain: boolean): void {
    const bytes = bytesOf(data);
    this.#written.push({ bytes, isCertain });
    this.length += bytes.length;
  }

  /** Whether the stream may end behind so many bytes: all that was accepted for certain, or with later writes. */
  mayEndAt(total: number): boolean {
    return this.ends().includes(total);
  }

  /** Every number of bytes behind which the stream may end. */
  ends(): readonly number[] {
    const certain = this.#written.findLastIndex(({ isCertain }) => isCertain);
    let total = 0;
    const totals = certain === -1 ? [0] : [];
    for (const [index, { bytes }] of this.#written.entries()) {
      total += bytes.length;
      if (index >= certain) totals.push(total);
    }
    return totals;
  }

  /** The bytes from `start` to `end`, as Latin-1. */
  text(start: number, end: number): string {
    return Buffer.from(this.#bytes().subarray(start, end)).toString("latin1");
  }

  /** The digest of the first `total` bytes. */
  digest(total: number): Digest {
    return digestOfBytes(this.#bytes().subarray(0, total));
  }

  #bytes(): Uint8Array {
    const [only] = this.#written;
    return this.#written.length === 1 && only !== undefined
      ? only.bytes
      : Buffer.concat(this.#written.map(({ bytes }) => bytes));
  }
}
