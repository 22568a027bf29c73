import timers from "node:timers";
import type { Reactor } from "../../../spec/reactor.js";
import type { Phase, Scenario } from "../../language/scenario.js";
import { PeerPlayer } from "../../peers/player.js";
import type { AgentEvent, PeerEvent } from "../../trace/events.js";
import type { Resources } from "../../trace/resource-events.js";
import { ownMap, ownSet, valuesOf } from "./captured.js";
import { playCode } from "./code-scenarios.js";
import { describeError } from "./describe.js";
import { releaseDescriptors } from "./descriptor-operations.js";
import { Escapes } from "./escapes.js";
import { performer } from "./perform.js";
import { Recorder } from "./recorder.js";
import { countReleased, countResources, moreThan } from "./resources.js";
import type { Perform, Stage } from "./stage.js";
import { handled } from "./settle.js";
import type { SubjectModule } from "./subject.js";
import { Threads } from "./threads.js";

// Captured before a subject can replace it.
const { setImmediate: hostSetImmediate } = timers;
const { isArray } = Array;

/** A world that is still busy after so many host turns is left to the kit's watchdog. */
const MOST_TURNS_TO_REST = 10_000;
const UNTOLD: Resources = { descriptors: null, active: null, handlers: null };

/** Plays scenarios on the reactors of a JavaScript subject, one after the other. */
export class Host {
  readonly #subject: SubjectModule;
  readonly #alone: boolean;
  readonly #recorder: Recorder;
  readonly #escapes: Escapes;
  readonly #onBroken: (message: string) => void;
  readonly #tell: (event: AgentEvent | PeerEvent) => void;
  #player: PeerPlayer | null = null;
  #stage: Stage | null = null;
  /** The run in progress, or all of a scenario in code. */
  #running: Promise<void> | null = null;
  #ended = false;
  /** How many reactors the subject is making. */
  #making = 0;
  /** How many lists of steps are being played outside the reactor. */
  #outside = 0;
  /** What the process held before the scenario. */
  #before: Resources = UNTOLD;

