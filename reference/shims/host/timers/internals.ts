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

/** The host's internals of its timers, which are there with `--expose-internals`. */
export interface TimerInternals {
  readonly binding: TimersBinding;
  readonly callbacks: TimerCallbacks;
}

/** The internals of the timers, if they are exposed and have what is needed. */
export function timerInternals(): TimerInternals | null {
  const binding = internalBinding("timers");
  const getTimerCallbacks = internalModule("internal/timers")?.["getTimerCallbacks"];
  const runNextTicks: unknown = Reflect.get(process, "_tickCallback");
  const needed = ["getLibuvNow", "scheduleTimer", "toggleTimerRef", "setupTimers"].map((name) => binding?.[name]);
  if (![...needed, getTimerCallbacks, runNextTicks].every((each) => typeof each === "function")) return null;
  return {
    binding: binding as unknown as TimersBinding,
    callbacks: (getTimerCallbacks as (runNextTicks: unknown) => TimerCallbacks)(runNextTicks),
  };
}
