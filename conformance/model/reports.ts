import type { AgentEvent, CallbackName, EnterEvent, LeaveEvent } from "../trace/events.js";
import { NOTHING, type Broken, type Part } from "./part.js";

/** Which requirement says that the error hook is passed, once, what such a callback threw. */
const REQUIREMENT_OF: Readonly<Partial<Record<CallbackName, string>>> = {
  timedCall: "execution.throw.reported",
  threadCall: "thread.from.throw.reported",
  hook: "lifecycle.hook.failure",
  connectionMade: "connection.throw.reported-once",
  dataReceived: "connection.throw.reported-once",
  eofReceived: "connection.throw.reported-once",
  pauseWriting: "connection.throw.reported-once",
  resumeWriting: "connection.throw.reported-once",
  connectionLost: "connection.throw.lost",
};

/** What was thrown with one message, by callbacks of one kind. */
interface Thrown {
  readonly requirement: string;
  readonly by: CallbackName;
  owed: number;
}

/** The error hook: it is passed what callbacks throw, once each, and nothing else. */
export class Reports implements Part {
  readonly #thrown = new Map<string, Thrown>();

  take(event: AgentEvent): readonly Broken[] {
    if (event.ev === "leave") this.#left(event);
    if (event.ev === "enter" && event.cb === "errorHook") return this.#reported(event);
    return event.ev === "ran" ? this.owed() : NOTHING;
  }

  lawful(): readonly string[] {
    return [...this.#thrown].filter(([, { owed }]) => owed > 0).map(([message]) => `errorHook with ${message}`);
  }

  owed(): readonly Broken[] {
    return [...this.#thrown].filter(([, { owed }]) => owed > 0).map(([message, { requirement, by }]) => ({
      requirement, of: `error ${message}`, says: `${by} threw ${message}, and the error hook was not passed it`,
    }));
  }

  #left({ cb, threw }: LeaveEvent): void {
    const requirement = REQUIREMENT_OF[cb];
    if (threw === undefined || requirement === undefined) return;
    const { owed } = this.#thrown.get(threw.message) ?? { owed: 0 };
    this.#thrown.set(threw.message, { requirement, by: cb, owed: owed + 1 });
  }

  #reported({ error }: EnterEvent): readonly Broken[] {
    const message = error?.message ?? "";
    const thrown = this.#thrown.get(message);
    if (thrown === undefined) {
      // What a factory or a method of a port threw is for their own scenarios.
      if (error?.type === "ScenarioThrow") return NOTHING;
      const what = `${error?.type ?? "nothing"} ${JSON.stringify(message)}`;
      const says = `the error hook was passed ${what}, which no callback threw`;
      return [{ requirement: "error.given-up", of: `error ${message}`, says }];
    }
    if (thrown.owed > 0) {
      thrown.owed--;
      return NOTHING;
    }
    const says = `the error hook was passed ${message} twice`;
    return [{ requirement: thrown.requirement, of: `error ${message}`, says }];
  }
}
