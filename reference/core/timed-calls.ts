import type { TimedCall } from "../../spec/reactor.js";
import { checkDuration, checkFunction } from "./arguments.js";
import type { Callbacks } from "./callbacks.js";
import { DeadlineHeap, isBefore, type Due } from "./deadline-heap.js";
import type { Host } from "./host.js";

interface Entry extends Due {
  callback: (() => void) | null;
}

/** How many due calls are handed to the host at once; the rest wait for its next turn (`timer.called`). */
const LARGEST_BATCH = 256;

/**
 * The timed calls of one reactor, in order of (deadline, scheduling order) (`timer.order.deadline`,
 * `timer.order.equal-deadline`). Calls that are due together make a batch: each is called in a host task of
 * its own, and chosen only then, so that it can still be cancelled or moved (`timer.cancel.due`). What is
 * scheduled or re-armed meanwhile waits for the next batch, after I/O (`execution.fair.io`).
 */
export class TimedCalls {
  readonly #host: Host;
  readonly #callbacks: Callbacks;
  readonly #heap = new DeadlineHeap<Entry>();
  #order = 0;
  #serving = false;
  #batchLeft = 0;

  constructor(host: Host, callbacks: Callbacks) {
    this.#host = host;
    this.#callbacks = callbacks;
  }

  /**
   * Schedules a call: its deadline counts from now (`timer.from-call`, `timer.deadline`).
   * @throws RangeError, TypeError for a delay that is no duration or a callback that is no function.
   */
  callLater(delay: number, callback: () => void): TimedCall {
    checkDuration("the delay", delay);
    checkFunction("the callback", callback);
    const entry: Entry = { deadline: this.#host.now() + delay, order: this.#order++, place: -1, callback };
    this.#heap.add(entry);
    this.#arm();
    return new ScheduledCall(entry, this);
  }

  /** Begins to call what is due. */
  begin(): void {
    this.#serving = true;
    this.#arm();
  }

  /** The run closes: nothing more is called (`lifecycle.stop.timed-calls.closing`). */
  suspend(): void {
    this.#serving = false;
    this.#batchLeft = 0;
    this.#host.wakeAt(null);
  }

  /** Drops every call that is pending, for good (`lifecycle.stop.timed-calls`). */
  clear(): void {
    this.#heap.clear();
  }

  /** Begins a batch with what is due now. The host calls it when `wakeAt` asked for it. */
  wake(): void {
    if (!this.#serving || this.#batchLeft > 0) return;
    const limit: Due = { deadline: this.#host.now(), order: this.#order, place: -1 };
    this.#batchLeft = this.#heap.countBefore(limit, LARGEST_BATCH);
    if (this.#batchLeft === 0) this.#arm();
    const step = (): void => this.#step(limit);
    for (let count = this.#batchLeft; count > 0; count -= 1) this.#host.defer(step);
  }

  /** Cancels a pending call (`timer.cancel`); returns whether there was one (`timer.cancel.result`). */
  cancel(entry: Entry): boolean {
    if (entry.place < 0) return false;
    this.#heap.remove(entry);
    entry.callback = null;
    this.#arm();
    return true;
  }

  /**
   * Moves a pending call, later or earlier; it counts as scheduled anew (`timer.rearm.later`, `timer.rearm.earlier`,
   * `timer.rearm.order`). Returns whether there was one (`timer.rearm.finished`, `timer.rearm.result`).
   */
  rearm(entry: Entry, deadline: number): boolean {
    if (entry.place < 0) return false;
    entry.deadline = deadline;
    entry.order = this.#order++;
    this.#heap.moved(entry);
    this.#arm();
    return true;
  }

  now(): number {
    return this.#host.now();
  }

  /** Calls the first of those that are still due (`timer.once`, `timer.called`, `timer.not-early`). */
  #step(limit: Due): void {
    if (!this.#serving || this.#batchLeft === 0) return;
    this.#batchLeft -= 1;
    const entry = this.#heap.first();
    if (entry !== undefined && isBefore(entry, limit)) {
      this.#heap.remove(entry);
      const callback = entry.callback;
      entry.callback = null;
      if (callback !== null) this.#callbacks.enter(callback);
    }
    this.#arm();
  }

  #arm(): void {
    if (!this.#serving || this.#batchLeft > 0) return;
    this.#host.wakeAt(this.#heap.first()?.deadline ?? null);
  }
}

class ScheduledCall implements TimedCall {
  readonly #entry: Entry;
  readonly #calls: TimedCalls;

  constructor(entry: Entry, calls: TimedCalls) {
    this.#entry = entry;
    this.#calls = calls;
  }

  get deadline(): number {
    return this.#entry.deadline;
  }

  /** Until it is cancelled or begins (`timer.active`). */
  get active(): boolean {
    return this.#entry.place >= 0;
  }

  cancel(): boolean {
    return this.#calls.cancel(this.#entry);
  }

  /** Counts anew from now (`timer.rearm.from-call`). */
  reset(delay: number): boolean {
    checkDuration("the delay", delay);
    return this.#calls.rearm(this.#entry, this.#calls.now() + delay);
  }

  /** Counts on from the deadline as it was (`timer.rearm.from-deadline`). */
  delay(extra: number): boolean {
    checkDuration("the extra delay", extra);
    return this.#calls.rearm(this.#entry, this.#entry.deadline + extra);
  }
}
