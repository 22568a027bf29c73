import type { Hook, HookPhase } from "../../spec/reactor.js";
import { checkFunction } from "./arguments.js";
import type { Callbacks } from "./callbacks.js";
import type { Host, Task } from "./host.js";

/**
 * Where a reactor is: `stopped`; `starting`, while the startup hooks are called; `serving`; `stopping`, while
 * the shutdown hooks are called and awaited, and everything is still served; `closing`, while what is open is cut.
 */
export type RunState = "stopped" | "starting" | "serving" | "stopping" | "closing";

/** What a run serves. */
export interface Work {
  /** Begins to serve, beginning with what was submitted before (`lifecycle.run.queued`). */
  begin(): void;
  /** Ends everything, and calls `closed`, in a host task, once nothing is left. */
  close(closed: Task): void;
  /** The run is over: forgets what was submitted while it closed. */
  end(): void;
}

interface Registration {
  readonly callback: () => void | PromiseLike<void>;
  removed: boolean;
}

/** The course of a run: startup hooks, service, shutdown hooks, the closing of everything (`lifecycle.run.again`). */
export class Lifecycle {
  readonly #host: Host;
  readonly #callbacks: Callbacks;
  readonly #work: Work;
  readonly #wake: Task;
  readonly #hooks: Readonly<Record<HookPhase, Set<Registration>>> = { startup: new Set(), shutdown: new Set() };
  #state: RunState = "stopped";
  #stopAsked = false;
  #settled: Task = () => {};

  /** `wake` is what the host is to call when a timed call is due. */
  constructor(host: Host, callbacks: Callbacks, work: Work, wake: Task) {
    this.#host = host;
    this.#callbacks = callbacks;
    this.#work = work;
    this.#wake = wake;
  }

  get state(): RunState {
    return this.#state;
  }

  /** Begins a run (`lifecycle.run.until-stop`); refused while one is in progress (`lifecycle.run.twice`). */
  run(): Promise<void> {
    if (this.#state !== "stopped") return Promise.reject(new Error("run() was called while the reactor is running"));
    this.#state = "starting";
    this.#stopAsked = false;
    this.#host.begin(this.#wake);
    this.#callbacks.open();
    return new Promise((resolve) => {
      this.#settled = resolve;
      this.#callHooks("startup", () => this.#serve());
    });
  }

  /**
   * Asks the run to end, from wherever it is called (`lifecycle.stop.anywhere`, `lifecycle.stop.returns`,
   * `lifecycle.stop.idle`, `lifecycle.stop.twice`).
   */
  stop(): void {
    if (this.#state === "stopped" || this.#stopAsked) return;
    this.#stopAsked = true;
    if (this.#state === "serving") this.#shutDown();
  }

  /**
   * Registers a hook for this run, if its phase is still to come, and for every later one (`lifecycle.hook.type`,
   * `lifecycle.hook.remove`, `lifecycle.hook.remove.result`).
   */
  addHook(phase: HookPhase, callback: () => void | PromiseLike<void>): Hook {
    if (phase !== "startup" && phase !== "shutdown") throw new TypeError(`unknown phase: ${String(phase)}`);
    checkFunction("the hook", callback);
    const registration: Registration = { callback, removed: false };
    this.#hooks[phase].add(registration);
    return {
      remove: () => {
        registration.removed = true;
        return this.#hooks[phase].delete(registration);
      },
    };
  }

  /** Begins to serve, whatever startup hooks have returned (`lifecycle.hook.startup.unawaited`). */
  #serve(): void {
    this.#state = "serving";
    this.#work.begin();
    if (this.#stopAsked) this.#shutDown();
  }

  /**
   * Calls the shutdown hooks, and closes when all they promised is settled; everything is served meanwhile
   * (`lifecycle.hook.shutdown.awaited`, `lifecycle.hook.shutdown.serving`).
   */
  #shutDown(): void {
    this.#state = "stopping";
    this.#callHooks("shutdown", (promises) => {
      void Promise.allSettled(promises).then(() => this.#host.defer(() => this.#close()));
    });
  }

  #close(): void {
    this.#state = "closing";
    this.#work.close(() => this.#settle());
  }

  /** Ends the run, when every error of its last callbacks is reported (`lifecycle.stop.nothing-after`). */
  #settle(): void {
    if (this.#callbacks.reporting) {
      this.#host.defer(() => this.#settle());
      return;
    }
    this.#work.end();
    this.#callbacks.close();
    this.#host.end();
    this.#state = "stopped";
    this.#settled();
  }

  /**
   * Calls the hooks of a phase, each in a host task of its own, then `done` with what they returned. It is those that
   * are registered at the first of these tasks, in the order they were added (`lifecycle.hook.called`,
   * `lifecycle.hook.order`, `lifecycle.hook.startup`, `lifecycle.hook.shutdown`, `lifecycle.hook.failure`).
   */
  #callHooks(phase: HookPhase, done: (results: readonly unknown[]) => void): void {
    let waiting: Registration[] | null = null;
    const results: unknown[] = [];
    const step = (): void => {
      waiting ??= [...this.#hooks[phase]];
      let hook = waiting.shift();
      while (hook?.removed) hook = waiting.shift();
      if (hook === undefined) {
        done(results);
        return;
      }
      const outcome = this.#callbacks.enter(hook.callback);
      if (outcome.kind === "returned") results.push(outcome.value);
      this.#host.defer(step);
    };
    this.#host.defer(step);
  }
}
