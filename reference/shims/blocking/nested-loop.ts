import type { Reactor } from "../../../spec/reactor.js";
import { checkDuration, checkFunction } from "../../core/arguments.js";
import type { Outcome } from "../../core/callbacks.js";
import { valueOf, type Done, type GiveUp } from "./done.js";
import { PromptPromises } from "./prompt-promises.js";

/** The turns of a reactor, which a loop that is nested takes one by one. */
export interface Turns {
  /** Whether one is being taken: a callback of the reactor may be running. */
  readonly turning: boolean;
  /** Takes one turn at once, or when there is one to take. Returns false if none can come any more by itself. */
  turn(): boolean;
}

/** A call that waits on the stack. */
export interface NestedWait {
  readonly call: string;
  /** Whether its outcome is there, so that only the calls above it on the stack keep it from returning. */
  readonly held: boolean;
}

/** A blocking call where it could never return (`shim.switch.refused`). */
export class WouldNeverReturn extends Error {
  constructor(message: string) {
    super(message);
    this.name = "WouldNeverReturn";
  }
}

/**
 * Makes calls that truly block: the caller stays on the stack, and what else is to run in its thread, tasks and
 * callbacks of the reactor, runs above it until the outcome is there.
 *
 * Hazards, all of them those of the sockets that a monkeypatch switches behind the program's back:
 * - Every call that waits is a switch of context, and nothing in the caller's text shows it. Whatever it read before,
 *   anybody may have changed.
 * - Waits end last in, first out. A task whose data has come cannot go on before every task that began to wait after
 *   it has ended its own wait, and run to its own end. A task that waits for ever, such as a server that accepts in a
 *   loop, keeps all below it from returning: such a thing belongs in a callback, or a generator.
 *   Of two tasks that wait for each other, such as the ends of one connection, neither goes on if the one that has to
 *   move first lies below. Only where nothing else can ever happen is that found out, and thrown.
 * - Each wait costs a part of the stack.
 * - The host's loop stands still: no promise, no timer and no socket of the host's own goes on.
 */
export class NestedLoop {
  readonly reactor: Reactor;
  readonly #turns: Turns;
  readonly #promises = new PromptPromises();
  readonly #ready: (() => void)[] = [];
  readonly #waits: { readonly call: string; held: boolean }[] = [];
  #tasks = 0;

  constructor(reactor: Reactor, turns: Turns) {
    this.reactor = reactor;
    this.#turns = turns;
  }

  /** How the outcome of one of the reactor's promises gets to a caller on the stack. */
  get watch(): PromptPromises["watch"] {
    return this.#promises.watch;
  }

  /** The calls that wait now, the outermost first. */
  get waits(): readonly NestedWait[] {
    return this.#waits.map(({ call, held }) => ({ call, held }));
  }

  /**
   * Has `task` called soon, on the stack of whoever waits then. What it throws goes to the reactor's error hook.
   * May be called anywhere, also in a callback of the reactor.
   */
  spawn(task: () => void): void {
    checkFunction("the task", task);
    this.#ready.push(task);
  }

  /**
   * Calls `main` as a task, then the tasks that were spawned and nobody has called yet; returns what `main` returns.
   * Within a task it just calls `main`.
   * @throws WouldNeverReturn in a callback of the reactor.
   */
  run<Result>(main: () => Result): Result {
    checkFunction("the main task", main);
    this.#checkTurning("run");
    const result = this.#within(main);
    if (this.#tasks === 0) this.#callReady();
    return result;
  }

  /** Waits for `ms`, by the reactor's clock. */
  sleep(ms: number): void {
    checkDuration("the time", ms);
    this.wait<void>("sleep", (done) => {
      const timer = this.reactor.callLater(ms, () => done({ kind: "returned", value: undefined }));
      return () => void timer.cancel();
    });
  }

  /**
   * Waits until `start` has told an outcome: the one place where the stack is kept and others run. Where the outcome is
   * there at once, nobody runs.
   * @throws WouldNeverReturn in a callback of the reactor, outside of a task, as in a promise's continuation, and when
   * nothing is left that could end the wait; else what the call throws.
   */
  wait<Value>(call: string, start: (done: Done<Value>) => GiveUp): Value {
    this.#checkTurning(call);
    if (this.#tasks === 0) {
      throw new WouldNeverReturn(`${call} would block outside of a task, which run() and spawn() call`);
    }
    const wait = { call, held: false };
    let outcome: Outcome<Value> | undefined;
    const giveUp = start((told) => {
      outcome ??= told;
      wait.held = true;
    });
    this.#waits.push(wait);
    try {
      this.#promises.tell();
      while (outcome === undefined) this.#goOn(call);
    } catch (error) {
      giveUp();
      throw error;
    } finally {
      this.#waits.pop();
    }
    return valueOf(outcome);
  }

  /** Lets something else happen: a task that is ready, or a turn of the reactor. */
  #goOn(call: string): void {
    const task = this.#ready.shift();
    if (task !== undefined) {
      this.#call(task);
      return;
    }
    const turned = this.#turns.turn();
    this.#promises.tell();
    if (!turned && this.#ready.length === 0) {
      throw new WouldNeverReturn(`${call} would block for ever: nothing is left that could end the wait`);
    }
  }

  #callReady(): void {
    for (let task = this.#ready.shift(); task !== undefined; task = this.#ready.shift()) this.#call(task);
  }

  #call(task: () => void): void {
    try {
      this.#within(task);
    } catch (error) {
      this.reactor.callLater(0, () => {
        throw error;
      });
    }
  }

  #within<Result>(task: () => Result): Result {
    this.#tasks += 1;
    try {
      return task();
    } finally {
      this.#tasks -= 1;
    }
  }

  #checkTurning(call: string): void {
    if (!this.#turns.turning) return;
    throw new WouldNeverReturn(`${call} would block in a callback, while the reactor cannot turn: spawn a task`);
  }
}
