import type { Recorder } from "../recorder.js";
import type { Carried } from "./carried.js";
import { hostFunctions, type HostFunctions } from "./host-functions.js";
import type { Layer } from "./layer.js";
import type { Surroundings } from "./programs/program.js";
import type { Undoes, ShimModule } from "./shim-module.js";
import type { Place, Snapshot } from "./snapshot.js";

/** What is passed as a reactor, as far as the agent uses it. */
interface Runs {
  readonly running?: boolean;
  stop?(): void;
}

/** What a scenario of shims has on stage: the shim, and what the scenario named. */
export class ShimStage {
  readonly module: ShimModule;
  readonly recorder: Recorder;
  readonly carried: Carried;
  readonly surroundings: Surroundings;
  readonly seed: number | undefined;
  readonly snapshots = new Map<string, Snapshot>();
  readonly compared = new Map<string, readonly Place[]>();
  readonly layers = new Map<string, Layer>();
  readonly installed = new Map<string, Undoes>();
  readonly atEnd: (() => void)[] = [];
  kept: HostFunctions = hostFunctions();
  obstructed = false;
  #over: object | null = null;
  readonly #reactors: Runs[] = [];

  constructor(
    module: ShimModule, recorder: Recorder, carried: Carried, surroundings: Surroundings, seed: number | undefined,
  ) {
    this.module = module;
    this.recorder = recorder;
    this.carried = carried;
    this.surroundings = surroundings;
    this.seed = seed;
  }

  /** What the shim is installed over: the same as before, or another; undefined for a shim that is over nothing. */
  async over(another: boolean, seed: number | undefined): Promise<object | undefined> {
    const { createReactor } = this.module;
    if (createReactor === undefined) return undefined;
    if (this.#over === null || another || seed !== undefined) {
      const chances = seed ?? this.seed;
      const made = await createReactor(chances === undefined ? {} : { seed: chances }) as object;
      this.#reactors.push(made);
      this.carried.watch(made);
      if (another) return made;
      this.#over = made;
    }
    return this.#over;
  }

  /** Takes off what is installed, last first; what that throws is seen in the realm. */
  async clear(): Promise<void> {
    for (const act of this.atEnd) attempt(act);
    for (const layer of this.layers.values()) attempt(() => layer.remove());
    for (const shim of [...this.installed.values()].reverse()) attempt(() => void shim.uninstall());
    for (const reactor of this.#reactors) if (reactor.running === true) attempt(() => reactor.stop?.());
    await this.surroundings.turn();
  }
}

function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // The process plays nothing else then.
  }
}
