import type { AgentEvent, EnterEvent } from "../trace/events.js";
import { NOTHING, type Broken, type Part, type RunState } from "./part.js";

/** Thread calls of the reactor's own thread: each comes once, in the order in which they were made. */
export class ThreadCalls implements Part {
  readonly #run: RunState;
  readonly #waiting: { readonly name: string; readonly isCertain: boolean }[] = [];
  readonly #begun = new Set<string>();

  constructor(run: RunState) {
    this.#run = run;
  }

  take(event: AgentEvent): readonly Broken[] {
    if (event.ev === "return" && event.op === "callFromThread" && event.threw === undefined) {
      const { state } = this.#run;
      // What is made while the run ends may be left out.
      this.#waiting.push({ name: event.call ?? "", isCertain: state === "running" || state === "before" });
      return NOTHING;
    }
    if (event.ev === "enter" && event.cb === "threadCall" && event.by === undefined) return this.#entered(event);
    return event.ev === "ran" ? this.owed() : NOTHING;
  }

  lawful(): readonly string[] {
    return this.#waiting.slice(0, 1).map(({ name }) => `threadCall ${name}`);
  }

  owed(): readonly Broken[] {
    return this.#waiting.filter(({ isCertain }) => isCertain).map(({ name }) =>
      broken("thread.from.called", name, `the thread call ${name} was not entered`));
  }

  #entered({ call: name = "", depth }: EnterEvent): readonly Broken[] {
    const at = this.#waiting.findIndex((each) => each.name === name);
    if (at === -1) {
      const says = this.#begun.has(name) ? `the thread call ${name} was entered twice` : `nobody has made ${name}`;
      return [broken("thread.from.called", name, says)];
    }
    this.#waiting.splice(at, 1);
    this.#begun.add(name);
    if (depth > 1) {
      return [broken("thread.from.serial", name,
        `the thread call ${name} was entered while another callback was running`)];
    }
    const earlier = this.#waiting.slice(0, at).find(({ isCertain }) => isCertain);
    if (earlier === undefined) return NOTHING;
    return [broken("thread.from.order", name,
      `the thread call ${name} was entered before ${earlier.name}, which was made first`)];
  }
}

function broken(requirement: string, name: string, says: string): Broken {
  return { requirement, of: `call ${name}`, says };
}
