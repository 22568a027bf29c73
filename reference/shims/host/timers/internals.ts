import { createRequire } from "node:module";

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
  /** Has an error reach the host's handler of uncaught ones, at once. */
  raise(error: unknown): void;
}

const require = createRequire(import.meta.url);
const exposed = process.execArgv.includes("--expose-internals");

/** An internal module of the host, without the warning that it gives. */
function internal(name: string): unknown {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return require(name);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Makes an internal module of the host accessible; null where internals are not exposed, or it is not there. */
export function internalModule(name: string): Record<string, unknown> | null {
  if (!exposed) return null;
  try {
    return internal(name) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** The internals of the timers, if they are exposed and have what is needed. */
export function timerInternals(): TimerInternals | null {
  const bindings = internalModule("internal/test/binding");
  const timers = internalModule("internal/timers");
  const runNextTicks: unknown = Reflect.get(process, "_tickCallback");
  if (bindings === null || timers === null || typeof runNextTicks !== "function") return null;
  const internalBinding = bindings["internalBinding"] as (name: string) => Record<string, unknown>;
  const getTimerCallbacks = timers["getTimerCallbacks"] as (runNextTicks: unknown) => TimerCallbacks;
  const binding = internalBinding("timers");
  const trigger = internalBinding("errors")["triggerUncaughtException"];
  const needed = ["getLibuvNow", "scheduleTimer", "toggleTimerRef", "setupTimers"].map((name) => binding[name]);
  if (![...needed, getTimerCallbacks, trigger].every((each) => typeof each === "function")) return null;
  return {
    binding: binding as unknown as TimersBinding,
    callbacks: getTimerCallbacks(runNextTicks),
    raise: (error) => (trigger as (error: unknown, fromPromise: boolean) => void)(error, false),
  };
}
