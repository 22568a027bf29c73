import type { Command, Hello, Message } from "../../conformance/agents/messages.js";
import type { Link } from "../../conformance/driver/link.js";
import type { Subject } from "../../conformance/driver/subject.js";

/** An agent that reports the same events of every scenario, and then, play by play, how many descriptors are left. */
export class ScriptedLink implements Link {
  onMessage: ((message: Message) => void) | null = null;
  #seq = 0;
  readonly #events: readonly object[];
  readonly #left: number[];

  constructor(events: readonly object[], left: readonly number[] = []) {
    this.#events = events;
    this.#left = [...left];
  }

  send(command: Command): void {
    const events = this.#eventsOf(command);
    setImmediate(() => {
      if (events === null) return this.onMessage?.({ kind: "refused", op: command.op });
      for (const event of events) {
        this.onMessage?.({ kind: "event", event: { seq: ++this.#seq, t: 0, ...event } } as Message);
      }
    });
  }

  #eventsOf({ op }: Command): readonly object[] | null {
    if (op === "scenario") return this.#events;
    if (op !== "end") return null;
    const left = { descriptors: this.#left.shift() ?? 0, active: 0, handlers: 0 };
    return [{ ev: "end" }, { ev: "ended", reusable: true, left }];
  }

  diagnostics(): string {
    return "";
  }

  async close(): Promise<void> {}

  kill(): void {}
}

export const scripted: Subject = {
  name: "scripted", version: null, language: null, profiles: null, expectations: [],
  source: { kind: "command", command: ["none"], cwd: "/" },
};

export const hello: Hello = { protocol: 1, name: "", version: "", language: "", runtime: "", profiles: ["core"] };
