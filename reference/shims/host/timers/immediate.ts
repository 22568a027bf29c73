import type { TimedCall } from "../../../../spec/reactor.js";
import { Registration } from "../exempt.js";
import type { ShimContext } from "../group.js";
import { dispose, immediatePrototype, native } from "./native.js";
import type { TimerCallback } from "./timeout.js";

/** Immediates that are not over, for the report of an uninstall. */
export const liveImmediates = new Set<Immediate>();

/** The host's class `Immediate` over a call of the reactor for its next turn. */
export class Immediate {
  readonly _idleNext = null;
  readonly _idlePrev = null;
  _onImmediate: TimerCallback | null;
  readonly _argv: readonly unknown[] | undefined;
  readonly #context: ShimContext;
  readonly #registration = new Registration("Immediate");
  readonly #call: TimedCall;
  #release: (() => void) | null;
  #over = false;

  constructor(context: ShimContext, callback: TimerCallback, args: readonly unknown[] | undefined) {
    this._onImmediate = callback;
    this._argv = args;
    this.#context = context;
    this.#release = context.liveness.hold("timer");
    this.#call = context.enter((reactor) => reactor.callLater(0, () => this.#fire()));
    liveImmediates.add(this);
  }

  /** Whether it began or was cleared. The host's own functions clear it by setting it. */
  get _destroyed(): boolean {
    return this.#over;
  }

  set _destroyed(over: boolean) {
    if (over) this.clear();
  }

  ref(): this {
    if (!this.#over) this.#release ??= this.#context.liveness.hold("timer");
    return this;
  }

  unref(): this {
    this.#letGo();
    return this;
  }

  hasRef(): boolean {
    return this.#release !== null;
  }

  [dispose](): void {
    this.clear();
  }

  /** What `clearImmediate` does. */
  clear(): void {
    if (this.#over) return;
    this.#context.enter(() => this.#call.cancel());
    this.#finish();
  }

  /** One that keeps nothing alive is called only if the host's loop goes on without it, which the host knows. */
  #fire(): void {
    if (this.#release === null && !this.#context.liveness.held) native.setImmediate(() => this.#run()).unref();
    else this.#run();
  }

  #run(): void {
    const callback = this._onImmediate;
    if (callback === null) return;
    this.#over = true;
    this.#letGo();
    this.#registration.call(callback, this, ...(this._argv ?? []));
    this.#finish();
  }

  #finish(): void {
    this.#over = true;
    this._onImmediate = null;
    liveImmediates.delete(this);
    this.#letGo();
  }

  #letGo(): void {
    this.#release?.();
    this.#release = null;
  }
}

Object.setPrototypeOf(Immediate.prototype, immediatePrototype);
