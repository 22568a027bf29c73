import { Duplex } from "node:stream";

// Captured before a subject can replace it.
const { setImmediate } = globalThis;

/** What the engine sends within so many turns of the host goes out as one. */
const TURNS_TOGETHER = 3;

/** The stream that a peer's TLS engine works on. The end of its input is never passed on. */
export class TlsStream extends Duplex {
  readonly #send: (bytes: Uint8Array) => void;
  readonly #end: () => void;
  readonly #active: () => void;
  #waiting: Uint8Array[] = [];
  #planned = 0;

  /** `active` is called whenever the engine does something. */
  constructor(send: (bytes: Uint8Array) => void, end: () => void, active: () => void) {
    super({ allowHalfOpen: true, autoDestroy: false });
    this.#send = send;
    this.#end = end;
    this.#active = active;
    this.on("error", () => undefined);
  }

  /** Whether something is still to be sent. */
  get isSending(): boolean {
    return this.#waiting.length > 0;
  }

  /** Sends this before everything else. */
  prefix(bytes: Uint8Array): void {
    this.#waiting.unshift(bytes);
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.#active();
    this.#waiting.push(new Uint8Array(chunk));
    this.#plan();
    done();
  }

  override _final(done: () => void): void {
    this.#flush();
    this.#end();
    done();
  }

  #plan(): void {
    const plan = ++this.#planned;
    const after = (turns: number): void => void setImmediate(() => {
      if (turns > 1) after(turns - 1);
      else if (plan === this.#planned) this.#flush();
    });
    after(TURNS_TOGETHER);
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    if (bytes.length > 0) this.#send(new Uint8Array(bytes));
  }
}
