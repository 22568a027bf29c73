import type { CloseReason, IterableConnection } from "../../spec/reactor.js";
import { ConnectionClosedError } from "./conversation.js";

type Source = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
type Chunks = AsyncIterator<Uint8Array> | Iterator<Uint8Array>;

/**
 * Writes what `source` gives, a chunk when there is room for it (`adapter.produce.pulls`, `adapter.produce.ends`). The
 * source is told to stop when the connection is lost (`adapter.produce.stops`), and the connection is cut when the
 * source fails (`adapter.produce.source-fails`).
 * @throws TypeError if `source` is not iterable (`adapter.produce.type`).
 */
export function produce(connection: IterableConnection, source: Source): Promise<void> {
  return pump(connection, chunksOf(source));
}

function chunksOf(source: Source): Chunks {
  const { [Symbol.asyncIterator]: make, [Symbol.iterator]: makeSync } = Object(source) as
    Partial<AsyncIterable<Uint8Array> & Iterable<Uint8Array>>;
  const iterator: Chunks | undefined = make?.call(source) ?? makeSync?.call(source);
  if (iterator === undefined) throw new TypeError("the source is not iterable");
  return iterator;
}

async function pump(connection: IterableConnection, chunks: Chunks): Promise<void> {
  let reason: CloseReason | null = null;
  let isDone = false;
  void connection.closed.then((closed) => {
    reason = closed;
    return isDone ? undefined : chunks.return?.();
  }).catch(() => {});
  try {
    for (let step = await chunks.next(); step.done !== true; step = await chunks.next()) {
      await connection.write(step.value);
    }
    if (reason !== null) throw new ConnectionClosedError(reason);
    isDone = true;
  } catch (error) {
    connection.transport.abortConnection();
    throw error;
  }
}
