import { setImmediate } from "node:timers";
import { serve } from "../agents/js/serve.js";
import type { SubjectModule } from "../agents/js/subject.js";
import type { Command, Message } from "../agents/messages.js";
import { CollectedStderr } from "./collected-stderr.js";
import type { Link } from "./link.js";

/** The JavaScript agent in this very process: for a debugger, for simulated subjects, and for faulty reactors. */
export class InProcessLink implements Link {
  onMessage: ((message: Message) => void) | null = null;
  readonly #answer: (command: Command) => void;
  readonly #stderr = new CollectedStderr();
  #closed = false;

  constructor(subject: SubjectModule, name: string) {
    const tell = (message: Message): void => {
      if (!this.#closed) this.onMessage?.(message);
    };
    // The kit's own peers are in this process too, unless the subject has a network of its own.
    this.#answer = serve(subject, name, tell, subject.simulate !== undefined);
  }

  /** In a turn of its own, as a command that comes from outside. */
  send(command: Command): void {
    setImmediate(() => this.#answer(command));
  }

  diagnostics(): string {
    return this.#stderr.take();
  }

  async close(): Promise<void> {
    this.kill();
  }

  kill(): void {
    this.#closed = true;
    this.#stderr.release();
  }
}
