import { EventEmitter } from "node:events";
import { BroadcastChannel, threadId, Worker } from "node:worker_threads";
import type { MessagePort, Reactor, ThreadCaller } from "../../../spec/reactor.js";
import type { Scenario } from "../../language/scenario.js";
import type { ThreadStep } from "../../language/thread-operations.js";
import { keysOf, ownList, ownMap } from "./captured.js";
import { makeMark, whenMarked } from "./marks.js";
import { ScenarioThrow, type Recorder } from "./recorder.js";
import type { Perform, Stage } from "./stage.js";
import type { Simulation, SubjectModule } from "./subject.js";
import { isCalling, type CallingStep, type ThreadReport, type ThreadTask } from "./thread-messages.js";

// Captured before a subject can replace them.
const { apply } = Reflect;
const { once } = EventEmitter.prototype;

const SCRIPT = new URL("./thread-script.js", import.meta.url);
let channels = 0;

interface ThreadModule {
  readonly connect: (port: MessagePort) => ThreadCaller;
}

/** A thread of the kit's own. A simulated world stands still while it works. */
interface OwnThread {
  readonly worker: Worker;
  release: (() => void) | null;
  awaits: string | null;
  /** Waits for the outcome of a blocking call that is still to come. */
  blocked: boolean;
}

/** A thread's task, and what it is to be given with it. */
export interface PreparedTask {
  readonly task: ThreadTask;
  readonly transfer: MessagePort[];
}

/** The threads of one scenario: the kit's own, and what those of the subject's pool report. */
export class Threads {
  /** The module and the name of the function that does a task in the subject's pool. */
  static readonly work = { module: SCRIPT, name: "perform" };
  readonly #scenario: Scenario;
  readonly #reactor: Reactor;
  readonly #subject: SubjectModule;
  readonly #simulation: Simulation | null;
  readonly #recorder: Recorder;
  /** Opened when a thread is to report. */
  #channel: BroadcastChannel | null = null;
  readonly #channelName: string;
  readonly #cells = new Int32Array(new SharedArrayBuffer(4 * 64));
  readonly #cellOf: Readonly<Record<string, number>>;
  readonly #own = ownMap<string, OwnThread>();
  readonly #calls = ownMap<string, number>();
  #stage: Stage | null = null;
  #perform: Perform = () => undefined;

  constructor(
    scenario: Scenario, reactor: Reactor, subject: SubjectModule, simulation: Simulation | null, recorder: Recorder,
  ) {
    this.#scenario = scenario;
    this.#reactor = reactor;
    this.#subject = subject;
    this.#simulation = simulation;
    this.#recorder = recorder;
    this.#cellOf = cellsOf(scenario);
    this.#channelName = `reactor-standard ${process.pid} ${threadId} ${++channels}`;
  }

  /** From now on what threads call does what the scenario says. */
  begin(stage: Stage, perform: Perform): void {
    this.#stage = stage;
    this.#perform = perform;
  }

