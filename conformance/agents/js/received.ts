import crypto, { type Hash } from "node:crypto";
import type { Digest } from "../../language/data.js";
import { ownList } from "./captured.js";

// Captured before a subject can replace it.
const { createHash } = crypto;
const Bytes = Uint8Array;

/** What a connection or a port received: its digest as it came, and, if kept, of what the arrays hold later. */
export class Received {
  readonly #hash: Hash = createHash("sha256");
  readonly #kept: Uint8Array[] | null;
  total = 0;

  constructor(retains: boolean) {
    this.#kept = retains ? ownList() : null;
  }

  add(data: Uint8Array): void {
    if (!(data instanceof Bytes)) return;
    this.#hash.update(data);
    this.#kept?.push(data);
    this.total += data.length;
  }

  digest(): Digest {
    return { bytes: this.total, sha256: this.#hash.copy().digest("hex") };
  }

  retained(): Digest | null {
    if (this.#kept === null) return null;
    const hash = createHash("sha256");
    for (const data of this.#kept) hash.update(data);
    return { bytes: this.total, sha256: hash.digest("hex") };
  }
}
