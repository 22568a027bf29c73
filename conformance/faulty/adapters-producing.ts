import type { Fault } from "./fault.js";
import { override } from "./override.js";
import { faultyAdapters } from "./override-adapters.js";

/** The faulty adapters of the chapter on adapters: producing. */
export const adapterProducingFaults: readonly Fault[] = [
  faultyAdapters("adapter.produce.pulls", "does not wait for its writes",
    "the source is asked for a chunk when the write before is fulfilled",
    ({ produce }) => ({
      produce: (connection, source) => produce(
        override(connection, { write: async (data) => void connection.write(data) }),
        source,
      ),
    })),
  faultyAdapters("adapter.produce.ends", "closes when its source has ended",
    "the connection is left as it is when a source has ended",
    ({ produce }) => ({
      async produce(connection, source) {
        await produce(connection, source);
        await connection.close();
      },
    })),
  faultyAdapters("adapter.produce.stops", "leaves its source waiting when the connection is lost",
    "the source is told to stop when the connection is lost",
    ({ produce }) => ({
      produce: (connection, source) => Symbol.asyncIterator in Object(source)
        ? produce(connection, withoutReturn(source as AsyncIterable<Uint8Array>))
        : produce(connection, source),
    })),
  faultyAdapters("adapter.produce.source-fails", "closes in order when its source throws",
    "the connection is reset when the source throws",
    ({ produce }) => ({
      produce: (connection, source) => produce(
        override(connection, {
          transport: override(connection.transport, { abortConnection: () => connection.transport.loseConnection() }),
        }),
        source,
      ),
    })),
  faultyAdapters("adapter.produce.type", "takes what is not iterable for empty",
    "produce throws a TypeError for a value of the type Undefined",
    ({ produce }) => ({
      produce: (connection, source) => {
        const isIterable = Symbol.iterator in Object(source) || Symbol.asyncIterator in Object(source);
        return produce(connection, isIterable ? source : []);
      },
    })),
];

function withoutReturn(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = source[Symbol.asyncIterator]();
      return { next: () => iterator.next() };
    },
  };
}
