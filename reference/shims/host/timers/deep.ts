import type { Reactor, TimedCall } from "../../../../spec/reactor.js";
import type { ShimContext } from "../group.js";
import { raise } from "../internals.js";
import type { PatchJournal } from "../patch-journal.js";
import { timerInternals, type TimerInternals } from "./internals.js";
import { native } from "./native.js";

const internals = timerInternals();

/** Whether the host's own timers can be reached. */
export const deepIsPossible = internals !== null;

/**
 * The host's own timers on the reactor, its class and its lists as they are: what they ask of the loop, its time and to
 * be called, the reactor does.
 */
class DeepTimers {
  readonly #internals: TimerInternals;
  readonly #context: ShimContext;
  readonly #origin: number;
  #call: TimedCall | null = null;
  #release: (() => void) | null = null;

  constructor(inside: TimerInternals, context: ShimContext) {
    this.#internals = inside;
    this.#context = context;
    this.#origin = inside.binding.getLibuvNow() - context.reactor.now();
  }

  /** The time of the reactor, in whole ms, counted on from the loop's. */
  readonly now = (): number => Math.floor(this.#origin + this.#context.reactor.now());

  readonly schedule = (ms: number): void => this.#arm(this.now() + Math.max(1, ms));

  readonly toggle = (refed: boolean): void => {
    if (refed) {
      this.#release ??= this.#context.liveness.hold("timer");
    } else {
      this.#release?.();
      this.#release = null;
    }
  };

  /** Has the reactor call at a time, and no more at the one asked for before. */
  #arm(time: number): void {
    const delay = Math.max(0, time - this.#origin - this.#context.reactor.now());
    const call = this.#call;
    const run = (reactor: Reactor): TimedCall => reactor.callLater(delay, () => this.#run());
    this.#context.enter((reactor) => {
      if (call === null || !call.reset(delay)) this.#call = run(reactor);
    });
  }

  /** Has the host call what is due; what one throws is raised before the next is called. */
  #run(): void {
    this.#call = null;
    this.#await(this.#process());
  }

  /** `next` is as `processTimers` returns it. */
  #await(next: number): void {
    this.toggle(next > 0);
    if (next !== 0) this.#arm(Math.max(Math.abs(next), this.now() + 1));
  }

  #process(): number {
    for (;;) {
      try {
        return this.#internals.callbacks.processTimers(this.now());
      } catch (error) {
        raise(error);
      }
    }
  }

  /** Takes over what is pending: nothing is due by then, and the host forgets what it asked of its loop. */
  begin(): void {
    this.#await(this.#internals.callbacks.processTimers(-Infinity));
  }

  /** Gives the timers that are pending back to the loop, by whose time they are due as soon as they were. */
  end(): void {
    const ahead = this.now() - this.#internals.binding.getLibuvNow();
    for (const list of Object.values(this.#internals.lists)) {
      list.expiry = (list.expiry ?? 0) - ahead;
      for (let timer = list._idleNext; timer !== list; timer = timer._idleNext) {
        timer._idleStart = (timer._idleStart ?? 0) - ahead;
      }
    }
    this.toggle(false);
    const call = this.#call;
    this.#call = null;
    if (call !== null) this.#context.enter(() => call.cancel());
  }
}

/** Puts the host's own timers on the reactor. Returns what gives them back, to be called when they are unpatched. */
export function patchDeep(journal: PatchJournal, context: ShimContext): () => void {
  if (internals === null) throw new Error("the host's internals are not exposed");
  const { binding, callbacks } = internals;
  const timers = new DeepTimers(internals, context);
  const of = "internalBinding('timers')";
  journal.value({ target: binding, of, key: "getLibuvNow" }, timers.now);
  journal.value({ target: binding, of, key: "scheduleTimer" }, timers.schedule);
  journal.value({ target: binding, of, key: "toggleTimerRef" }, timers.toggle);
  // The loop may still have a call of its own pending, by the real clock.
  binding.setupTimers(callbacks.processImmediate, () => 0);
  timers.begin();
  return () => {
    timers.end();
    binding.setupTimers(callbacks.processImmediate, callbacks.processTimers);
    binding.scheduleTimer(1);
    binding.toggleTimerRef(true);
  };
}

/** Whether the host's timers ask these functions, and ask them anew each time: null, or what is not as expected. */
export function checkDeep(): string | null {
  if (internals === null) return "internals of timers are not exposed: start with --expose-internals";
  const { binding } = internals;
  const { getLibuvNow } = binding;
  const now = getLibuvNow.call(binding) + 1;
  binding.getLibuvNow = () => now;
  try {
    const timer = native.setTimeout(() => {}, 1) as NodeJS.Timeout & { readonly _idleStart?: number };
    native.clearTimeout(timer);
    return timer._idleStart === now ? null : "setTimeout does not ask internalBinding('timers').getLibuvNow";
  } finally {
    binding.getLibuvNow = getLibuvNow;
  }
}
