import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import { raise } from "./internals.js";

const exemption = new AsyncLocalStorage<boolean>();

/**
 * Calls into the reactor, which is never subject to its own shim: in this call, and in everything that follows from it
 * asynchronously, the patched functions are the originals.
 */
export function exempt<Result>(call: () => Result): Result {
  return exemption.run(true, call);
}

/** Whether the running code is the reactor's, to which patched functions are the originals. */
export function isExempt(): boolean {
  return exemption.getStore() === true;
}

/** Nothing is exempt any more, and the host is spared the cost of following its async contexts. */
export function endExemption(): void {
  exemption.disable();
}

/**
 * Where something was registered with the host, such as a timer or a listener: its callback is called in that async
 * context, and so outside of the exemption, though it is the reactor that calls.
 */
export class Registration {
  readonly #resource: AsyncResource;

  /** Remembers the async context of the running code. `type` names it for who watches async contexts. */
  constructor(type: string) {
    this.#resource = isExempt() ? exemption.run(false, () => new AsyncResource(type)) : new AsyncResource(type);
  }

  get asyncId(): number {
    return this.#resource.asyncId();
  }

  /**
   * Calls back. What the callback throws is the host's: it reaches its handler of uncaught errors, and neither the
   * reactor nor its caller sees it.
   */
  call<Args extends unknown[]>(callback: (...args: Args) => unknown, thisArg: unknown, ...args: Args): void {
    try {
      this.#resource.runInAsyncScope(callback, thisArg, ...args);
    } catch (error) {
      this.#resource.runInAsyncScope(raise, undefined, error);
    }
  }

  /** Calls, and gives back what the call returns; what it throws is the caller's. */
  run<Result>(call: () => Result): Result {
    return this.#resource.runInAsyncScope(call);
  }
}
