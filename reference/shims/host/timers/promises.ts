import { native } from "./native.js";
import type { TimerCallback } from "./timeout.js";

/** What the promises of the host's timers are made of. */
export interface PromisedTimers {
  timeout(callback: TimerCallback, after: unknown, repeats: boolean, refed: boolean): { clear(): void };
  immediate(callback: TimerCallback, refed: boolean): { clear(): void };
}

interface PromiseOptions {
  readonly signal?: AbortSignal;
  readonly ref?: boolean;
}

type Starter = (callback: TimerCallback, refed: boolean) => { clear(): void };

/** `timers/promises.setTimeout`. */
export function promisedTimeout(timers: PromisedTimers, after: unknown, value: unknown, options: unknown): unknown {
  const wrong = after !== undefined && typeof after !== "number";
  if (wrong || !areOptions(options)) return native.promises.setTimeout(after as number, value, options as object);
  return promised((callback, refed) => timers.timeout(callback, after, false, refed), value, options);
}

/** `timers/promises.setImmediate`. */
export function promisedImmediate(timers: PromisedTimers, value: unknown, options: unknown): unknown {
  if (!areOptions(options)) return native.promises.setImmediate(value, options as object);
  return promised((callback, refed) => timers.immediate(callback, refed), value, options);
}

/** `timers/promises.setInterval`: a value for each time that the timer fired. */
export async function* promisedInterval(
  timers: PromisedTimers, after: unknown, value: unknown, options: unknown,
): AsyncGenerator<unknown, void> {
  const wrong = after !== undefined && typeof after !== "number";
  if (wrong || !areOptions(options) || options?.signal?.aborted === true) {
    yield* native.promises.setInterval(after as number, value, options as object);
    return;
  }
  const { signal, ref = true } = options ?? {};
  let fired = 0;
  let waiting: (() => void) | null = null;
  const wake = (): void => {
    waiting?.();
    waiting = null;
  };
  const timer = timers.timeout(() => {
    fired += 1;
    wake();
  }, after, true, ref);
  const aborted = (): void => {
    timer.clear();
    wake();
  };
  signal?.addEventListener("abort", aborted, { once: true });
  try {
    while (signal?.aborted !== true) {
      if (fired === 0) await new Promise<void>((resolve) => (waiting = resolve));
      for (; fired > 0; fired -= 1) yield value;
    }
    await abortError(signal);
  } finally {
    timer.clear();
    signal?.removeEventListener("abort", aborted);
  }
}

function promised(start: Starter, value: unknown, options: PromiseOptions | undefined): Promise<unknown> {
  const { signal, ref = true } = options ?? {};
  if (signal === undefined) return new Promise((resolve) => void start(() => resolve(value), ref));
  if (signal.aborted) return abortError(signal);
  let aborted = (): void => {};
  return new Promise((resolve) => {
    let over = false;
    const timer = start(() => {
      over = true;
      resolve(value);
    }, ref);
    aborted = () => {
      if (over) return;
      timer.clear();
      resolve(abortError(signal));
    };
    signal.addEventListener("abort", aborted);
  }).finally(() => signal.removeEventListener("abort", aborted));
}

/** Rejected with the host's own error for what was aborted. */
function abortError(signal: AbortSignal): Promise<unknown> {
  return native.promises.setImmediate(undefined, { signal });
}

/** Whether the host would take these options; if not, it is asked for the error. */
function areOptions(options: unknown): options is PromiseOptions | undefined {
  if (options === undefined) return true;
  if (typeof options !== "object" || options === null || Array.isArray(options)) return false;
  const { signal, ref } = options as { readonly signal?: unknown; readonly ref?: unknown };
  const isSignal = signal === undefined || (typeof signal === "object" && signal !== null && "aborted" in signal);
  return isSignal && (ref === undefined || typeof ref === "boolean");
}
