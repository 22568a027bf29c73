import type { ThreadCallOptions, ThreadFunctions, ThreadPoolOptions, ThreadWork } from "../../spec/reactor.js";
import { checkFunction, checkSignal } from "./arguments.js";
import { ReactorFailure } from "./errors.js";
import type { HostThreads, Workload } from "./host-threads.js";

const DEFAULT_THREADS = 4;

/** Where a call in a thread is kept until it is settled. */
export interface CallKeeper {
  submit(call: ThreadWorkCall): void;
  /** The call was cancelled, and is settled: it needs no thread any more. */
  release(call: ThreadWorkCall): void;
}

/** One call of `callInThread`: it has one outcome, the first that comes. */
export class ThreadWorkCall {
  readonly promise: Promise<unknown>;
  readonly workload: Workload;
  readonly #signal: AbortSignal | undefined;
  readonly #keeper: CallKeeper;
  readonly #cancel = (): void => this.#cancelled();
  #fulfil: (value: unknown) => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor(workload: Workload, signal: AbortSignal | undefined, keeper: CallKeeper) {
    this.workload = workload;
    this.#signal = signal;
    this.#keeper = keeper;
    this.promise = new Promise((resolve, reject) => {
      this.#fulfil = resolve;
      this.#reject = reject;
    });
  }

  /** Submits it, unless its signal is aborted already (`thread.in.cancel.before`). */
  submit(): void {
    if (this.#signal?.aborted) {
      this.#cancelled();
      return;
    }
    this.#signal?.addEventListener("abort", this.#cancel, { once: true });
    this.#keeper.submit(this);
  }

  /** The function returned (`thread.in.result`). */
  returned(value: unknown): void {
    this.#settle();
    this.#fulfil(value);
  }

  /** The function threw (`thread.in.error`). */
  failed(error: unknown): void {
    this.#settle();
    this.#reject(error);
  }

  /** Its thread is gone (`thread.in.ended`). */
  ended(cause: unknown): void {
    this.#own("aborted", "the thread ended before the function returned", { cause });
  }

  /** The reactor stopped (`thread.stop.work`). */
  stop(): void {
    this.#own("stopped", "the reactor stopped");
  }

  #cancelled(): void {
    this.#own("cancelled", "the call was cancelled", { cause: this.#signal?.reason });
    this.#keeper.release(this);
  }

  #own(category: "aborted" | "stopped" | "cancelled", message: string, cause?: { readonly cause: unknown }): void {
    this.failed(new ReactorFailure(category, `callInThread ${this.workload.name}: ${message}`, {
      syscall: "callInThread", ...cause,
    }));
  }

  #settle(): void {
    this.#signal?.removeEventListener("abort", this.#cancel);
  }
}

/**
 * Checks the arguments of `callInThread` (`thread.in.argument`).
 * @throws TypeError if they can never work.
 */
export function checkWork(work: ThreadWork, args: readonly unknown[], { signal, transfer }: ThreadCallOptions): void {
  const { module, name } = Object(work) as Partial<ThreadWork>;
  if (!URL.canParse(String(module))) throw new TypeError(`the module is not an absolute URL: ${String(module)}`);
  if (typeof name !== "string") throw new TypeError(`the name is not a string: ${typeof name}`);
  if (!Array.isArray(args)) throw new TypeError(`the arguments are not an array: ${typeof args}`);
  if (transfer !== undefined && !Array.isArray(transfer)) throw new TypeError("what to transfer is not an array");
  checkSignal(signal);
}

/**
 * What is to be passed to the thread, as it is now (`thread.in.snapshot`, `thread.in.transfer`).
 * @throws TypeError if an argument cannot be cloned (`thread.in.unclonable`).
 */
export function workloadOf(
  { module, name }: ThreadWork, args: readonly unknown[], transfer: Workload["transfer"], threads: HostThreads,
): Workload {
  try {
    return { module: String(module), name, ...threads.copy({ args, transfer }, transfer) };
  } catch (error) {
    const { message } = error as Error;
    throw new TypeError(`an argument cannot be passed to another thread: ${message}`, { cause: error });
  }
}

/** @throws TypeError if it is not an object whose values are functions (`thread.port.type`). */
export function checkThreadFunctions(functions: ThreadFunctions): void {
  if (typeof functions !== "object" || functions === null) throw new TypeError("the functions are not an object");
  for (const [name, each] of Object.entries(functions)) checkFunction(`the function ${name}`, each);
}

/**
 * How many threads a pool has at most.
 * @throws TypeError if it is not a number; RangeError if it is not a positive integer.
 */
export function checkedThreads({ threads = DEFAULT_THREADS }: ThreadPoolOptions): number {
  if (typeof threads !== "number") throw new TypeError(`threads is not a number: ${typeof threads}`);
  if (!Number.isInteger(threads) || threads < 1) throw new RangeError(`threads is not a positive integer: ${threads}`);
  return threads;
}
