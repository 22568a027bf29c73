import type { Profile } from "../../spec/reactor.js";
import type { ConnectionKind, Host, Task } from "../../reference/core/host.js";

/** A host in the hands of a test: its clock stands still, and its tasks wait until the test runs them. */
export class FakeHost implements Host {
  readonly profiles: ReadonlySet<Profile> = new Set<Profile>(["core", "tcp"]);
  readonly kinds: ReadonlyMap<string, ConnectionKind> = new Map();
  readonly diagnosed: unknown[] = [];
  readonly tasks: Task[] = [];
  time = 100;
  wakeUp: number | null = null;
  #wake: Task = () => {};

  now(): number {
    return this.time;
  }

  defer(task: Task): void {
    this.tasks.push(task);
  }

  begin(wake: Task): void {
    this.#wake = wake;
  }

  wakeAt(deadline: number | null): void {
    this.wakeUp = deadline;
  }

  end(): void {}

  diagnose(error: unknown): void {
    this.diagnosed.push(error);
  }

  /** Runs what waits, and what that adds, until nothing does. */
  runTasks(): void {
    for (let task = this.tasks.shift(); task !== undefined; task = this.tasks.shift()) task();
  }

  /** Lets the time pass, with a wake-up whenever one is due. */
  advanceTo(time: number): void {
    while (this.wakeUp !== null && this.wakeUp <= time) {
      this.time = Math.max(this.time, this.wakeUp);
      this.wakeUp = null;
      this.#wake();
      this.runTasks();
    }
    this.time = time;
  }
}