  /**
   * `onBroken` is told, in one line, of a scenario that cannot be played: the kit's fault, not the subject's. `alone`
   * says that nobody but the subject opens and closes things in this process.
   */
  constructor(
    subject: SubjectModule,
    alone: boolean,
    tell: (event: AgentEvent | PeerEvent) => void,
    onBroken: (message: string) => void,
  ) {
    this.#subject = subject;
    this.#alone = alone;
    this.#tell = tell;
    this.#onBroken = onBroken;
    this.#recorder = new Recorder((event) => {
      this.#tell(event);
      this.#player?.observe(event);
    });
    this.#escapes = new Escapes((how, error) => {
      this.#recorder.record({ ev: "escaped", how, error: describeError(error) });
    });
  }

  /** Plays `scenario` from its first phase. Everything that happens is told as events. */
  async play(scenario: Scenario, seed?: number): Promise<void> {
    this.#ended = false;
    this.#recorder.mute(false);
    this.#escapes.begin();
    try {
      const stage = await this.#setStage(scenario, seed);
      if (this.#ended) return;
      this.#stage = stage;
      if (scenario.code !== undefined) {
        this.#running = playCode(scenario.code, this.#subject, stage);
        return await this.#running;
      }
      const perform = performer(stage);
      const { phases } = scenario;
      if (!isArray(phases)) throw new TypeError("the phases of the scenario are no list");
      for (let i = 0; i < phases.length; i++) {
        await this.#playPhase(stage, perform, phases[i] as Phase, i + 1);
        if (this.#ended) return;
      }
      await this.#tellRest(stage, () => this.#ended);
    } catch (error) {
      this.#onBroken(describeError(error).message);
    }
  }

  /** A reactor of the subject's. While it makes one that is no longer wanted, nothing else can be played. */
  async #reactor(options: Parameters<SubjectModule["createReactor"]>[0]): Promise<Reactor> {
    this.#making++;
    try {
      return await this.#subject.createReactor(options);
    } catch (error) {
      throw new Error(`createReactor() failed: ${describeError(error).message}`);
    } finally {
      this.#making--;
    }
  }

  async #setStage(scenario: Scenario, seed: number | undefined): Promise<Stage> {
    const { pool } = scenario;
    const reactor = await this.#reactor({
      ...(pool === undefined ? {} : { threads: pool }),
      ...(seed === undefined || this.#subject.simulate === undefined ? {} : { seed }),
    });
    this.#before = this.#alone ? countResources() : UNTOLD;
    const simulation = this.#subject.simulate?.(reactor) ?? null;
    this.#recorder.clock = () => reactor.now();
    this.#player = simulation === null
      ? null
      : new PeerPlayer(simulation.network, scenario, (event) => this.#recorder.record(event));
    await this.#player?.prepare();
    const threads = new Threads(scenario, reactor, this.#subject, simulation, this.#recorder);
    const connect = valuesOf(reactor.profiles).includes("threads") ? await threads.connect() : null;
    const stage: Stage = {
      scenario, reactor, simulation, player: this.#player, recorder: this.#recorder, threads, connect,
      calls: ownMap(), listeners: ownMap(), connections: ownMap(), ports: ownMap(), attempts: ownMap(),
      hooks: ownMap(), marks: ownSet(), counts: ownMap(), onMark: ownMap(), ordinals: ownMap(),
    };
    threads.begin(stage, performer(stage));
    // The world of a scenario that is over may come to rest while the next one is being played.
    simulation?.whenIdle(() => {
      if (this.#outside === 0 && this.#stage === stage) this.#recorder.record({ ev: "idle" });
    });
    if (scenario.errorHook !== "none") performer(stage)([{ op: "setErrorHook", hook: "kit" }], {});
    return stage;
  }

  async #playPhase(stage: Stage, perform: Perform, phase: Phase, number: number): Promise<void> {
    await this.#playSteps(perform, phase.before ?? []);
    if (this.#ended) return;
    this.#recorder.record({ ev: "run", phase: number });
    const settled = (error?: unknown): void => {
      stage.threads.runOver();
      const failed = error === undefined ? {} : { error: describeError(error) };
      this.#recorder.record({ ev: "ran", phase: number, ...failed });
    };
    this.#running = runOf(stage.reactor, settled);
    if (phase.start !== undefined) this.#start(stage, perform, phase.start);
    const meanwhile = this.#playSteps(perform, phase.meanwhile ?? []);
    await this.#running;
    await meanwhile;
    if (!this.#ended) await this.#playSteps(perform, phase.after ?? []);
  }

  /** Has the operations done in the run. A subject that refuses that is not the agent's fault: the trace says it. */
  #start(stage: Stage, perform: Perform, operations: NonNullable<Phase["start"]>): void {
    const start = (): void =>
      this.#recorder.callback("start", {}, () => void this.#guarded(() => perform(operations, {})));
    try {
      stage.reactor.callLater(0, start);
    } catch (error) {
      this.#recorder.record({ ev: "return", op: "callLater", n: 0, threw: describeError(error) });
    }
  }

  /** Does steps outside the reactor. Until they are done a simulated world that has nothing to do is not at its end. */
  async #playSteps(perform: Perform, steps: NonNullable<Phase["before"]>): Promise<void> {
    this.#outside++;
    try {
      for (let i = 0; i < steps.length; i++) {
        const step = steps[i];
        if (this.#ended || step === undefined) return;
        if (step.op === "hostTurns") await turns(step.turns);
        else perform([step], {});
      }
    } finally {
      this.#outside--;
    }
  }

  /** Tells that a simulated world is at rest, where it does not tell by itself, unless `isOver` comes before. */
  async #tellRest(stage: Stage | null, isOver: () => boolean): Promise<void> {
    if (stage === null || stage.simulation === null) return;
    for (let turn = 0; turn < MOST_TURNS_TO_REST; turn++) {
      await turns(3);
      if (isOver() || this.#stage !== stage) return;
      if (stage.simulation.idle) return this.#recorder.record({ ev: "idle" });
    }
  }

  #guarded(body: () => unknown): unknown {
    try {
      return body();
    } catch (error) {
      this.#onBroken(describeError(error).message);
      return undefined;
    }
  }

  /** Ends the scenario: stops the reactor, waits for its run to settle, and takes the peers off. */
  async end(): Promise<void> {
    this.#ended = true;
    releaseDescriptors();
    this.#recorder.record({ ev: "end" });
    const reactor = this.#stage?.reactor;
    // One that does not say whether it runs may do so.
    if (reactor !== undefined && reactor.running !== false) {
      this.#recorder.call("stop", {}, () => {
        reactor.stop();
        return {};
      });
    }
    let settled = false;
    await this.#stage?.threads.dispose();
    void this.#tellRest(this.#stage, () => settled);
    if (this.#running !== null) await handled(this.#running);
    settled = true;
    await this.#player?.dispose();
    this.#stage = null;
    const left = this.#alone ? moreThan(this.#before, await countReleased(this.#before)) : UNTOLD;
    this.#escapes.end();
    this.#recorder.record({ ev: "ended", reusable: this.#making === 0, left });
    this.#recorder.mute(true);
  }
}

/** Runs a reactor; `settled` is told when that is over, and of what it threw. */
async function runOf(reactor: Reactor, settled: (error?: unknown) => void): Promise<void> {
  try {
    await reactor.run();
  } catch (error) {
    return settled(error);
  }
  settled();
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => hostSetImmediate(resolve));
}
