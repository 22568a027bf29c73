/**
 * Runs a generator as a thread that is switched only where it says `yield`. It runs at once up to its first `yield`
 * (`adapter.thread.starts`); each `yield` waits for what it is given and gives back its value, or throws what it was
 * rejected with (`adapter.thread.value`, `adapter.thread.throws`), in a stack of its own (`adapter.thread.resumed`,
 * `adapter.thread.stack`). Fulfilled with what the generator returns, rejected with what it throws
 * (`adapter.thread.outcome`).
 * @throws TypeError if `body` is not a function that returns a generator (`adapter.thread.type`).
 */
export function microthread<Result>(body: () => Generator<unknown, Result, never>): Promise<Result> {
  if (typeof body !== "function") throw new TypeError(`the body is not a function: ${typeof body}`);
  const thread = body() as Generator<unknown, Result, unknown>;
  if (typeof Object(thread).next !== "function" || typeof thread.throw !== "function") {
    throw new TypeError("the body returned no generator");
  }
  return finish(thread);
}

async function finish<Result>(thread: Generator<unknown, Result, unknown>): Promise<Result> {
  let step = thread.next();
  while (step.done !== true) {
    let value: unknown;
    try {
      value = await step.value;
    } catch (error) {
      step = thread.throw(error);
      continue;
    }
    step = thread.next(value);
  }
  return step.value;
}
