import { internalBinding, internalModule } from "../internals.js";

/** What the host's timers ask of its loop. */
export interface TimersBinding {
  /** The loop's time, in whole ms. */
  getLibuvNow(): number;
  /** Asks for one call of `processTimers` in so many ms, in place of the one asked for before. */
  scheduleTimer(ms: number): void;
  /** Whether the timers keep the program alive. */
  toggleTimerRef(refed: boolean): void;
  /** Sets what the loop calls. */
  setupTimers(processImmediate: () => void, processTimers: (now: number) => number): void;
}

export interface TimerCallbacks {
  processImmediate(): void;
  /** Calls what is due. Returns the next time, negative if nothing keeps the program alive; 0 if there is none. */
  processTimers(now: number): number;
}

/** A list of the host's timers of one duration, in a ring with them; or one of them. */
export interface TimerLink {
  /** When the first of the list is due, in ms of the loop's time. */
  expiry?: number;
  /** When a timer was set. */
  _idleStart?: number;
  _idleNext: TimerLink;
}

/** The host's internals of its timers, which are there with `--expose-internals`. */
export interface TimerInternals {
  readonly binding: TimersBinding;
  readonly callbacks: TimerCallbacks;
  /** The lists of timers that are pending, by their durations. */
  readonly lists: Readonly<Record<string, TimerLink>>;
}

/** The internals of the timers, if they are exposed and have what is needed. */
export function timerInternals(): TimerInternals | null {
  const binding = internalBinding("timers");
  const { getTimerCallbacks, timerListMap } = internalModule("internal/timers") ?? {};
  const runNextTicks: unknown = Reflect.get(process, "_tickCallback");
  const needed = ["getLibuvNow", "scheduleTimer", "toggleTimerRef", "setupTimers"].map((name) => binding?.[name]);
  if (![...needed, getTimerCallbacks, runNextTicks].every((each) => typeof each === "function")) return null;
  if (typeof timerListMap !== "object" || timerListMap === null) return null;
  return {
    lists: timerListMap as Readonly<Record<string, TimerLink>>,
    binding: binding as unknown as TimersBinding,
    callbacks: (getTimerCallbacks as (runNextTicks: unknown) => TimerCallbacks)(runNextTicks),
  };
}
