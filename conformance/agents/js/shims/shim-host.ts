import timers from "node:timers";
import type { Scenario } from "../../../language/scenario.js";
import type { ShimStep } from "../../../language/shim-steps.js";
import type { AgentEvent } from "../../../trace/events.js";
import { describeError } from "../describe.js";
import { Recorder } from "../recorder.js";
import { handled } from "../settle.js";
import { Carried } from "./carried.js";
import { playShimCode } from "./code-scenarios.js";
import type { ShimModule } from "./shim-module.js";
import { ShimStage } from "./shim-stage.js";
import { Snapshot } from "./snapshot.js";
import { performShimStep } from "./steps.js";
import { Uncaught } from "./uncaught.js";

// Captured before a shim can replace them.
const { setImmediate: hostSetImmediate } = timers;
const now = performance.now.bind(performance);
const { isArray } = Array;
const nothingLeft = { descriptors: null, active: null, handlers: null };

/** Plays scenarios on a JavaScript shim, in a realm that is the shim's alone. */
export class ShimHost {
  readonly #load: () => Promise<ShimModule>;
  readonly #recorder: Recorder;
  readonly #start: Snapshot;
  readonly #uncaught: Uncaught;
  readonly #onBroken: (message: string) => void;
  #stage: ShimStage | null = null;
  #ended = false;
  #playing = false;

  /** The snapshot is of the realm before the shim is loaded. `onBroken` is told of a scenario that cannot be played. */
  constructor(
    start: Snapshot,
    load: () => Promise<ShimModule>,
    tell: (event: AgentEvent) => void,
    onBroken: (message: string) => void,
  ) {
    this.#start = start;
    this.#load = load;
    this.#onBroken = onBroken;
    this.#recorder = new Recorder((event) => tell(event as AgentEvent));
    this.#recorder.clock = now;
    this.#uncaught = new Uncaught((how, error) =>
      this.#recorder.record({ ev: "escaped", how, error: describeError(error) }));
  }

  async play(scenario: Scenario, seed?: number): Promise<void> {
    this.#ended = false;
    this.#recorder.mute(false);
    this.#playing = true;
    try {
      const { shim: steps, code } = scenario;
      if (code === undefined && !isArray(steps)) throw new TypeError("the scenario has no list of steps for a shim");
      const module = await this.#load();
      const stage = new ShimStage(module, this.#recorder, new Carried(), {
        uncaught: () => this.#uncaught.collect(),
        turn: () => new Promise((resolve) => hostSetImmediate(resolve)),
        atEnd: (act) => void stage.atEnd.push(act),
      }, seed);
      stage.snapshots.set("start", this.#start);
      this.#stage = stage;
      if (code !== undefined) await playShimCode(code, stage);
      for (const step of (steps ?? []) as readonly ShimStep[]) {
        if (this.#ended) return;
        await performShimStep(stage, step);
        this.#uncaught.release();
      }
    } catch (error) {
      this.#onBroken(describeError(error).message);
    } finally {
      this.#playing = false;
    }
  }

  /** Ends the scenario: takes off what it has left installed, and ends what it has left alive. */
  async end(): Promise<void> {
    this.#ended = true;
    this.#recorder.record({ ev: "end" });
    const stage = this.#stage;
    const isOver = !this.#playing;
    await stage?.clear();
    this.#stage = null;
    const reusable = isOver && stage?.obstructed !== true && await this.#isRestored();
    this.#recorder.record({ ev: "ended", reusable, left: nothingLeft });
    this.#recorder.mute(true);
  }

  async #isRestored(): Promise<boolean> {
    await handled(new Promise((resolve) => hostSetImmediate(resolve)));
    return this.#start.differences().length === 0;
  }
}
