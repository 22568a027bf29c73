import type { CloseReason } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";
import { faultyAdapters, overAdapted, overIterated } from "./override-adapters.js";

const end = { done: true, value: undefined } as const;

/** The faulty adapters of the chapter on adapters: serving and reading. */
export const adapterReadingFaults: readonly Fault[] = [
  faultyAdapters("adapter.serve", "calls serve in a microtask", "serve is called within connectionMade",
    ({ iterate }) => ({
      iterate: (reactor, serve) => iterate(reactor, (connection) => Promise.resolve().then(() => serve(connection))),
    })),
  faultyAdapters("adapter.serve.returns", "leaves the connection open when serve has come to its end",
    "the connection is closed in order when serve has come to its end",
    ({ iterate }) => ({
      iterate: (reactor, serve) => iterate(reactor, (connection) => {
        const served: unknown = serve(connection);
        return new Promise((_, reject) => void Promise.resolve(served).catch(reject));
      }),
    })),
  faultyAdapters("adapter.serve.fails", "closes in order when serve is rejected", "the rejection is reported once",
    ({ iterate }) => ({
      iterate: (reactor, serve) => iterate(reactor, (connection) =>
        Promise.resolve(serve(connection)).catch(() => undefined)),
    })),
  faultyAdapters("adapter.serve.type", "takes anything for serve", "the adapter throws a TypeError for undefined",
    ({ iterate }) => ({
      iterate: (reactor, serve) => typeof serve === "function" ? iterate(reactor, serve) : () => null,
    })),

  faultyAdapters("adapter.read.from-start", "forgets what came before the first read",
    "the consumer reads all that came before it began",
    (adapters) => {
      const reading = new WeakSet<object>();
      const protocols: object[] = [];
      const { iterate } = overAdapted(adapters, (protocol) => {
        protocols.push(protocol);
        return { dataReceived: (data) => reading.has(protocol) ? protocol.dataReceived?.(data) : undefined };
      });
      return {
        iterate: (reactor, serve) => (iterate ?? adapters.iterate)(reactor, (connection) => {
          const next: typeof connection.next = () => {
            for (const protocol of protocols) reading.add(protocol);
            return connection.next();
          };
          return serve(Object.create(connection, { next: { value: next } }) as typeof connection);
        }),
      };
    }),
  faultyAdapters("adapter.read.order", "drops a chunk that comes while several wait",
    "the consumer reads exactly what was sent",
    (adapters) => overAdapted(adapters, (protocol) => {
      let received = 0;
      return {
        dataReceived(data) {
          received += data.length;
          if (received < 100_000 || received - data.length >= 100_000) protocol.dataReceived?.(data);
        },
      };
    })),
  faultyAdapters("adapter.read.clean", "takes every end for a failure",
    "reading ends without an error after a clean end",
    (adapters) => overIterated(adapters, (connection) => ({
      async next() {
        const result = await connection.next();
        if (result.done === true) throw new Error("the connection has ended");
        return result;
      },
    }))),
  faultyAdapters("adapter.read.unclean", "ends in order when the connection is lost",
    "reading fails with a ClosedError when the connection is lost",
    (adapters) => overIterated(adapters, (connection) => ({ next: () => connection.next().catch(() => end) }))),
  faultyAdapters("adapter.read.before-error", "fails at once when the connection is lost",
    "all that was delivered is read before reading fails",
    (adapters) => overIterated(adapters, (connection) => {
      let reason: CloseReason | null = null;
      void connection.closed.then((closed) => {
        reason = closed;
      });
      const failed = (): Error => Object.assign(new Error("lost"), { reason });
      return { next: () => reason?.kind === "lost" ? Promise.reject(failed()) : connection.next() };
    })),
  faultyAdapters("adapter.read.bounded", "keeps whatever comes",
    "the adapter pauses reading before it holds more than 1 MiB",
    (adapters) => overAdapted(adapters, (protocol) => ({
      connectionMade: (transport) => protocol.connectionMade?.(override(transport, { pauseReading() {} })),
    }))),
  faultyAdapters("adapter.read.half-close", "closes at the peer's end", "the program can answer after the peer's end",
    (adapters) => overIterated(adapters, (connection) => ({
      async next() {
        const result = await connection.next();
        if (result.done === true) connection.transport.loseConnection();
        return result;
      },
    }))),
  faultyAdapters("adapter.read.concurrent", "answers only the latest of several calls of next",
    "calls of next are answered in their order",
    (adapters) => overIterated(adapters, (connection) => {
      let latest: Promise<IteratorResult<Uint8Array, undefined>> | null = null;
      return {
        next() {
          latest ??= connection.next().finally(() => {
            latest = null;
          });
          return latest;
        },
      };
    })),
  faultyAdapters("adapter.cancel", "ends the loop, and leaves the connection open",
    "the connection is closed in order when reading is cancelled",
    (adapters) => overIterated(adapters, () => ({ return: () => Promise.resolve(end) }))),
];
