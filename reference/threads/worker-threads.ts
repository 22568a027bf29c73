import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { ThreadFunctions, ThreadPort } from "../../spec/reactor.js";
import type { Task } from "../core/host.js";
import type { HostThread, HostThreads, ThreadPortEvents, WorkEvents, Workload } from "../core/host-threads.js";
import type { PassedOutcome } from "./messages.js";
import { passedError, receivedError } from "./passed-error.js";
import { ReactorPort } from "./reactor-port.js";

const POOL_WORKER = new URL("./pool-worker.js", import.meta.url);

/** Threads are Node's workers (`thread.in.elsewhere`). */
export class WorkerThreads implements HostThreads {
  /** Copies what goes through it: a channel of its own for each copy, as structuredClone has it, costs far more. */
  #copier: MessageChannel | null = null;

  copy<T>(value: T, transfer: Workload["transfer"]): T {
    const { port1, port2 } = this.#copier ??= new MessageChannel();
    port1.postMessage(value, transfer);
    const copied: { readonly message: T } | undefined = receiveMessageOnPort(port2);
    return copied?.message ?? value;
  }

  start(died: (cause: unknown) => void): HostThread {
    return new WorkerThread(died);
  }

  openPort(functions: ThreadFunctions, events: ThreadPortEvents): ThreadPort {
    return new ReactorPort(functions, events);
  }
}

class WorkerThread implements HostThread {
  readonly #worker = new Worker(POOL_WORKER);
  #events: WorkEvents | null = null;
  #ended: Task | null = null;
  #cause: unknown;

  constructor(died: (cause: unknown) => void) {
    this.#worker.on("message", (outcome: PassedOutcome) => this.#done(outcome));
    this.#worker.on("messageerror", (error) => this.#done({ error: passedError(error) }));
    this.#worker.on("error", (error) => {
      this.#cause = error;
    });
    this.#worker.once("exit", () => {
      if (this.#ended === null) died(this.#cause);
      else this.#ended();
    });
  }

  run({ module, name, args, transfer }: Workload, events: WorkEvents): void {
    this.#events = events;
    this.#worker.postMessage({ module, name, args }, transfer);
  }

  end(ended: Task): void {
    this.#events = null;
    this.#ended = ended;
    void this.#worker.terminate();
  }

  #done(outcome: PassedOutcome): void {
    const events = this.#events;
    this.#events = null;
    if ("error" in outcome) events?.failed(receivedError(outcome.error));
    else events?.returned(outcome.value);
  }
}
