import { Duplex } from "node:stream";
import type { Channel } from "../core/host.js";

/**
 * A channel as the stream that Node's TLS works on. The end of the channel's input is not passed on: so the end that
 * the engine tells can only be the peer's close_notify.
 */
export class Bridge extends Duplex {
  readonly #channel: Channel;
  readonly #active: () => void;
  #cut = false;
  #carried = 0;

  /** `active` is called whenever the engine sends something. */
  constructor(channel: Channel, active: () => void) {
    super({ allowHalfOpen: true, autoDestroy: false });
    this.#channel = channel;
    this.#active = active;
  }

  /** The bytes that the engine has sent so far. */
  get carried(): number {
    return this.#carried;
  }

  /** From now on the engine sends nothing more. */
  cut(): void {
    this.#cut = true;
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.#active();
    this.#carried += chunk.length;
    // The engine uses its memory again.
    if (!this.#cut) this.#channel.write(new Uint8Array(chunk));
    done();
  }

  override _final(done: () => void): void {
    this.#active();
    if (!this.#cut) this.#channel.end();
    done();
  }
}
