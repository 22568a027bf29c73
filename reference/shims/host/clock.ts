import type { MarkOptions, MeasureOptions } from "node:perf_hooks";
import type { Coverage, Group, ShimContext } from "./group.js";
import type { PatchJournal } from "./patch-journal.js";
import type { Simulation } from "../../simulated/index.js";

const NativeDate = Date;
const nativeHrtime = process.hrtime;

/** Where the calendar stands when the clock is installed: the same in every run. */
const EPOCH = NativeDate.UTC(2000, 0, 1);
/** What it costs to read a clock, in ms, so that a program that waits for one to go on does not wait for ever. */
const READING = 0.001;

const coverage: Coverage = {
  covered: [
    "Date: what the time is now, which begins with the year 2000 in UTC",
    "performance.now, performance.timeOrigin, performance.mark and performance.measure",
    "process.hrtime, process.hrtime.bigint, process.uptime",
  ],
  real: [
    "times of files, and of certificates", "Date in another realm, such as a context of node:vm",
    "worker threads, child processes, native addons, fs.watch, fs.watchFile, the inspector and signals, as a whole",
    "the timeStamp of events, performance.timerify, performance.nodeTiming and performance.eventLoopUtilization",
    "Intl.DateTimeFormat.prototype.format without an argument, and Temporal.Now",
    "the header Date of http, unless internals are exposed before node:http is loaded",
  ],
  refused: [],
};

/** The clock of a world, as the host's clocks show it. */
class VirtualClock {
  readonly #world: Simulation;
  readonly #now: () => number;
  readonly #origin: number;

  constructor({ reactor }: ShimContext, world: Simulation) {
    this.#world = world;
    this.#now = () => reactor.now();
    this.#origin = reactor.now();
  }

  /** The time since the install, in ms, to the nanosecond. */
  elapsed(): number {
    this.#world.elapse(READING);
    return Math.round((this.#now() - this.#origin) * 1e6) / 1e6;
  }

  date(): number {
    return EPOCH + Math.floor(this.elapsed());
  }

  nanoseconds(): bigint {
    return BigInt(Math.round(this.elapsed() * 1e6));
  }
}

/** What time the host's clocks show: that of the world of a simulated reactor. */
export const clock: Group = {
  name: "clock",
  coverage,
  unfit: ({ options }) => options.world === undefined
    ? "the clock of this reactor is not given as a world: its time is the host's" : null,
  check: () => null,
  patch(journal, context) {
    const { world } = context.options;
    if (world === undefined) throw new Error("there is no world");
    const shown = new VirtualClock(context, world);
    patchDate(journal, shown);
    patchPerformance(journal, shown);
    patchProcess(journal, shown);
    return { live: () => [] };
  },
};

/** The same class to `instanceof`, with the same prototype, but for what `now` is. */
function patchDate(journal: PatchJournal, shown: VirtualClock): void {
  function VirtualDate(this: unknown, ...args: never[]): unknown {
    if (new.target === undefined) return new NativeDate(shown.date()).toString();
    const given: readonly unknown[] = args.length === 0 ? [shown.date()] : args;
    return Reflect.construct(NativeDate, given, new.target) as unknown;
  }
  VirtualDate.prototype = NativeDate.prototype;
  journal.method({ target: globalThis, of: "globalThis", key: "Date" }, () => VirtualDate);
  journal.value({ target: Date.prototype, of: "Date.prototype", key: "constructor" }, Date);
  journal.method({ target: Date, of: "Date", key: "now" }, () => () => shown.date());
}

function patchPerformance(journal: PatchJournal, shown: VirtualClock): void {
  const target = Object.getPrototypeOf(performance) as object;
  const of = "Performance.prototype";
  journal.method({ target, of, key: "now" }, () => () => shown.elapsed());
  // The host takes its own time where none is given.
  journal.method({ target, of, key: "mark" }, (original) => function (this: unknown, name, options) {
    const given = (options ?? {}) as MarkOptions;
    const isOptions = typeof given === "object";
    const marked = isOptions ? { ...given, startTime: given.startTime ?? shown.elapsed() } : options;
    return Reflect.apply(original, this, [name, marked]);
  });
  journal.method({ target, of, key: "measure" }, (original) => function (this: unknown, name, start, end) {
    const isOptions = typeof start === "object" && start !== null;
    const given = (isOptions ? start : { ...(start === undefined ? {} : { start }) }) as MeasureOptions;
    const isOpen = end === undefined && given.end === undefined && given.duration === undefined;
    const measured = isOpen ? [name, { ...given, end: shown.elapsed() }] : [name, start, end];
    return Reflect.apply(original, this, measured);
  });
  const { get: _get, ...attributes } = Object.getOwnPropertyDescriptor(target, "timeOrigin") ?? {};
  if (_get === undefined) return;
  journal.descriptor({ target, of, key: "timeOrigin" }, { ...attributes, get: () => EPOCH });
}

function patchProcess(journal: PatchJournal, shown: VirtualClock): void {
  const of = "process";
  journal.method({ target: process, of, key: "hrtime" }, () => (since?: [number, number]) => {
    // The host refuses what is not a time.
    if (since !== undefined) nativeHrtime(since);
    const now = shown.nanoseconds() - (since === undefined ? 0n : BigInt(since[0]) * 1_000_000_000n + BigInt(since[1]));
    const seconds = now / 1_000_000_000n - (now % 1_000_000_000n < 0n ? 1n : 0n);
    return [Number(seconds), Number(now - seconds * 1_000_000_000n)];
  });
  journal.method({ target: process.hrtime, of: "process.hrtime", key: "bigint" }, () => () => shown.nanoseconds());
  journal.method({ target: process, of, key: "uptime" }, () => () => shown.elapsed() / 1000);
}
