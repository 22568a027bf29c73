import { createContext, runInContext, Script } from "node:vm";
import { nothingToGiveUp, type Done, type Watch } from "./done.js";

type Told = (value: unknown) => void;
type Subscribe = (promise: Promise<unknown>, fulfilled: Told, rejected: Told) => void;

/**
 * Tells the outcomes of promises to a loop that is nested on the stack, where the host's microtasks stand still: the
 * reactions are functions of a context with a queue of its own, and running anything in that context drains it. It
 * hears of a promise that the reactor itself settles; a promise that waits for another one is held up with the rest.
 */
export class PromptPromises {
  readonly #context = createContext({}, { microtaskMode: "afterEvaluate" });
  readonly #nothing = new Script("");
  readonly #subscribe = runInContext(
    "(promise, fulfilled, rejected) => void promise.then((value) => fulfilled(value), (error) => rejected(error))",
    this.#context,
  ) as Subscribe;
  #waiting = 0;

  readonly watch: Watch = <Value>(promise: Promise<Value>, done: Done<Value>) => {
    this.#waiting += 1;
    const told = (outcome: Parameters<Done<Value>>[0]): void => {
      this.#waiting -= 1;
      done(outcome);
    };
    this.#subscribe(promise, (value) => told({ kind: "returned", value: value as Value }),
      (error) => told({ kind: "threw", error }));
    // Whoever turns no loop any more hears of it as others do.
    promise.then(() => this.tell(), () => this.tell()).catch(nothingToGiveUp);
  };

  /** Tells of the outcomes that are there. */
  tell(): void {
    if (this.#waiting > 0) this.#nothing.runInContext(this.#context);
  }
}
