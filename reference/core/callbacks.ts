import type { ErrorHook } from "../../spec/reactor.js";
import { checkFunction } from "./arguments.js";
import type { Host } from "./host.js";

/** How a callback ended. */
export type Outcome<Result> =
  | { readonly kind: "returned"; readonly value: Result }
  | { readonly kind: "threw"; readonly error: unknown };

/**
 * Enters callbacks, with few frames of its own (`execution.frames`), and sees that each error of one is reported
 * once (`execution.throw.reported`).
 */
export class Callbacks {
  readonly #host: Host;
  #hook: ErrorHook | null = null;
  #open = false;
  #reportsPending = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Whether errors are waiting for their report. */
  get reporting(): boolean {
    return this.#reportsPending > 0;
  }

  /** From now on the hook may be called. */
  open(): void {
    this.#open = true;
  }

  /** From now on the hook is not called: errors that come late go to the host (`lifecycle.stop.nothing-after`). */
  close(): void {
    this.#open = false;
  }

  /** Replaces the receiver of errors (`execution.error-hook.replaced`). */
  setErrorHook(hook: ErrorHook | null): void {
    if (hook !== null) checkFunction("the error hook", hook);
    this.#hook = hook;
  }

  /**
   * Enters one callback. What it throws is reported, and so is the rejection of a promise that it returns
   * (`execution.throw.contained`, `execution.throw.rejection`); `rejected` is told of the latter.
   */
  enter<Result>(callback: () => Result, rejected?: (error: unknown) => void): Outcome<Result> {
    try {
      const value = callback();
      if (isThenable(value)) this.#watch(value, rejected);
      return { kind: "returned", value };
    } catch (error) {
      this.report(error);
      return { kind: "threw", error };
    }
  }

  /** Passes an error to the hook, in a host task of its own (`connection.throw.reported-once`). */
  report(error: unknown): void {
    if (!this.#open) {
      this.#host.diagnose(error);
      return;
    }
    this.#reportsPending += 1;
    this.#host.defer(() => {
      this.#reportsPending -= 1;
      this.#deliver(error);
    });
  }

  /** Calls the hook; what it throws itself is only written down (`execution.error-hook.throws`). */
  #deliver(error: unknown): void {
    const hook = this.#hook;
    if (hook === null) {
      this.#host.diagnose(error);
      return;
    }
    try {
      const value: unknown = hook(error);
      if (isThenable(value)) Promise.resolve(value).catch((own: unknown) => this.#host.diagnose(own));
    } catch (own) {
      this.#host.diagnose(own);
    }
  }

  #watch(promise: PromiseLike<unknown>, rejected?: (error: unknown) => void): void {
    Promise.resolve(promise).catch((error: unknown) => {
      this.report(error);
      rejected?.(error);
    });
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}
