import { checkDuration } from "../core/arguments.js";
import type { Random } from "./random.js";

/**
 * How the simulated network behaves: faithfully by default, or with faults. A share says how often something happens,
 * from 0, never, to 1, always; when it does is chosen by the seed.
 */
export interface NetworkOptions {
  /** What a segment or a datagram needs for its way, in ms. 0.04 by default. */
  readonly latency?: number;
  /** By how much longer it takes at most, in ms. 0.02 by default. */
  readonly jitter?: number;
  /** The share of reads that take a part of what has arrived, of any size. 0.25 by default. */
  readonly partialReads?: number;
  /** The share of writes of which the platform takes a part at first, of any size. 0 by default. */
  readonly partialWrites?: number;
  /** The share of attempts to connect that are refused, though somebody listens. 0 by default. */
  readonly refusals?: number;
  /** The share of segments in whose place both ends of the connection see a reset. 0 by default. */
  readonly resets?: number;
  /** The share of datagrams that are lost. 0 by default. */
  readonly loss?: number;
  /** The share of datagrams that arrive twice. 0 by default. */
  readonly duplication?: number;
  /** The share of datagrams that later ones overtake: they take up to ten times the longest way more. 0 by default. */
  readonly reordering?: number;
}

/** What happens in so many cases of all. */
export type Fault = Exclude<keyof NetworkOptions, "latency" | "jitter">;

const FAITHFUL: Required<NetworkOptions> = {
  latency: 0.04, jitter: 0.02, partialReads: 0.25, partialWrites: 0, refusals: 0, resets: 0, loss: 0, duplication: 0,
  reordering: 0,
};

/** The conditions of one network: what befalls each segment and datagram, by the seeded numbers of its world. */
export class Conditions {
  readonly #random: Random;
  readonly #options: Required<NetworkOptions>;

  /** @throws TypeError for what is not a number; RangeError for a time that is no duration, or no share from 0 to 1. */
  constructor(random: Random, options: NetworkOptions = {}) {
    const { latency, jitter, ...shares } = { ...FAITHFUL, ...options };
    checkDuration("the latency", latency);
    checkDuration("the jitter", jitter);
    for (const [name, share] of Object.entries(shares)) checkShare(`the share of ${name}`, share);
    this.#random = random;
    this.#options = { latency, jitter, ...shares };
  }

  /** The time of one way, in ms. */
  way(): number {
    return this.#options.latency + this.#options.jitter * this.#random.fraction();
  }

  /** For how long a datagram is held back, in ms. */
  delay(): number {
    return 10 * (this.#options.latency + this.#options.jitter) * this.#random.fraction();
  }

  /** Whether it happens this time. */
  has(fault: Fault): boolean {
    const share = this.#options[fault];
    return share > 0 && this.#random.fraction() < share;
  }

  /** A part of so many: at least one. */
  part(most: number): number {
    return this.#random.integer(1, most);
  }
}

function checkShare(name: string, share: unknown): void {
  if (typeof share !== "number") throw new TypeError(`${name} is not a number: ${typeof share}`);
  if (!(share >= 0 && share <= 1)) throw new RangeError(`${name} is not from 0 to 1: ${share}`);
}
