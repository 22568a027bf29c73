import type { Reactor, ThreadPoolOptions } from "../../spec/reactor.js";
import { checkDuration } from "../core/arguments.js";
import { CoreReactor } from "../core/reactor.js";
import type { NetworkOptions } from "./conditions.js";
import type { SimulatedFiles } from "./files.js";
import { SimulatedHost } from "./host.js";
import type { SimulatedNames } from "./names.js";
import { SimulatedNetwork } from "./network.js";
import { SimulatedPeers } from "./peers.js";
import { World } from "./world.js";

export { adapters } from "../adapters/index.js";
export type { NetworkOptions } from "./conditions.js";
export type { PeerAddress, PeerEvents, PeerHost, PeerListener, SimulatedPeer, SimulatedPeers } from "./peers.js";
export type { SimulatedNames } from "./names.js";

export interface SimulatedOptions extends ThreadPoolOptions {
  /** An integer that all chances are drawn from: the same seed, the same run. 1 by default. */
  readonly seed?: number;
  /** What the network is like, its faults among it. */
  readonly network?: NetworkOptions;
  /** Whether a run keeps the program alive, though nothing else does. True by default (`lifecycle.run.idle`). */
  readonly keepsAlive?: boolean;
  /** Another simulated reactor, whose clock and network this one is to share; its seed and its network count. */
  readonly beside?: Reactor;
}

/** The paths of the simulated machine, such as `/tmp`. */
export type SimulatedPaths = Pick<SimulatedFiles, "look" | "make" | "remove">;

/** The world of a simulated reactor. */
export interface Simulation {
  /** Ends of connections below any reactor. */
  readonly network: SimulatedPeers;
  /** Who has which name, for the resolver of the world. */
  readonly names: SimulatedNames;
  /** What is at the paths of the machine, as far as sockets are concerned. */
  readonly files: SimulatedPaths;
  /** Lets `ms` of the clock pass without a callback. */
  elapse(ms: number): void;
  /** From now on the machine has no descriptor left for a new socket; or has some again. */
  exhaustDescriptors(): void;
  releaseDescriptors(): void;
  /**
   * Something outside the world is at work, such as a thread of the program's own: the clock stands still until the
   * returned function is called.
   */
  hold(): () => void;
  /** Whether a turn is being taken: a callback may be running. */
  readonly turning: boolean;
  /**
   * Takes the next turn at once, in place of the host's loop: for a loop that is nested in somebody's call. Returns
   * whether there was anything to do.
   * @throws Error if a turn is being taken, and so from a callback.
   */
  turn(): boolean;
  /**
   * Says when the world may take its next turn, in which one callback is entered at most: `pace` is called with each,
   * and calls it in a host task of its own when it is time. `null` stands for the host's next task, as at first.
   */
  paceBy(pace: ((turn: () => void) => void) | null): void;
  /** Whether nothing is left that can happen by itself. */
  readonly idle: boolean;
  /** Names who is told, once each time, when nothing is left that can happen by itself though a run is not over. */
  whenIdle(callback: () => void): void;
}

/** The module whose `connect` another thread calls in by. */
export const threadModule = new URL("../threads/worker.js", import.meta.url);

const networks = new WeakMap<Reactor, SimulatedNetwork>();

/**
 * Makes a reactor with a virtual clock and an in-memory network, with a world of its own unless it is to be
 * beside another.
 * @throws TypeError if `beside` is not a simulated reactor, or an option not of its type; RangeError if the seed is not
 * an integer, `threads` not a positive one, or an option of the network out of its range.
 */
export function createReactor(options: SimulatedOptions = {}): Reactor {
  const { seed = 1, network: conditions, keepsAlive = true, beside } = options;
  checkSeed(seed);
  const network = beside === undefined ? new SimulatedNetwork(new World(seed, conditions)) : networkOf(beside);
  const reactor = new CoreReactor(new SimulatedHost(network.world, network, keepsAlive), options);
  networks.set(reactor, network);
  return reactor;
}

/**
 * The world of a reactor that `createReactor` made.
 * @throws TypeError if it is another's.
 */
export function simulate(reactor: Reactor): Simulation {
  const network = networkOf(reactor);
  const { world } = network;
  return {
    network: new SimulatedPeers(network),
    names: network.names,
    files: network.files,
    elapse(ms) {
      checkDuration("the time", ms);
      world.elapse(ms);
    },
    exhaustDescriptors() {
      network.exhausted = true;
    },
    releaseDescriptors() {
      network.exhausted = false;
    },
    hold: () => world.hold(),
    get turning() {
      return world.turning;
    },
    turn: () => world.turn(),
    paceBy: (pace) => world.paceBy(pace),
    get idle() {
      return world.idle;
    },
    whenIdle: (callback) => world.whenIdle(callback),
  };
}

function checkSeed(seed: unknown): void {
  if (typeof seed !== "number") throw new TypeError(`the seed is not a number: ${typeof seed}`);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`the seed is not an integer: ${seed}`);
}

function networkOf(reactor: Reactor): SimulatedNetwork {
  const network = networks.get(reactor);
  if (network === undefined) throw new TypeError("this is not a simulated reactor");
  return network;
}
