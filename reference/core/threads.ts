import type {
  ThreadCallOptions, ThreadFunctions, ThreadPoolOptions, ThreadPort, ThreadWork,
} from "../../spec/reactor.js";
import { checkFunction } from "./arguments.js";
import type { Callbacks } from "./callbacks.js";
import { ReactorFailure } from "./errors.js";
import type { Host, Task } from "./host.js";
import { ThreadCalls } from "./thread-calls.js";
import { ThreadPool } from "./thread-pool.js";
import { checkedThreads, checkThreadFunctions, checkWork, ThreadWorkCall, workloadOf } from "./thread-work.js";

/** What a reactor has to do with other threads: calls from them, work in them, and ports. */
export class Threads {
  readonly #host: Host;
  readonly #calls: ThreadCalls;
  readonly #pool: ThreadPool | null;
  readonly #ports = new Set<ThreadPort>();
  #closing = false;

  constructor(host: Host, callbacks: Callbacks, options: ThreadPoolOptions) {
    const most = checkedThreads(options);
    this.#host = host;
    this.#calls = new ThreadCalls(host, callbacks);
    this.#pool = host.threads === undefined ? null : new ThreadPool(host, host.threads, callbacks, most);
  }

  /** @throws TypeError if `callback` is not a function (`thread.from.type`). */
  callFromThread(callback: Task): void {
    checkFunction("the callback", callback);
    this.#calls.submit(callback);
  }

  /** @throws TypeError for an argument that can never work (`thread.in.argument`). */
  callInThread(work: ThreadWork, args: readonly unknown[], options: ThreadCallOptions): Promise<unknown> {
    checkWork(work, args, options);
    const { threads } = this.#host;
    if (threads === undefined || this.#pool === null) return Promise.reject(unsupported("callInThread"));
    const workload = workloadOf(work, args, options.transfer ?? [], threads);
    const call = new ThreadWorkCall(workload, options.signal, this.#pool);
    call.submit();
    return call.promise;
  }

  /** One that is opened while the run closes is closed already (`thread.port.closed`). */
  threadPort(functions: ThreadFunctions): ThreadPort {
    checkThreadFunctions(functions);
    if (this.#host.threads === undefined) throw unsupported("threadPort");
    const port = this.#host.threads.openPort({ ...functions }, {
      submit: (callback) => this.#calls.submit(callback),
      closed: () => this.#ports.delete(port),
    });
    this.#ports.add(port);
    if (this.#closing) port.close();
    return port;
  }

  begin(): void {
    this.#calls.begin();
    this.#pool?.begin();
  }

  /** Drops what waits, releases who waits, and ends the threads (`thread.blocking.released`). */
  close(closed: Task): void {
    this.#closing = true;
    this.#calls.suspend();
    for (const port of this.#ports) port.close();
    if (this.#pool === null) this.#host.defer(closed);
    else this.#pool.close(closed);
  }

  end(): void {
    this.#closing = false;
    this.#calls.end();
    this.#pool?.end();
  }
}

function unsupported(syscall: string): ReactorFailure {
  return new ReactorFailure("unsupported", `${syscall}: this reactor does not support threads`, { syscall });
}
