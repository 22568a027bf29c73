import type { Canary, ReadyCanary } from "./canary.js";

// Captured before a shim can replace them.
const now = performance.now.bind(performance);
const { setImmediate, setTimeout, clearTimeout } = globalThis;

/** A timer of no delay is due after so many ms, on every host. */
const TIMER_IS_DUE = 2;
/** A canary that has not run so many ms after the call sits in a queue that nobody works off. */
const PATIENCE = 2000;

/** A call that is to be probed. */
export interface ProbedCall {
  /** The name under which a shim declares it, if it is a switch point. */
  readonly name: string;
  /** Makes ready what the call needs, once for each probe. */
  prepare(): ReadyCall | PromiseLike<ReadyCall>;
}

/** A call that can be made. */
export interface ReadyCall {
  /** Makes the call. `own` is for a callback that the call takes, for that belongs to somebody else, too. */
  call(own: () => void): unknown;
  /** Takes away what the call has left. */
  clear?(): void | PromiseLike<void>;
}

/** What was seen of a call. */
export interface AtomicityFinding {
  readonly call: string;
  /**
   * - `atomic`: nothing else ran before it returned;
   * - `declared`: something did, and the shim says so;
   * - `undeclared`: something did, and the shim does not say so;
   * - `blind`: nothing did, but nothing could be seen, for no canary ran afterwards either.
   */
  readonly verdict: "atomic" | "declared" | "undeclared" | "blind";
  /** The canaries that ran before it returned; `own callback` is the callback that it was given. */
  readonly ran: readonly string[];
  /** Those that did not run after it either, and so say nothing. */
  readonly silent: readonly string[];
  /** What the call threw. */
  readonly error?: unknown;
}

export interface ProbeOptions {
  readonly canaries: readonly Canary[];
  /** The names of the calls of which the shim says that they are switch points. */
  readonly switchPoints?: readonly string[];
  /** Has the queues worked off after a call, where the host's loop alone does not: a clock that is advanced, say. */
  readonly settle?: () => void | PromiseLike<void>;
  /** Where the calls are made: in a callback of a timer of the host, as it is then; by default, in no callback. */
  readonly within?: "callback";
  /** Told of each finding when it is there. */
  readonly told?: (finding: AtomicityFinding) => void;
  /** How long canaries are waited for after a call, in ms, until those that have not run count as silent. */
  readonly patience?: number;
}

const OWN = "own callback";

/**
 * Makes each call with a canary in every queue, and tells which of them ran before the call returned: that is what
 * makes a call a switch of context, whatever it is said to be. A call is made in a task of the host's own, in which
 * nothing has run yet.
 */
export async function probeAtomicity(
  calls: readonly ProbedCall[], options: ProbeOptions,
): Promise<readonly AtomicityFinding[]> {
  const findings: AtomicityFinding[] = [];
  for (const call of calls) {
    const finding = await probe(call, options);
    findings.push(finding);
    options.told?.(finding);
  }
  return findings;
}

/** A finding in one line. */
export function describeFinding({ call, verdict, ran, silent }: AtomicityFinding): string {
  const who = ran.join(", ");
  switch (verdict) {
    case "atomic": return `${call}: nothing else ran before it returned`;
    case "declared": return `${call}: a declared switch point: before it returned, there ran: ${who}`;
    case "undeclared": return `${call}: no switch point by its declaration, but before it returned, there ran: ${who}`;
    case "blind": return `${call}: nothing can be said: these do not run at all: ${silent.join(", ")}`;
  }
}

async function probe({ name, prepare }: ProbedCall, options: ProbeOptions): Promise<AtomicityFinding> {
  const { canaries, switchPoints = [], settle, patience = PATIENCE } = options;
  const ready = await prepare();
  const armed: { readonly name: string; readonly canary: ReadyCanary }[] = [];
  for (const canary of canaries) armed.push({ name: canary.name, canary: await canary.prepare() });
  const watch = new Watch(armed.map((each) => each.name));
  const inTask = options.within === "callback" ? inCallback : inOwnTask;
  const outcome = await inTask(() => {
    for (const { name: queue, canary } of armed) attempt(() => canary.arm(() => watch.ran(queue)));
    spin(TIMER_IS_DUE);
    return watch.during(() => ready.call(() => watch.ran(OWN)));
  });
  await settle?.();
  await watch.allRan(patience);
  const silent = watch.silent();
  for (const { canary } of armed) await canary.clear?.();
  await ready.clear?.();
  const { before, ...rest } = outcome;
  const isSwitch = before.length > 0;
  const seen = silent.length < armed.length ? "atomic" : "blind";
  const verdict = isSwitch ? (switchPoints.includes(name) ? "declared" : "undeclared") : seen;
  return { call: name, verdict, ran: before, silent, ...rest };
}

/** Which canaries ran, and when. */
class Watch {
  readonly #waiting: Set<string>;
  readonly #before: string[] = [];
  #inCall = false;
  #all = (): void => {};

  constructor(names: readonly string[]) {
    this.#waiting = new Set(names);
  }

  ran(name: string): void {
    if (this.#inCall && !this.#before.includes(name)) this.#before.push(name);
    this.#waiting.delete(name);
    if (this.#waiting.size === 0) this.#all();
  }

  during(call: () => unknown): { readonly before: readonly string[]; readonly error?: unknown } {
    this.#inCall = true;
    try {
      heed(call());
      return { before: this.#before };
    } catch (error) {
      return { before: this.#before, error };
    } finally {
      this.#inCall = false;
    }
  }

  /** Until every canary has run, or it is clear that one never will. */
  async allRan(patience: number): Promise<void> {
    if (this.#waiting.size === 0) return;
    await new Promise<void>((resolve) => {
      const watchdog = setTimeout(resolve, patience);
      this.#all = () => {
        clearTimeout(watchdog);
        resolve();
      };
    });
  }

  silent(): readonly string[] {
    return [...this.#waiting];
  }
}

/** A promise that the call returns is the business of its caller: here nobody waits for it. */
function heed(value: unknown): void {
  if (value instanceof Promise) value.catch(() => undefined);
}

/** In a task of the host that nobody has patched. */
function inOwnTask<Value>(task: () => Value): Promise<Value> {
  return new Promise((resolve, reject) => void setImmediate(() => settle(task, resolve, reject)));
}

/** In a callback of whoever has patched the host's timers. */
function inCallback<Value>(task: () => Value): Promise<Value> {
  return new Promise((resolve, reject) => void globalThis.setTimeout(() => settle(task, resolve, reject), 0));
}

function settle<Value>(task: () => Value, resolve: (value: Value) => void, reject: (error: unknown) => void): void {
  try {
    resolve(task());
  } catch (error) {
    reject(error);
  }
}

/** A queue that a shim refuses just there is one without a canary. */
function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // It is silent.
  }
}

function spin(ms: number): void {
  const end = now() + ms;
  while (now() < end);
}
