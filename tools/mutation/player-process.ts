import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { OVERRUN } from "./mutant-switch.js";
import type { Failure, Reached, SubjectName, Task, Told } from "./player-messages.js";

const PLAYER = fileURLToPath(new URL("player.js", import.meta.url));

/** What came of a task. */
export type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly failure: Failure }
  /** The process ended, or came to no end, while it played the scenario. */
  | { readonly kind: "gone"; readonly how: "hangs" | "crashes"; readonly scenario: string; readonly says: string }
  | { readonly kind: "disturbed"; readonly scenario: string; readonly says: string };

/** A process that plays scenarios on a subject of a tree, one task at a time. */
export class PlayerProcess {
  /** Whether it can take another task. */
  usable = true;
  readonly #child: ChildProcess;
  readonly #started: Promise<Outcome>;
  #stderr = "";
  #scenario = "";
  #settle: (outcome: Outcome) => void = () => undefined;
  #reached: (reached: Reached) => void = () => undefined;

  /** With `mutant`, that one is chosen before the subject is loaded. */
  constructor(root: string, subject: SubjectName, mutant = -1) {
    this.#child = fork(PLAYER, [root, subject], {
      stdio: ["ignore", "ignore", "pipe", "ipc"], env: { ...process.env, REACTOR_MUTANT: String(mutant) },
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = `${this.#stderr}${text}`.slice(-500);
    });
    this.#started = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#child.on("message", (told: Told) => this.#told(told));
    this.#child.on("exit", (code, signal) => this.#ended(code, signal));
  }

  async run(task: Task, reached: (reached: Reached) => void = () => undefined): Promise<Outcome> {
    const started = await this.#started;
    if (started.kind !== "done") return started;
    this.#reached = reached;
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#child.send(task);
    });
  }

  close(): void {
    this.usable = false;
    this.#child.kill("SIGKILL");
  }

  #told(told: Told): void {
    switch (told.kind) {
      case "reached": return this.#reached(told);
      case "playing":
        this.#scenario = told.scenario;
        return undefined;
      case "failed":
        if (!told.reusable) this.close();
        return this.#settle({ kind: "failed", failure: told.failure });
      case "disturbed":
        this.close();
        return this.#settle(told);
      case "done": return this.#settle(told);
    }
  }

  #ended(code: number | null, signal: string | null): void {
    this.usable = false;
    const hangs = signal === "SIGXCPU" || code === OVERRUN;
    const says = hangs ? "it comes to no end" : `${signal ?? `exit code ${code}`}: ${this.#stderr.trim()}`;
    this.#settle({ kind: "gone", how: hangs ? "hangs" : "crashes", scenario: this.#scenario, says });
  }
}
