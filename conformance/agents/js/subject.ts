import type { Adapters, MessagePort, Reactor, ThreadCaller, ThreadPoolOptions } from "../../../spec/reactor.js";
import type { PeerNetwork } from "../../peers/network.js";

/** What a reactor is made with. */
export interface SubjectOptions extends ThreadPoolOptions {
  /** Only for a subject that is simulated: an integer that all its chances are drawn from. */
  readonly seed?: number;
}

/** What a JavaScript module exports to be judged. */
export interface SubjectModule {
  /** Makes a reactor that is not running. Called once a scenario, or twice where one needs two. */
  createReactor(options?: SubjectOptions): Reactor | PromiseLike<Reactor>;
  /** Only for a reactor with threads: the module that exports `connect`, for other threads to call in by a port. */
  readonly threadModule?: URL;
  /** Only for a reactor that is made of another: what it has in place of that `connect`, in the reactor's own thread. */
  readonly connect?: (port: MessagePort) => ThreadCaller;
  /** Only for a reactor on a network and a clock of its own: the kit's way into its world. */
  simulate?(reactor: Reactor): Simulation;
  /** Only with the profile `adapters`: other styles, on any reactor of this module. */
  readonly adapters?: Adapters;
}

/** The world of a simulated reactor, as the kit needs it. */
export interface Simulation {
  /** Peers on the simulated network. */
  readonly network: PeerNetwork;
  /** Lets `ms` of the reactor's clock pass without a callback, as if the running callback had computed that long. */
  elapse(ms: number): void;
  /** From now on the simulated machine has no descriptor left for a new socket; or has some again. */
  exhaustDescriptors?(): void;
  releaseDescriptors?(): void;
  /** Lets the world stand still while something outside it is at work, until the returned function is called. */
  hold(): () => void;
  /** Whether nothing is left that can happen by itself. */
  readonly idle: boolean;
  /** Names who is told, once each time, when nothing is left that can happen by itself though a run is not over. */
  whenIdle(callback: () => void): void;
}
