import { createHook } from "node:async_hooks";
import type { Reactor } from "../../../spec/reactor.js";
import { exempt } from "./exempt.js";

/** The run of the reactor that a shim needs: it begins one if there is none, and ends what it began. */
export class ReactorRun {
  readonly #reactor: Reactor;
  #ours = false;

  constructor(reactor: Reactor) {
    this.#reactor = reactor;
  }

  /**
   * Has the reactor run. A run that is begun here does not keep the program alive: what it holds at the host for that
   * is found by the async resources that it makes, and released.
   */
  begin(): void {
    if (this.#reactor.running) return;
    this.#ours = true;
    const held: Partial<NodeJS.RefCounted>[] = [];
    const hook = createHook({
      init(_id, type, _trigger, resource) {
        if (type === "Timeout") held.push(resource as Partial<NodeJS.RefCounted>);
      },
    });
    hook.enable();
    try {
      exempt(() => this.#reactor.run()).then(() => void (this.#ours = false), () => void (this.#ours = false));
    } finally {
      hook.disable();
    }
    for (const resource of held) resource.unref?.();
  }

  /** Ends the run, if it was begun here. */
  end(): void {
    if (this.#ours && this.#reactor.running) exempt(() => this.#reactor.stop());
  }
}
