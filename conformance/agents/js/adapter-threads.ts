import type { Adapters } from "../../../spec/reactor.js";
import { required, running, thrown, type Play } from "./adapter-stage.js";
import type { CodeScenario } from "./stage.js";

/** How many values that are there already a microthread takes. */
const MANY = 100_000;

function threading(run: (microthread: Adapters["microthread"], play: Play) => void | Promise<void>): CodeScenario {
  return (subject, stage) => running(stage, (play) => run(required(subject.adapters).microthread, play));
}

/** The value that a settled promise gave, or how it failed. */
async function outcome(promise: Promise<unknown>, own: unknown): Promise<string> {
  return promise.then((value) => `fulfilled with ${String(value)}`, (error: unknown) =>
    error === own ? "rejected with the very value" : `rejected with ${String(error)}`);
}

/** The scenarios of microthreads, by the requirement that each is of. */
export const threads: Readonly<Record<string, CodeScenario>> = {
  "adapter.thread.starts": threading((microthread, { mark }) => {
    const thread = microthread(function* () {
      mark("the first line");
      yield Promise.resolve();
      mark("the last line");
    });
    mark("microthread has returned");
    return thread;
  }),

  "adapter.thread.value": threading(async (microthread, { mark, stage }) => {
    const later = new Promise<string>((resolve) => void stage.reactor.callLater(1, () => resolve("later")));
    await microthread(function* (): Generator<Promise<string>, void, string> {
      mark(`yield gave ${yield Promise.resolve("at once")}`);
      mark(`yield gave ${yield later}`);
    });
  }),

  "adapter.thread.plain": threading(async (microthread, { mark }) => {
    await microthread(function* (): Generator<unknown, void, unknown> {
      for (const value of [7, "seven", null, undefined]) mark(`yield of ${String(value)} gave ${String(yield value)}`);
    });
  }),

  "adapter.thread.throws": threading(async (microthread, { mark }) => {
    const reason = { some: "value" };
    await microthread(function* () {
      try {
        yield Promise.reject(reason);
        mark("yield gave a value");
      } catch (error) {
        mark(error === reason ? "yield threw the very value" : `yield threw ${String(error)}`);
      }
    });
  }),

  "adapter.thread.returns": threading(async (microthread, { mark }) => {
    const inner = (): Promise<string> => microthread(function* (): Generator<Promise<void>, string> {
      yield Promise.resolve();
      return "a result";
    });
    const outer = microthread(function* (): Generator<Promise<string>, string, string> {
      return yield inner();
    });
    mark(await outcome(outer, null));
  }),

  "adapter.thread.fails": threading(async (microthread, { mark }) => {
    const own = new Error("own");
    const inner = (): Promise<void> => microthread(function* () {
      yield Promise.resolve();
      throw own;
    });
    mark(await outcome(microthread(function* () {
      yield inner();
    }), own));
  }),

  "adapter.thread.resumed": threading((microthread, { mark }) => {
    let settle: (value: string) => void = () => undefined;
    // A thenable calls back within the call that settles it, as a promise does not.
    const thenable = { then: (resolve: (value: string) => void) => void (settle = resolve) };
    const thread = microthread(function* () {
      yield thenable;
      mark("resumed");
    });
    return Promise.resolve().then(() => {
      mark("settling");
      settle("value");
      mark("settled");
      return thread;
    });
  }),

  "adapter.thread.stack": threading(async (microthread, { mark }) => {
    const thread = microthread(function* (): Generator<unknown, number, unknown> {
      let rounds = 0;
      for (; rounds < MANY; rounds++) yield rounds;
      return rounds;
    });
    mark(await outcome(thread, null));
  }),

  "adapter.thread.type": threading((microthread, { mark }) => {
    const odd = microthread as (body: unknown) => unknown;
    const cases: readonly (readonly [string, unknown])[] = [
      ["nothing", undefined], ["a number", 1], ["a plain function", () => 1],
      ["a generator", (function* () {
        yield 1;
      })()],
    ];
    for (const [name, body] of cases) mark(`microthread of ${name} throws ${thrown(() => odd(body))}`);
    mark("witness");
  }),
};
