import { clearInterval, setInterval } from "node:timers";
import type { Noise } from "../oracle/results.js";
import type { Progress } from "./process-progress.js";

/** Tells whether the machine holds up what somebody waits for. */
export interface NoiseMeter {
  /** Measures from now on: something has happened. */
  begin(): void;
  /** What was worst since then, if it is beyond what a watchdog can be trusted with. */
  worst(): Noise | null;
  /** Ends the measuring. */
  stop(): void;
}

/** A monotonic clock, in milliseconds, and its timers. */
export interface MeterClock {
  now(): number;
  /** Calls again and again; returns what ends that. */
  every(ms: number, tick: () => void): () => void;
}

export interface NoiseOptions {
  /** How late anything may be, in milliseconds. */
  readonly bound: number;
  /** How far the subject's process has got, as far as the host tells. */
  readonly progress: () => Progress | null;
  readonly clock?: MeterClock;
}

const now = performance.now.bind(performance);
const TICK_MS = 50;

const hostClock: MeterClock = {
  now,
  every(ms, tick) {
    const timer = setInterval(tick, ms);
    return () => clearInterval(timer);
  },
};

/**
 * Measures how late the timers of this process are, and whether the subject's process has had a processor. Where either
 * was held up for longer than the bound, a silence says nothing of the subject.
 */
export class MachineNoise implements NoiseMeter {
  readonly #options: NoiseOptions;
  readonly #clock: MeterClock;
  readonly #stop: () => void;
  #due: number;
  #since: number;
  #latest = 0;
  /** The subject's progress at the first tick since something happened. */
  #then: { readonly at: number; readonly progress: Progress | null } | null = null;

  constructor(options: NoiseOptions) {
    this.#options = options;
    this.#clock = options.clock ?? hostClock;
    this.#since = this.#clock.now();
    this.#due = this.#since + TICK_MS;
    this.#stop = this.#clock.every(TICK_MS, () => this.#tick());
  }

  begin(): void {
    this.#since = this.#clock.now();
    this.#latest = 0;
    this.#then = null;
  }

  #tick(): void {
    const at = this.#clock.now();
    this.#latest = this.#lateAt(at);
    this.#due = at + TICK_MS;
    this.#then ??= { at, progress: this.#options.progress() };
  }

  /** By how much a timer was late at most, as far as that was since something happened. */
  #lateAt(at: number): number {
    return Math.max(this.#latest, Math.min(at - this.#due, at - this.#since));
  }

  worst(): Noise | null {
    const { bound } = this.#options;
    const at = this.#clock.now();
    const late = Math.round(this.#lateAt(at));
    if (late > bound) return { ms: late, says: `timers came up to ${late} ms late` };
    const held = this.#heldUp(at);
    return held > bound ? { ms: held, says: `the subject's process got no processor for ${held} ms` } : null;
  }

  /** For how long the subject, which wants to go on, was not let to. */
  #heldUp(at: number): number {
    const progress = this.#options.progress();
    if (this.#then === null || this.#then.progress === null || progress === null || !progress.isHeldUp) return 0;
    const ran = progress.ranMs - this.#then.progress.ranMs;
    return ran > this.#options.bound ? 0 : Math.round(at - this.#then.at - ran);
  }

  stop(): void {
    this.#stop();
  }
}
