import type { Adapter, CloseReason, IterableConnection, Transport } from "../../spec/reactor.js";
import { adapterOf } from "./adapter.js";
import type { Conversation } from "./conversation.js";

/** The connection as an async iterator over what it receives. */
class IteratedConnection implements IterableConnection {
  readonly #conversation: Conversation;

  constructor(conversation: Conversation) {
    this.#conversation = conversation;
  }

  get transport(): Transport {
    return this.#conversation.transport;
  }

  get closed(): Promise<CloseReason> {
    return this.#conversation.closed;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const value = await this.#conversation.read();
    return value === null ? { done: true, value: undefined } : { done: false, value };
  }

  /** A loop that is left early closes the connection (`adapter.cancel`). */
  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    await this.close();
    return { done: true, value: undefined };
  }

  write(data: Uint8Array): Promise<void> {
    return this.#conversation.write(data);
  }

  end(): void {
    this.#conversation.end();
  }

  close(): Promise<CloseReason> {
    return this.#conversation.close();
  }
}

/** Connections as async iterators. */
export const iterate: Adapter<IterableConnection> = adapterOf((conversation) => new IteratedConnection(conversation));
