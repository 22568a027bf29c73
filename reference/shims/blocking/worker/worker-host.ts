import { constants } from "node:os";
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import type { Profile } from "../../../../spec/reactor.js";
import { platformFailure, ReactorFailure } from "../../../core/errors.js";
import type { ConnectionKind, Host, Task } from "../../../core/host.js";
import { NodeClock } from "../../../node/clock.js";
import type { Turns } from "../nested-loop.js";
import { OVER, REPORTS, type Command, type Report, type WorkerStart } from "./messages.js";
import { RemoteKind } from "./remote-kind.js";

// Captured before anybody can replace them.
const { setImmediate, setInterval, clearInterval } = globalThis;
const writeDiagnostics = console.error.bind(console);

const SERVE = new URL("./serve-reactor.js", import.meta.url);
const LONGEST_INTERVAL = 2 ** 31 - 1;
/** The longest sleep in one go, in ms. */
const LONGEST_SLEEP = 2 ** 31 - 1;

/** A run's worker. */
interface Running {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly cells: Int32Array;
  readonly alive: ReturnType<typeof setInterval>;
}

/**
 * The host of a reactor whose sockets are another reactor's, in a worker. Its turns come with the host's loop, as
 * everybody's do; but they can also be taken on the stack, for all that they need is in a queue that can be read
 * without the host's loop, and the thread can sleep until there is more.
 */
export class WorkerHost implements Host, Turns {
  readonly profiles: ReadonlySet<Profile> = new Set<Profile>(
    process.platform === "win32" ? ["core", "tcp"] : ["core", "tcp", "unix"],
  );
  readonly kinds: ReadonlyMap<string, ConnectionKind>;
  readonly #kind: RemoteKind;
  readonly #module: URL;
  readonly #clock = new NodeClock();
  readonly #tasks: Task[] = [];
  #running: Running | null = null;
  #wake: Task = () => {};
  #deadline = Infinity;
  #turnAsked = false;
  #turning = false;
  #lost = false;
  #gone: Promise<void> = Promise.resolve();

  /** `module` exports the `createReactor` of the reactor in the worker. */
  constructor(module: URL) {
    this.#module = module;
    this.#kind = new RemoteKind({
      send: (command) => this.#send(command),
      defer: (task) => this.defer(task),
    });
    this.kinds = new Map([["tcp", this.#kind], ["unix", this.#kind]]);
  }

  now(): number {
    return this.#clock.now();
  }

  defer(task: Task): void {
    this.#tasks.push(task);
    this.#askForTurn();
  }

  begin(wake: Task): void {
    this.#wake = wake;
    this.#clock.begin(() => this.#due());
    const { port1: port, port2: theirs } = new MessageChannel();
    const cells = new Int32Array(new SharedArrayBuffer(8));
    const workerData: WorkerStart = { module: this.#module.href, port: theirs, cells: cells.buffer };
    const worker = new Worker(SERVE, { workerData, transferList: [theirs] });
    worker.on("error", (error) => this.#ended(running, error));
    worker.on("exit", () => this.#ended(running));
    this.#gone = new Promise((resolve) => void worker.once("exit", () => resolve()));
    worker.unref();
    port.on("message", (report: Report) => {
      if (running === this.#running) this.defer(() => this.#kind.told(report));
    });
    port.unref();
    const running: Running = { worker, port, cells, alive: setInterval(() => {}, LONGEST_INTERVAL) };
    this.#running = running;
    this.#lost = false;
  }

  wakeAt(deadline: number | null): void {
    this.#deadline = deadline ?? Infinity;
    this.#clock.wakeAt(deadline);
  }

  end(): void {
    this.#deadline = Infinity;
    this.#clock.end();
    this.#send({ op: "stop" });
    clearInterval(this.#running?.alive);
    this.#running?.worker.ref();
    this.#running = null;
  }

  /** Fulfilled when nothing is left of the last run's worker: until then it holds the program. */
  get gone(): Promise<void> {
    return this.#gone;
  }

  diagnose(error: unknown): void {
    writeDiagnostics(error);
  }

  get turning(): boolean {
    return this.#turning;
  }

  turn(): boolean {
    if (this.#turning) throw new Error("a turn of the reactor is being taken");
    for (;;) {
      const running = this.#running;
      const seen = running === null ? 0 : Atomics.load(running.cells, REPORTS);
      if (running !== null) this.#receive(running);
      if (this.#clock.now() >= this.#deadline) this.#due();
      if (this.#takeTask()) return true;
      if (running === null || (this.#lost && this.#deadline === Infinity)) return false;
      Atomics.wait(running.cells, REPORTS, seen, Math.min(this.#deadline - this.#clock.now(), LONGEST_SLEEP));
    }
  }

  /** Takes what the worker has reported; it is told in tasks, in the order of the reports. */
  #receive(running: Running): void {
    const isOver = Atomics.load(running.cells, OVER) === 1;
    for (;;) {
      const received: { readonly message: Report } | undefined = receiveMessageOnPort(running.port);
      if (received === undefined) break;
      this.#tasks.push(() => this.#kind.told(received.message));
    }
    if (isOver) this.#ended(running);
  }

  /** One task, if there is one: what it calls is a turn. */
  #takeTask(): boolean {
    const task = this.#tasks.shift();
    if (task === undefined) return false;
    this.#turning = true;
    try {
      task();
    } finally {
      this.#turning = false;
    }
    return true;
  }

  /** Timed calls are due: their tasks are deferred, and none is entered here. */
  #due(): void {
    this.wakeAt(null);
    this.#wake();
  }

  /** One task in a task of the host's own, whose microtasks come before the next. */
  #askForTurn(): void {
    if (this.#turnAsked) return;
    this.#turnAsked = true;
    setImmediate(() => {
      this.#turnAsked = false;
      try {
        this.#takeTask();
      } finally {
        if (this.#tasks.length > 0) this.#askForTurn();
      }
    });
  }

  #send(command: Command): void {
    this.#running?.port.postMessage(command);
  }

  /** The worker is no more: by itself, unless the run is over. */
  #ended(of: Running, cause?: unknown): void {
    if (of !== this.#running || this.#lost) return;
    this.#lost = true;
    this.defer(() => this.#kind.lost(failureOf(cause)));
  }
}

/** Why the worker ended: what the platform refused it, such as descriptors to start with, or for its own reasons. */
function failureOf(cause: unknown): ReactorFailure {
  const { code, message } = Object(cause) as { readonly code?: unknown; readonly message?: unknown };
  const refused = /\bE[A-Z0-9]+$/.exec(String(code === "ERR_WORKER_INIT_FAILED" ? message : code))?.[0];
  const errno = Object.entries(constants.errno).find(([name]) => name === refused)?.[1];
  if (refused !== undefined && errno !== undefined) return platformFailure(refused, errno, null, null);
  const details = cause === undefined ? {} : { cause };
  return new ReactorFailure("stopped", "the worker of the reactor has ended", details);
}
