import type { Operation } from "../language/operations.js";
import type { AgentEvent, EnterEvent } from "../trace/events.js";
import { isVoid, NOTHING, type Broken, type Part, type RunState } from "./part.js";

interface Hook {
  readonly name: string;
  readonly phase: string;
  /** Added when its phase may have begun: it may be called, or not. */
  readonly isLate: boolean;
  state: "registered" | "called" | "removed";
}

/** Hooks: those of a phase come once each, in the order in which they were added; those of startup before all else. */
export class Hooks implements Part {
  readonly #run: RunState;
  readonly #hooks = new Map<string, Hook>();
  #operation: Operation | null = null;

  constructor(run: RunState) {
    this.#run = run;
  }

  take(event: AgentEvent, operation: Operation | null): readonly Broken[] {
    switch (event.ev) {
      case "call":
        this.#operation = operation;
        return NOTHING;
      case "return": {
        if (event.threw !== undefined) return this.#refused(event.op, event.threw);
        if (event.op === "addHook") this.#added();
        return event.op === "removeHook" ? this.#removed(event.hook ?? "", event.value) : NOTHING;
      }
      case "enter": return event.cb === "hook" ? this.#called(event) : this.#entered(event);
      case "ran": return this.#waiting("shutdown").filter(({ isLate }) => !isLate).map(({ name }) => broken(
        "lifecycle.hook.called", name, `the shutdown hook ${name} was not called`));
      default: return NOTHING;
    }
  }

  lawful(): readonly string[] {
    const phase = this.#run.state === "stopping" ? "shutdown" : "startup";
    return this.#waiting(phase).slice(0, 1).map(({ name }) => `hook ${name}`);
  }

  owed(): readonly Broken[] {
    const phase = this.#run.state === "stopping" ? "shutdown" : "startup";
    return this.#waiting(phase).filter(({ isLate }) => !isLate).map(({ name }) => broken(
      "lifecycle.hook.called", name, `the ${phase} hook ${name} was not called`));
  }

  #waiting(phase: string): readonly Hook[] {
    return [...this.#hooks.values()].filter((each) => each.phase === phase && each.state === "registered");
  }

  #refused(op: string, threw: { readonly type: string }): readonly Broken[] {
    if (op !== "addHook" || isVoid(threw)) return NOTHING;
    return [broken("lifecycle.hook.called", "", `addHook threw ${threw.type}`)];
  }

  #added(): void {
    if (this.#operation?.op !== "addHook") return;
    const { hook: name, phase } = this.#operation;
    const { state } = this.#run;
    const isLate = phase === "startup" ? state !== "before" : state === "stopping" || state === "over";
    this.#hooks.set(name, { name, phase, isLate, state: "registered" });
  }

  #removed(name: string, value: unknown): readonly Broken[] {
    const hook = this.#hooks.get(name);
    if (hook === undefined) return NOTHING;
    const { state } = hook;
    hook.state = "removed";
    // One that was called stays registered for the next run.
    const isRegistered = state !== "removed";
    if (typeof value !== "boolean" || value === isRegistered) return NOTHING;
    return [broken("lifecycle.hook.remove.result", name, `remove of the hook ${name} returned ${value}`)];
  }

  #called({ hook: name = "" }: EnterEvent): readonly Broken[] {
    const hook = this.#hooks.get(name);
    if (hook === undefined) return NOTHING;
    const { phase, state } = hook;
    const says = `the hook ${name} was called`;
    if (state === "removed") return [broken("lifecycle.hook.remove", name, `${says}, and had been removed`)];
    if (state === "called") return [broken("lifecycle.hook.called", name, `${says} twice`)];
    hook.state = "called";
    if (phase === "shutdown" && this.#run.state === "running") {
      return [broken("lifecycle.hook.shutdown", name, `the shutdown hook ${name} was called before stop`)];
    }
    const earlier = [...this.#hooks.values()].find((each) => each !== hook && each.phase === phase && !each.isLate
      && each.state === "registered" && isBefore(each, hook, this.#hooks));
    if (earlier === undefined) return NOTHING;
    return [broken("lifecycle.hook.order", name, `${says} before ${earlier.name}, which was added first`)];
  }

  /** Any other callback: no startup hook may be waiting. */
  #entered({ cb }: EnterEvent): readonly Broken[] {
    if (this.#run.state !== "running") return NOTHING;
    const [first] = this.#waiting("startup").filter(({ isLate }) => !isLate);
    if (first === undefined || cb === "errorHook") return NOTHING;
    first.state = "called";
    return [broken("lifecycle.hook.startup", first.name, `${cb} was entered before the startup hook ${first.name}`)];
  }
}

function broken(requirement: string, name: string, says: string): Broken {
  return { requirement, of: `hook ${name}`, says };
}

function isBefore(one: Hook, other: Hook, hooks: ReadonlyMap<string, Hook>): boolean {
  const order = [...hooks.keys()];
  return order.indexOf(one.name) < order.indexOf(other.name);
}
