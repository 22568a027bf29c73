import type { ThreadFunctions, ThreadPort } from "../../spec/reactor.js";
import type { Task } from "../core/host.js";
import type { HostThread, HostThreads, ThreadPortEvents, WorkEvents, Workload } from "../core/host-threads.js";
import { WorkerThreads } from "../threads/worker-threads.js";
import type { World } from "./world.js";

/**
 * Real threads of a simulated world. The world's clock stands still while one of them works or ends, so that what they
 * do takes no time; it goes on while they wait for the reactor. What several of them do at once, and beside what happens
 * at this very time, comes in the order in which they do it: that is the machine's, and no seed reproduces it.
 */
export class SimulatedThreads implements HostThreads {
  readonly #world: World;
  readonly #threads = new WorkerThreads();
  #working = 0;
  #waiting = 0;
  #release: Task | null = null;

  constructor(world: World) {
    this.#world = world;
  }

  copy<T>(value: T, transfer: Workload["transfer"]): T {
    return this.#threads.copy(value, transfer);
  }

  start(died: (cause: unknown) => void): HostThread {
    let working = false;
    const works = (now: boolean): void => {
      if (now !== working) this.#count(now ? 1 : -1, 0);
      working = now;
    };
    const later = (task: Task): void => {
      this.#world.soon(task);
      works(false);
    };
    const thread = this.#threads.start((cause) => later(() => died(cause)));
    return {
      run(workload: Workload, events: WorkEvents): void {
        works(true);
        thread.run(workload, {
          returned: (value) => later(() => events.returned(value)),
          failed: (error) => later(() => events.failed(error)),
        });
      },
      end(ended: Task): void {
        works(true);
        thread.end(() => later(ended));
      },
    };
  }

  openPort(functions: ThreadFunctions, events: ThreadPortEvents): ThreadPort {
    return this.#threads.openPort(functions, { ...events, waiting: (threads) => this.#count(0, threads) });
  }

  #count(working: number, waiting: number): void {
    this.#working += working;
    this.#waiting += waiting;
    if (this.#working <= this.#waiting) {
      this.#release?.();
      this.#release = null;
    } else {
      this.#release ??= this.#world.hold();
    }
  }
}
