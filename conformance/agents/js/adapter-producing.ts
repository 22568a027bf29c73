import type { Adapters, IterableConnection, Protocol } from "../../../spec/reactor.js";
import { bytes, connected, listening, required, running, summary, thrown, type Play } from "./adapter-stage.js";
import type { CodeScenario } from "./stage.js";

/** A scenario of one iterated connection, to whose peer something is produced. */
function producing(
  peer: (play: Play) => Protocol,
  run: (play: Play, produce: Adapters["produce"], connection: IterableConnection) => Promise<void>,
): CodeScenario {
  return (subject, stage) => running(stage, (play) => {
    const { iterate, produce } = required(subject.adapters);
    const factory = iterate(stage.reactor, (connection) => play.guarded(() => run(play, produce, connection)));
    return connected(play, peer(play), factory);
  });
}

/** A connection whose writes are fulfilled when the scenario says so. */
function reluctant(connection: IterableConnection): {
  readonly connection: IterableConnection;
  readonly fulfil: () => void;
} {
  let fulfil: () => void = () => undefined;
  const write = (): Promise<void> => new Promise((resolve) => {
    fulfil = resolve;
  });
  const own = { write, transport: connection.transport, closed: connection.closed };
  return { connection: own as unknown as IterableConnection, fulfil: () => fulfil() };
}

/** The scenarios of `produce`, by the requirement that each is of. */
export const producers: Readonly<Record<string, CodeScenario>> = {
  "adapter.produce.pulls": producing(() => ({}), async ({ mark, after, guarded }, produce, made) => {
    const { connection, fulfil } = reluctant(made);
    const source = function* (): Generator<Uint8Array> {
      mark("asked for the first chunk");
      yield bytes("1");
      mark("asked for the second chunk");
      yield bytes("2");
    };
    guarded(() => produce(connection, source()));
    after(5, () => {
      mark("the first write is fulfilled");
      fulfil();
    });
  }),

  "adapter.produce.ends": producing((play) => listening(play, {}), async ({ mark }, produce, connection) => {
    await produce(connection, [bytes("head "), bytes("body ")]);
    const later = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes("more");
    };
    await produce(connection, later());
    mark("produced");
    await connection.close();
  }),

  "adapter.produce.stops": producing(() => ({
    dataReceived: () => undefined,
    connectionMade: (transport) => transport.abortConnection(),
  }), async ({ mark }, produce, connection) => {
    let answer: (result: IteratorResult<Uint8Array>) => void = () => undefined;
    const source: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise((resolve) => {
          answer = resolve;
        }),
        async return() {
          mark("the source is told to stop");
          answer({ done: true, value: undefined });
          return { done: true, value: undefined };
        },
      }),
    };
    void connection.next().catch(() => undefined);
    await produce(connection, source).catch((error: unknown) => mark(`produce is rejected: ${summary(error)}`));
  }),

  "adapter.produce.source-fails": producing((play) => listening(play, {}), async ({ mark }, produce, connection) => {
    const own = new Error("own");
    const source = function* (): Generator<Uint8Array> {
      throw own;
    };
    await produce(connection, source()).catch((error: unknown) => {
      mark(error === own ? "produce is rejected with the very value" : `produce is rejected with ${String(error)}`);
    });
  }),

  "adapter.produce.type": producing(() => ({}), async ({ mark }, produce, connection) => {
    const odd = produce as (connection: IterableConnection, source: unknown) => unknown;
    for (const source of [undefined, null, 1, {}, Promise.resolve([])]) {
      const name = Object.prototype.toString.call(source);
      mark(`produce of ${name} throws ${thrown(() => odd(connection, source))}`);
    }
    mark("witness");
  }),
};
