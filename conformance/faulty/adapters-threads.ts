import type { Adapters } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { faultyAdapters } from "./override-adapters.js";

type Body<Result> = () => Generator<unknown, Result, never>;
type Thread<Result> = Generator<unknown, Result, unknown>;

/** How a microthread waits for what it yields. */
type Wait = (value: unknown, next: (value: unknown) => void, failed: (error: unknown) => void) => void;

/** Adapters whose microthreads go on from within whatever call gives them a value. */
function eagerly({ microthread }: Adapters, wait: Wait): Pick<Adapters, "microthread"> {
  return {
    microthread: <Result>(body: Body<Result>) => {
      if (!isGenerators(body)) return microthread(body);
      const thread = body() as Thread<Result>;
      return new Promise<Result>((resolve, reject) => {
        let depth = 0;
        const proceed = (resume: () => IteratorResult<unknown, Result>): void => {
          depth++;
          try {
            const step = resume();
            if (step.done === true) return resolve(step.value);
            const next = (value: unknown): void => proceed(() => thread.next(value));
            wait(step.value, next, (error) => proceed(() => thread.throw(error)));
          } catch (error) {
            // A full stack has no room to reject in.
            if (depth > 1) throw error;
            reject(error);
          } finally {
            depth--;
          }
          return undefined;
        };
        proceed(() => thread.next());
      });
    },
  };
}

/** Adapters whose microthreads wait for what `change` makes of each value that is yielded. */
function yielding(
  { microthread }: Adapters,
  change: (value: unknown) => unknown,
): Pick<Adapters, "microthread"> {
  return {
    microthread: <Result>(body: Body<Result>) => {
      if (!isGenerators(body)) return microthread(body);
      const thread = body() as Thread<Result>;
      return microthread(function* (): Thread<Result> {
        let step = thread.next();
        while (step.done !== true) {
          let value: unknown;
          try {
            value = yield change(step.value);
          } catch (error) {
            step = thread.throw(error);
            continue;
          }
          step = thread.next(value);
        }
        return step.value;
      } as Body<Result>);
    },
  };
}

/** The faulty adapters of the chapter on adapters: microthreads. */
export const adapterThreadFaults: readonly Fault[] = [
  faultyAdapters("adapter.thread.starts", "begins in a microtask",
    "the lines before the first yield run before microthread returns",
    ({ microthread }) => ({
      microthread(body) {
        if (!isGenerators(body)) return microthread(body);
        return Promise.resolve().then(() => microthread(body));
      },
    })),
  faultyAdapters("adapter.thread.value", "gives back the promise itself", "yield gives the values of the promises",
    (adapters) => yielding(adapters, (value) => {
      if (!(value instanceof Promise)) return value;
      return value.then(() => ({ toString: () => "[object Promise]" }));
    })),
  faultyAdapters("adapter.thread.plain", "gives nothing for what is no promise", "yield of 7 gives that value",
    (adapters) => yielding(adapters, (value) => typeof value === "object" ? value : undefined)),
  faultyAdapters("adapter.thread.throws", "wraps what it throws", "yield throws what the promise is rejected with",
    (adapters) => yielding(adapters, (value) => value instanceof Promise
      ? value.catch((error: unknown) => {
        throw error instanceof Error ? error : new Error("rejected", { cause: error });
      })
      : value)),
  faultyAdapters("adapter.thread.returns", "is fulfilled with nothing",
    "the promise is fulfilled with what the generator returns",
    ({ microthread }) => ({
      microthread: <Result>(body: Body<Result>) => microthread(body).then((result) =>
        typeof result === "string" ? undefined as Result : result),
    })),
  faultyAdapters("adapter.thread.fails", "wraps what the generator throws",
    "the promise is rejected with what the generator throws",
    ({ microthread }) => ({
      microthread: (body) => microthread(body).catch((error: unknown) => {
        throw new Error("the microthread failed", { cause: error });
      }),
    })),
  faultyAdapters("adapter.thread.resumed", "resumes from within what a thenable calls",
    "the microthread is resumed after the call that settles",
    (adapters) => eagerly(adapters, (value, next, failed) => {
      if (isThenable(value)) value.then(next, failed);
      else queueMicrotask(() => next(value));
    })),
  faultyAdapters("adapter.thread.stack", "resumes from within itself with what is there already",
    "a microthread comes through 100,000 yields",
    (adapters) => eagerly(adapters, (value, next, failed) => {
      if (isThenable(value)) Promise.resolve(value).then(next, failed);
      else next(value);
    })),
  faultyAdapters("adapter.thread.type", "rejects instead of throwing", "microthread throws a TypeError for nothing",
    ({ microthread }) => ({ microthread: async (body) => microthread(body) })),
];

/** Whether the function is a generator function: others are left to the base to refuse. */
function isGenerators(body: unknown): boolean {
  return Object.prototype.toString.call(body) === "[object GeneratorFunction]";
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof Object(value).then === "function";
}
