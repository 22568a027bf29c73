import type { Host } from "./host.js";

/** The watermarks that a connection begins with, in bytes (`flow.watermarks.default`). */
const LOW = 16 * 1024;
const HIGH = 64 * 1024;

/**
 * Tells whether more is written than the platform takes: in turn that it is so, and that it is no longer so
 * (`flow.write.alternate`), each in a host task of its own and only if it is true then (`flow.write.pause.over`,
 * `flow.write.resume.low`).
 */
export class Pressure {
  readonly #host: Host;
  readonly #unsent: () => number | null;
  readonly #tell: (isHigh: boolean) => void;
  #low = LOW;
  #high = HIGH;
  #isHigh = false;
  #planned = false;

  /** `unsent` says how many bytes wait, or null once nothing more can be written (`flow.write.ended`). */
  constructor(host: Host, unsent: () => number | null, tell: (isHigh: boolean) => void) {
    this.#host = host;
    this.#unsent = unsent;
    this.#tell = tell;
  }

  /** Sets the watermarks, for what waits now, too (`flow.watermarks.lowered`, `flow.watermarks.raised`). */
  setWatermarks(low: number, high: number): void {
    this.#low = low;
    this.#high = high;
    this.changed();
  }

  /** There may be more unsent than before, or less (`flow.write.pause`, `flow.write.resume`). Enters nothing. */
  changed(): void {
    if (this.#planned || !this.#isToTell()) return;
    this.#planned = true;
    this.#host.defer(() => {
      this.#planned = false;
      if (!this.#isToTell()) return;
      this.#isHigh = !this.#isHigh;
      this.#tell(this.#isHigh);
    });
  }

  /** A watermark of 0 is no exception (`flow.watermarks.zero`). */
  #isToTell(): boolean {
    const unsent = this.#unsent();
    if (unsent === null) return false;
    return this.#isHigh ? unsent <= this.#low : unsent > this.#high;
  }
}
