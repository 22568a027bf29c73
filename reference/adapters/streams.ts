import type { Adapter, StreamConnection } from "../../spec/reactor.js";
import { adapterOf } from "./adapter.js";
import { ConnectionClosedError, type Conversation } from "./conversation.js";

/** Reads when it is asked, and buffers nothing of its own. */
function readableOf(conversation: Conversation): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = await conversation.read();
      if (chunk === null) controller.close();
      else controller.enqueue(chunk);
    },
    /** Closes the connection (`adapter.cancel`). */
    async cancel() {
      await conversation.close();
    },
  }, { highWaterMark: 0 });
}

/** Its end is the end of the sending side; a chunk that is no array of bytes ends it, and the connection with it. */
function writableOf(conversation: Conversation): WritableStream<Uint8Array> {
  return new WritableStream<Uint8Array>({
    start(controller) {
      void conversation.closed.then((reason) => controller.error(new ConnectionClosedError(reason)));
    },
    write(chunk) {
      try {
        return conversation.write(chunk);
      } catch (error) {
        void conversation.abort();
        throw error;
      }
    },
    close: () => conversation.end(),
    abort: () => void conversation.abort(),
  });
}

/** Connections as pairs of web streams. */
export const streams: Adapter<StreamConnection> = adapterOf((conversation) => ({
  transport: conversation.transport,
  readable: readableOf(conversation),
  writable: writableOf(conversation),
  closed: conversation.closed,
}));
