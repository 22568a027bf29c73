import { DeadlineHeap, type Due } from "../core/deadline-heap.js";
import { Conditions, type NetworkOptions } from "./conditions.js";
import { Random } from "./random.js";

const setHostImmediate = setImmediate;

/** Where the virtual clock begins, in ms. */
const ORIGIN = 1000;
/** What a turn that calls somebody costs, in ms, so that no chain of them can stop the clock. */
const TURN_COST = 0.001;

/** Something that will happen. */
export interface WorldEvent extends Due {
  readonly happen: () => void;
}

/** Has a turn taken, in a host task of its own, when it is time for it. */
export type Pace = (turn: () => void) => void;

const hostPace: Pace = (turn) => void setHostImmediate(turn);

/**
 * A virtual clock, and what is to happen on it, in order of (time, scheduling order). An event that calls
 * somebody's code (`enter`) gets a host task of its own, so that the host's microtasks are drained before the
 * next; those that do not are worked off together.
 */
export class World {
  /** What its network is like. */
  readonly conditions: Conditions;
  readonly #events = new DeadlineHeap<WorldEvent>();
  #time = ORIGIN;
  #order = 0;
  #turnAsked = false;
  #entered = false;
  #turning = false;
  #wasQuiet = true;
  #held = 0;
  #runs = 0;
  #tellIdle: () => void = () => {};
  #pace: Pace = hostPace;

  constructor(seed: number, network: NetworkOptions = {}) {
    this.conditions = new Conditions(new Random(seed), network);
  }

  /** The virtual time, in ms. */
  now(): number {
    return this.#time;
  }

  /** Whether nothing is left that can happen by itself. */
  get idle(): boolean {
    return this.#events.size === 0 && this.#held === 0;
  }

  /** Whether a turn is being taken: somebody's code may be running that the world has called. */
  get turning(): boolean {
    return this.#turning;
  }

  /**
   * Something outside the world is at work, and its outcome belongs to this very moment: the clock stands still, and
   * nothing that is due later happens, until the returned function is called.
   */
  hold(): () => void {
    let holding = true;
    this.#held += 1;
    return () => {
      if (!holding) return;
      holding = false;
      this.#held -= 1;
      if (this.#held === 0) this.#askForTurn();
    };
  }

  /** Lets `ms` pass at once. */
  elapse(ms: number): void {
    this.#time += ms;
  }

  /** From now on turns are taken at this pace; null stands for the next host task. One that is asked for stays so. */
  paceBy(pace: Pace | null): void {
    this.#pace = pace ?? hostPace;
  }

  /** A reactor of this world began to run, or its run is over. */
  runBegan(): void {
    this.#runs += 1;
  }

  runEnded(): void {
    this.#runs -= 1;
  }

  /** Names who is told, once each time, when nothing is left that can happen by itself though a run is not over. */
  whenIdle(callback: () => void): void {
    this.#tellIdle = callback;
  }

  /** Plans an event for a time in ms; one in the past happens now, after what was planned before it. */
  at(time: number, happen: () => void): WorldEvent {
    const event: WorldEvent = { deadline: Math.max(time, this.#time), order: this.#order++, place: -1, happen };
    this.#events.add(event);
    this.#askForTurn();
    return event;
  }

  /** Plans an event that calls `callback`, a part of the program outside the world, now. */
  soon(callback: () => void): void {
    this.at(this.#time, () => this.enter(callback));
  }

  cancel(event: WorldEvent): void {
    if (event.place >= 0) this.#events.remove(event);
  }

  /** Calls somebody's code, as the last deed of this host task. */
  enter(callback: () => void): void {
    this.#entered = true;
    this.#time += TURN_COST;
    callback();
  }

  #askForTurn(): void {
    if (this.#turnAsked) return;
    this.#turnAsked = true;
    this.#pace(() => {
      this.#turnAsked = false;
      try {
        this.#turn();
      } finally {
        this.#rest();
      }
    });
  }

  /**
   * Takes a turn at once, for a loop that is nested in somebody's call: the host's microtasks stand still meanwhile.
   * Returns whether there was anything to do.
   * @throws Error if a turn is being taken already.
   */
  turn(): boolean {
    if (this.#turning) throw new Error("a turn of the simulated world is being taken");
    const isWork = this.#mayGoOn();
    this.#turn();
    return isWork;
  }

  /** Events until one has called somebody's code, or none is left. */
  #turn(): void {
    this.#entered = false;
    this.#turning = true;
    try {
      while (!this.#entered && this.#mayGoOn()) this.#next();
    } finally {
      this.#turning = false;
    }
  }

  /** Whether there is an event whose turn it is. */
  #mayGoOn(): boolean {
    const event = this.#events.first();
    return event !== undefined && (this.#held === 0 || event.deadline <= this.#time);
  }

  #next(): void {
    const event = this.#events.first();
    if (event === undefined) return;
    this.#events.remove(event);
    this.#time = Math.max(this.#time, event.deadline);
    event.happen();
  }

  /** Tells that the world is idle when a turn found nothing: the host's microtasks of the one before are over. */
  #rest(): void {
    if (this.#entered || this.#mayGoOn()) {
      this.#wasQuiet = false;
      this.#askForTurn();
    } else if (this.#held > 0) {
      this.#wasQuiet = false;
    } else if (!this.#wasQuiet) {
      this.#wasQuiet = true;
      if (this.#runs > 0) this.#tellIdle();
    }
  }
}
