import type { Callbacks } from "./callbacks.js";
import type { Host, Task } from "./host.js";
import type { HostThread, HostThreads } from "./host-threads.js";
import type { CallKeeper, ThreadWorkCall } from "./thread-work.js";

/** A thread of the pool, and what it has to do. */
interface PoolThread {
  readonly host: HostThread;
  call: ThreadWorkCall | null;
}

/**
 * The threads of one run, started when they are needed and no more of them than allowed; what is too much waits, first
 * in, first out (`thread.pool.bound`, `thread.pool.order`, `thread.pool.concurrent`).
 */
export class ThreadPool implements CallKeeper {
  readonly #host: Host;
  readonly #threads: HostThreads;
  readonly #callbacks: Callbacks;
  readonly #most: number;
  readonly #waiting = new Set<ThreadWorkCall>();
  /** All that are there, those that are being ended among them. */
  readonly #alive = new Set<PoolThread>();
  #idle: PoolThread[] = [];
  #state: "waiting" | "serving" | "closing" = "waiting";
  #closed: Task | null = null;

  constructor(host: Host, threads: HostThreads, callbacks: Callbacks, most: number) {
    this.#host = host;
    this.#threads = threads;
    this.#callbacks = callbacks;
    this.#most = most;
  }

  /** Has a call made, or keeps it for the next run (`thread.in.queued`, `thread.stop.work`). */
  submit(call: ThreadWorkCall): void {
    if (this.#state === "closing") {
      call.stop();
      return;
    }
    this.#waiting.add(call);
    this.#dispatch();
  }

  /** One that waits is never made; the thread of one that runs is ended (`thread.in.cancel.waiting`). */
  release(call: ThreadWorkCall): void {
    this.#waiting.delete(call);
    for (const thread of this.#alive) if (thread.call === call) this.#end(thread);
  }

  begin(): void {
    this.#state = "serving";
    this.#dispatch();
  }

  /** Ends every thread, and calls `closed`, in a host task, when none is left (`thread.stop.joined`). */
  close(closed: Task): void {
    this.#state = "closing";
    this.#closed = closed;
    for (const call of this.#waiting) call.stop();
    this.#waiting.clear();
    for (const thread of this.#alive) {
      thread.call?.stop();
      this.#end(thread);
    }
    this.#closeIfEmpty();
  }

  end(): void {
    this.#state = "waiting";
  }

  #dispatch(): void {
    if (this.#state !== "serving") return;
    for (const call of this.#waiting) {
      const thread = this.#threadFor(call);
      if (thread === null) return;
      this.#waiting.delete(call);
      if (thread !== undefined) this.#run(thread, call);
    }
  }

  /** One that is free, or a new one: null if there are enough, undefined if the host has refused to start it. */
  #threadFor(call: ThreadWorkCall): PoolThread | null | undefined {
    try {
      return this.#idle.pop() ?? this.#start();
    } catch (error) {
      call.ended(error);
      return undefined;
    }
  }

  #start(): PoolThread | null {
    if (this.#alive.size >= this.#most) return null;
    const thread: PoolThread = { host: this.#threads.start((cause) => this.#died(thread, cause)), call: null };
    this.#alive.add(thread);
    return thread;
  }

  #run(thread: PoolThread, call: ThreadWorkCall): void {
    thread.call = call;
    const done = (settle: Task): void => {
      if (thread.call !== call) return;
      thread.call = null;
      this.#idle.push(thread);
      settle();
      this.#dispatch();
    };
    thread.host.run(call.workload, {
      returned: (value) => done(() => call.returned(value)),
      failed: (error) => done(() => call.failed(error)),
    });
  }

  /** Whatever the thread is doing comes to no end (`thread.stop.stuck`). */
  #end(thread: PoolThread): void {
    thread.call = null;
    this.#idle = this.#idle.filter((each) => each !== thread);
    thread.host.end(() => this.#gone(thread));
  }

  /** A thread ended by itself; what it threw outside of a call is nobody's but the program's (`thread.in.ended`). */
  #died(thread: PoolThread, cause: unknown): void {
    const { call } = thread;
    thread.call = null;
    this.#idle = this.#idle.filter((each) => each !== thread);
    if (call !== null) call.ended(cause);
    else if (cause !== undefined) this.#callbacks.report(cause);
    this.#gone(thread);
  }

  #gone(thread: PoolThread): void {
    this.#alive.delete(thread);
    this.#dispatch();
    this.#closeIfEmpty();
  }

  #closeIfEmpty(): void {
    if (this.#closed === null || this.#alive.size > 0) return;
    this.#host.defer(this.#closed);
    this.#closed = null;
  }
}
