import { MessageChannel, threadId } from "node:worker_threads";
import type { MessagePort, ThreadFunctions, ThreadPort } from "../../spec/reactor.js";
import type { ThreadPortEvents } from "../core/host-threads.js";
import { CLOSED, SIGNALS, type PassedOutcome, type PortCall, type PortGreeting } from "./messages.js";
import { passedError } from "./passed-error.js";

type AnyFunction = (...args: readonly unknown[]) => unknown;

/** The reactor's end of a port. It does not keep the program alive: a run does. */
export class ReactorPort implements ThreadPort {
  readonly port: MessagePort;
  readonly #own: MessagePort;
  readonly #functions: readonly AnyFunction[];
  readonly #events: ThreadPortEvents;
  readonly #cells = new Int32Array(new SharedArrayBuffer(8));
  /** The ids of the calls that a thread waits for. */
  readonly #awaited = new Set<number>();

  constructor(functions: ThreadFunctions, events: ThreadPortEvents) {
    const { port1, port2 } = new MessageChannel();
    this.#functions = Object.values(functions as Readonly<Record<string, AnyFunction>>);
    this.#events = events;
    this.#own = port1;
    this.port = port2;
    const names = Object.keys(functions);
    port1.postMessage({ cells: this.#cells.buffer, names, thread: threadId } satisfies PortGreeting);
    port1.on("message", (call: PortCall) => this.#received(call));
    port1.once("close", () => this.#closed());
    port1.unref();
  }

  /** Tells the other side first: who waits there is released (`thread.port.closed`, `thread.blocking.released`). */
  close(): void {
    Atomics.store(this.#cells, CLOSED, 1);
    this.#signal();
    this.#own.close();
    this.#closed();
  }

  /** From whichever side. Nobody waits any more. */
  #closed(): void {
    for (const id of this.#awaited) this.#waiting(id, false);
    this.#events.closed();
  }

  #waiting(id: number, begins: boolean): void {
    if (begins) this.#awaited.add(id);
    else if (!this.#awaited.delete(id)) return;
    this.#events.waiting?.(begins ? 1 : -1);
  }

  #received([place, args, id]: PortCall): void {
    const called = this.#functions[place];
    if (called === undefined || this.#isClosed) return;
    if (id === undefined) {
      for (const each of args) this.#events.submit(() => this.#enter(called, each as readonly unknown[]));
    } else {
      this.#waiting(id, true);
      this.#events.submit(() => this.#answer(id, () => called(...args)));
    }
  }

  get #isClosed(): boolean {
    return Atomics.load(this.#cells, CLOSED) === 1;
  }

  #enter(called: AnyFunction, args: readonly unknown[]): unknown {
    return this.#isClosed ? undefined : called(...args);
  }

  /** Tells the outcome to the thread that waits for it (`thread.blocking.result`, `thread.blocking.error`). */
  #answer(id: number, call: () => unknown): void {
    if (this.#isClosed) return;
    const failed = (error: unknown): void => this.#reply(id, { error: passedError(error) });
    try {
      const result = call();
      if (isThenable(result)) result.then((value) => this.#reply(id, { value }), failed);
      else this.#reply(id, { value: result });
    } catch (error) {
      failed(error);
    }
  }

  #reply(id: number, outcome: PassedOutcome): void {
    this.#waiting(id, false);
    try {
      this.#own.postMessage({ id, outcome });
    } catch (error) {
      const message = `the result cannot be passed to another thread: ${(error as Error).message}`;
      this.#own.postMessage({ id, outcome: { error: passedError(new TypeError(message)) } });
    }
    this.#signal();
  }

  #signal(): void {
    Atomics.add(this.#cells, SIGNALS, 1);
    Atomics.notify(this.#cells, SIGNALS);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}