  /** A mark was made: whoever awaits it goes on. */
  marked(name: string): void {
    const cell = this.#cellOf[name];
    if (cell === undefined) return;
    for (const each of this.#own.values()) {
      if (each.awaits !== name) continue;
      each.awaits = null;
      this.#works(each);
    }
    Atomics.store(this.#cells, cell, 1);
    Atomics.notify(this.#cells, cell);
  }

  /** The run is over: whoever waited for an outcome goes on. */
  runOver(): void {
    for (const each of this.#own.values()) if (each.blocked) this.#works(each);
  }

  /** What a thread needs to do these steps. */
  prepare(name: string, script: readonly ThreadStep[]): PreparedTask {
    this.#channel ??= this.#openChannel();
    const calling = script.some(isCalling) ? this.#openPort(name, script) : null;
    const task = {
      name, script, channel: this.#channelName, cells: this.#cells.buffer, cellOf: this.#cellOf,
      reactorThread: threadId, calling,
    };
    return { task, transfer: calling === null ? [] : [calling.port] };
  }

  /** Starts a thread of the kit's own. */
  start(name: string): void {
    const { task, transfer } = this.prepare(name, this.#scenario.threads?.[name]?.script ?? []);
    const worker = new Worker(SCRIPT, { workerData: task, transferList: transfer });
    const thread: OwnThread = { worker, release: null, awaits: null, blocked: false };
    this.#own.set(name, thread);
    this.#works(thread);
    // One that ends in order has reported so before; its reports can come later than the news of its end.
    apply(once, worker, ["error", () => this.#waits(thread)]);
  }

  /** By what the reactor's own thread calls in, if the subject has it. */
  async connect(): Promise<((port: MessagePort) => ThreadCaller) | null> {
    const { connect, threadModule } = this.#subject;
    if (connect !== undefined) return connect;
    return threadModule === undefined ? null : ((await import(threadModule.href)) as ThreadModule).connect;
  }

  /** Ends the kit's own threads, whatever they wait for. */
  async dispose(): Promise<void> {
    const ended = ownList<Promise<number>>();
    for (const thread of this.#own.values()) {
      this.#waits(thread);
      ended.push(thread.worker.terminate());
    }
    this.#own.clear();
    for (const each of ended) await each;
    this.#channel?.close();
  }

  #openChannel(): BroadcastChannel {
    const channel = new BroadcastChannel(this.#channelName);
    channel.onmessage = (event) => this.#reported((event as { readonly data: ThreadReport }).data);
    channel.unref();
    return channel;
  }

  #openPort(name: string, script: readonly ThreadStep[]): NonNullable<ThreadTask["calling"]> {
    const counts = ownMap<number, { calls: number; latest: number; inOrder: boolean }>();
    const reached = (index: number, ordinal: number): unknown => {
      const step = script[index];
      if (step === undefined || !isCalling(step)) return undefined;
      if (step.step === "blockingCallFromThread") return this.#answer(name, step, ordinal);
      const count = counts.get(index) ?? { calls: 0, latest: 0, inOrder: true };
      counts.set(index, count);
      count.calls++;
      count.inOrder &&= ordinal > count.latest;
      count.latest = ordinal;
      return this.#called(name, step, ordinal, count);
    };
    const { port } = this.#reactor.threadPort({ reached });
    return { module: this.#subject.threadModule?.href ?? "", port };
  }

  #called(
    from: string, step: CallingStep, ordinal: number, count: { readonly calls: number; readonly inOrder: boolean },
  ): unknown {
    if (step.quiet !== true) return this.#entered(from, step, ordinal, {}, () => undefined);
    if (ordinal < (step.times ?? 1)) return undefined;
    const { calls, inOrder } = count;
    return this.#entered(from, step, ordinal, { calls, inOrder }, () => undefined);
  }

  /** A blocking call: while its outcome is to come, its thread is not at work. */
  #answer(from: string, step: CallingStep & { readonly step: "blockingCallFromThread" }, ordinal: number): unknown {
    const thread = this.#own.get(from);
    const settle = (): unknown => {
      if (thread !== undefined) this.#works(thread);
      if (step.throws !== undefined) throw new ScenarioThrow(step.throws);
      return (step.returns ?? 0) + (step.times === undefined ? 0 : ordinal);
    };
    if (step.quiet === true) return settle();
    return this.#entered(from, step, ordinal, {}, () => {
      if (step.until === undefined || this.#stage === null) return settle();
      const marked = settledBy(whenMarked(this.#stage, step.until), settle);
      if (thread !== undefined) {
        thread.blocked = true;
        this.#waits(thread);
      }
      return marked;
    });
  }

  #entered(from: string, step: CallingStep, ordinal: number, fields: object, body: () => unknown): unknown {
    const call = step.times === undefined ? step.call : `${step.call}#${ordinal}`;
    return this.#recorder.callback("threadCall", { call, by: from, ...fields }, () => {
      this.#perform(step.do ?? [], {});
      return body();
    });
  }

  #reported(report: ThreadReport): void {
    const { thread } = report;
    const own = this.#own.get(thread);
    switch (report.kind) {
      case "mark": return void (this.#stage !== null && makeMark(this.#stage, report.name, thread));
      case "awaits": return own === undefined ? undefined : this.#awaits(own, report.name);
      case "calling": {
        const { op, call } = report;
        this.#calls.set(thread, this.#recorder.callElsewhere(op, { call, thread }));
        return;
      }
      case "returned": {
        const { kind: _kind, ...fields } = report;
        if (own !== undefined && report.threw !== undefined) this.#works(own);
        return this.#recorder.record({ ev: "return", n: this.#calls.get(thread) ?? 0, ...fields });
      }
      case "done": return own === undefined ? undefined : this.#waits(own);
    }
  }

  #awaits(thread: OwnThread, mark: string): void {
    if (this.#stage?.marks.has(mark) === true) return;
    thread.awaits = mark;
    this.#waits(thread);
  }

  #works(thread: OwnThread): void {
    thread.blocked = false;
    thread.release ??= this.#simulation?.hold() ?? null;
  }

  #waits(thread: OwnThread): void {
    thread.release?.();
    thread.release = null;
  }
}

async function settledBy(marked: Promise<void>, settle: () => unknown): Promise<unknown> {
  await marked;
  return settle();
}

/** A cell for each mark that a thread awaits, wherever in the scenario. */
function cellsOf(scenario: Scenario): Readonly<Record<string, number>> {
  const cells: Record<string, number> = {};
  let count = 0;
  const search = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { step, name } = value as { readonly step?: unknown; readonly name?: unknown };
    if (step === "awaitMark" && typeof name === "string") cells[name] ??= count++;
    for (const field of keysOf(value)) search((value as Readonly<Record<string, unknown>>)[field]);
  };
  search(scenario);
  return cells;
}
