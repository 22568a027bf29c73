import { clearInterval, setInterval } from "node:timers";
import type { Noise } from "../oracle/results.js";
import { heldUpBetween, type Progress } from "./process-progress.js";

/** What a silence is worth in which a watchdog has run out. */
export type Silence =
  /** Whoever was waited for had all the time that it was given. */
  | { readonly kind: "honest" }
  /** It was held up, and is owed so many milliseconds. */
  | { readonly kind: "owed"; readonly ms: number }
  /** It was held up for so long that nothing can be said. */
  | { readonly kind: "noise"; readonly noise: Noise };

/** Tells whether the machine holds up what somebody waits for. */
export interface NoiseMeter {
  /** Measures from now on: something has happened. */
  begin(): void;
  /** Judges the silence since then, which was to last `quiet` ms. */
  judge(quiet: number): Silence;
  /** Ends the measuring. */
  stop(): void;
}

/** A monotonic clock, in milliseconds, and its timers. */
export interface MeterClock {
  now(): number;
  /** Calls again and again; returns what ends that. */
  every(ms: number, tick: () => void): () => void;
}

const now = performance.now.bind(performance);

const hostClock: MeterClock = {
  now,
  every(ms, tick) {
    const timer = setInterval(tick, ms);
    return () => clearInterval(timer);
  },
};

const TICK_MS = 50;
/** The part of a watchdog that is owed to nobody. */
const TOLERANCE = 0.1;
/** A silence is given up after so many times what it was to last. */
const MOST = 4;

/**
 * Measures by how much the timers of this process are late, and for how long the threads of the subject's process wait
 * for a processor. The time of a watchdog does not count while either is held up.
 */
export class MachineNoise implements NoiseMeter {
  readonly #progress: () => Progress | null;
  readonly #clock: MeterClock;
  readonly #stop: () => void;
  #due: number;
  #since: number;
  /** By how much timers were late at most, and in all. */
  #latest = 0;
  #late = 0;
  /** The subject's progress at the first tick since something happened. */
  #then: { readonly at: number; readonly progress: Progress | null } | null = null;

  /** `progress` tells how far the subject's process has got, as far as the host does. */
  constructor(progress: () => Progress | null, clock = hostClock) {
    this.#progress = progress;
    this.#clock = clock;
    this.#since = clock.now();
    this.#due = this.#since + TICK_MS;
    this.#stop = clock.every(TICK_MS, () => this.#tick());
  }

  begin(): void {
    this.#since = this.#clock.now();
    this.#latest = 0;
    this.#late = 0;
    this.#then = null;
  }

  #tick(): void {
    const at = this.#clock.now();
    const late = this.#lateBy(at);
    this.#latest = Math.max(this.#latest, late);
    this.#late += late;
    this.#due = at + TICK_MS;
    this.#then ??= { at, progress: this.#progress() };
  }

  /** By how much the timer that is due is late, as far as that was since something happened. */
  #lateBy(at: number): number {
    return Math.max(0, Math.min(at - this.#due, at - this.#since));
  }

  judge(quiet: number): Silence {
    const at = this.#clock.now();
    const late = this.#late + this.#lateBy(at);
    const heldUp = this.#heldUp(at);
    const elapsed = at - this.#since;
    const ms = Math.round(quiet - elapsed + Math.max(late, heldUp));
    if (ms <= quiet * TOLERANCE) return { kind: "honest" };
    if (elapsed < quiet * MOST) return { kind: "owed", ms };
    const latest = Math.round(Math.max(this.#latest, this.#lateBy(at)));
    return { kind: "noise", noise: late > heldUp
      ? { ms: latest, says: `timers came up to ${latest} ms late` }
      : { ms: Math.round(heldUp), says: `the subject's process waited ${Math.round(heldUp)} ms for a processor` } };
  }

  #heldUp(at: number): number {
    const then = this.#then;
    const progress = this.#progress();
    if (then === null || then.progress === null || progress === null) return 0;
    return heldUpBetween(then.progress, progress, at - then.at);
  }

  stop(): void {
    this.#stop();
  }
}
