import type { CloseReason, IterableConnection } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";
import { faultyAdapters, overAdapted, overIterated } from "./override-adapters.js";

const never = new Promise<never>(() => undefined);

/** `closed`, but for the reasons of which this says so. */
function pendingFor(connection: IterableConnection, forgets: (reason: CloseReason) => boolean): Promise<CloseReason> {
  return connection.closed.then((reason) => forgets(reason) ? never : reason);
}

/** The faulty adapters of the chapter on adapters: writing, ending, opening. */
export const adapterWritingFaults: readonly Fault[] = [
  faultyAdapters("adapter.write.drain", "fulfils a write five turns later, whether there is room or not",
    "no write is fulfilled while the connection is held up",
    (adapters) => ({
      iterate: (reactor, serve) => adapters.iterate(reactor, (connection) => serve(override(connection, {
        write(data) {
          const turns = (count: number): Promise<void> => new Promise((resolve) => void reactor.callLater(1, () =>
            resolve(count <= 1 ? undefined : turns(count - 1))));
          return Promise.race([connection.write(data), turns(5)]);
        },
      }))),
    })),
  faultyAdapters("adapter.write.bounded", "fulfils each write at once",
    "no more is unsent than the program was told there is room for",
    (adapters) => overIterated(adapters, (connection) => ({
      write(data) {
        return Promise.race([connection.write(data), Promise.resolve()]);
      },
    }))),
  faultyAdapters("adapter.write.lost", "forgets a write that waits when the connection is lost",
    "a write that waits is rejected when the connection is lost",
    (adapters) => overIterated(adapters, (connection) => ({
      write: (data) => connection.write(data).catch(() => never),
    }))),
  faultyAdapters("adapter.write.over", "ignores writes to a connection that is lost",
    "a write to a connection that is lost is rejected",
    (adapters) => overIterated(adapters, (connection) => ({
      write: (data) => connection.write(data).catch(() => undefined),
    }))),
  faultyAdapters("adapter.write.ended", "ignores writes after the end",
    "a write after the end is rejected with a TypeError",
    (adapters) => overIterated(adapters, (connection) => ({
      write: (data) => connection.write(data).catch((error: unknown) => {
        if (!(error instanceof TypeError)) throw error;
      }),
    }))),
  faultyAdapters("adapter.write.type", "rejects instead of throwing",
    "write throws a TypeError for a value of the type String",
    (adapters) => overIterated(adapters, (connection) => ({ write: async (data) => connection.write(data) }))),
  faultyAdapters("adapter.write.chunk-type", "ignores a chunk that is no Uint8Array",
    "a chunk that is no Uint8Array fails with a TypeError",
    ({ streams }) => ({
      streams: (reactor, serve) => streams(reactor, (connection) => {
        const inner = connection.writable.getWriter();
        const writable = new WritableStream<Uint8Array>({
          write: (chunk) => chunk instanceof Uint8Array ? inner.write(chunk) : undefined,
          close: () => inner.close(),
          abort: (reason) => inner.abort(reason),
        });
        void Promise.allSettled([inner.closed, inner.ready]);
        return serve({ ...connection, writable });
      }),
    })),
  faultyAdapters("adapter.write.unheeded", "leaves the rejections of its writes to whoever waits",
    "a write that nobody waits for is no unhandled rejection",
    (adapters) => overIterated(adapters, (connection) => ({
      write(data) {
        const written = connection.write(data);
        return new Promise((resolve, reject) => void written.then(resolve, reject));
      },
    }))),
  faultyAdapters("adapter.end", "closes both directions", "reading goes on after the sending side was ended",
    (adapters) => overIterated(adapters, (connection) => ({ end: () => void connection.close() }))),
  faultyAdapters("adapter.close", "aborts", "close delivers, closes, and ends a next that waits",
    (adapters) => overIterated(adapters, (connection) => ({
      close() {
        connection.transport.abortConnection();
        return connection.closed;
      },
    }))),

  faultyAdapters("adapter.closed", "leaves closed pending when the reactor's side aborts",
    "closed is fulfilled with the reason when the program aborts",
    (adapters) => overIterated(adapters, (connection) => ({
      closed: pendingFor(connection, ({ kind }) => kind === "aborted"),
    }))),
  faultyAdapters("adapter.closed.halves", "leaves closed pending unless it is closed as a whole",
    "closed is fulfilled when both directions have ended, the peer first",
    (adapters) => overIterated(adapters, (connection) => {
      let halfClosed = false;
      return {
        end() {
          halfClosed = true;
          connection.end();
        },
        closed: pendingFor(connection, () => halfClosed),
      };
    })),
  faultyAdapters("adapter.closed.unread", "looks for the end only when it is read",
    "closed is fulfilled when the peer resets, nothing read",
    (adapters) => {
      const reading: (() => void)[] = [];
      const { iterate } = overAdapted(adapters, (protocol) => {
        let isRead = false;
        let received = false;
        let later: (() => void) | null = null;
        reading.push(() => {
          isRead = true;
          later?.();
        });
        return {
          dataReceived(data) {
            received = true;
            return protocol.dataReceived?.(data);
          },
          connectionLost(reason) {
            if (isRead || !received || reason.kind === "done") return protocol.connectionLost?.(reason);
            later = () => protocol.connectionLost?.(reason);
          },
        };
      });
      return {
        iterate: (reactor, serve) => (iterate ?? adapters.iterate)(reactor, (connection) => {
          const read = reading.at(-1);
          const next = (): Promise<IteratorResult<Uint8Array, undefined>> => {
            read?.();
            return connection.next();
          };
          return serve(new Proxy(connection, {
            get(target, key) {
              if (key === "next") return next;
              const value: unknown = Reflect.get(target, key, target);
              return typeof value === "function" ? value.bind(target) : value;
            },
          }));
        }),
      };
    }),

  faultyAdapters("adapter.open", "is fulfilled when the attempt begins",
    "open gives a connection that works, after connectionMade",
    ({ open, iterate }) => ({
      open: async (reactor, address, adapter, options) => {
        void adapter;
        open(reactor, address, iterate, options).catch(() => undefined);
        return {} as never;
      },
    })),
  faultyAdapters("adapter.open.fails", "wraps the failure in an error of its own",
    "open fails with the ReactorError of connect",
    ({ open }) => ({
      open: (reactor, address, adapter, options) => open(reactor, address, adapter, options).catch((error: unknown) => {
        throw new Error("cannot open", { cause: error });
      }),
    })),
  faultyAdapters("adapter.open.cancelled", "ignores the signal", "open is cancelled by its signal",
    ({ open }) => ({ open: (reactor, address, adapter) => open(reactor, address, adapter) })),
  faultyAdapters("adapter.open.late-abort", "closes the connection when the signal is aborted later",
    "the connection works on after its signal was aborted",
    ({ open }) => ({
      async open(reactor, address, adapter, options) {
        const opened = await open(reactor, address, adapter, options);
        const { transport } = opened as { readonly transport?: IterableConnection["transport"] };
        options?.signal?.addEventListener("abort", () => transport?.abortConnection());
        return opened;
      },
    })),
  faultyAdapters("adapter.open.type", "finds a missing adapter when it is connected",
    "open throws a TypeError for undefined",
    ({ open }) => ({ open: async (reactor, address, adapter, options) => open(reactor, address, adapter, options) })),
];
