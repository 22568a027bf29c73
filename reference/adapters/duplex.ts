import { Duplex } from "node:stream";
import type { Adapter } from "../../spec/reactor.js";
import { adapterOf } from "./adapter.js";
import type { Conversation } from "./conversation.js";

/** The connection as a stream of Node's. It ends its sending side by itself only when it is told to. */
class DuplexConnection extends Duplex {
  readonly #conversation: Conversation;

  constructor(conversation: Conversation) {
    super({ allowHalfOpen: true });
    this.#conversation = conversation;
  }

  override _read(): void {
    this.#conversation.read().then((chunk) => void this.push(chunk), (error: Error) => void this.destroy(error));
  }

  override _write(chunk: Uint8Array, _encoding: string, written: (error?: Error) => void): void {
    this.#conversation.write(chunk).then(() => written(), written);
  }

  override _final(ended: () => void): void {
    this.#conversation.end();
    ended();
  }

  /** In order without an error, such as when a loop is left; else by a reset. */
  override _destroy(error: Error | null, destroyed: (error: Error | null) => void): void {
    const over = error === null ? this.#conversation.close() : this.#conversation.abort();
    void over.then(() => destroyed(error));
  }
}

/** Connections as Node's streams: for libraries that take nothing else. */
export const duplex: Adapter<Duplex> = adapterOf((conversation) => new DuplexConnection(conversation));
