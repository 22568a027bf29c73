import { spawn } from "node:child_process";
import { writeSync } from "node:fs";
import { createServer } from "node:net";
import type { Reactor } from "../../../spec/reactor.js";
import type { ScenarioResult } from "../../../conformance/oracle/results.js";

/** What a hostile subject does in one scenario, and what the kit makes of that. */
export interface Hostility {
  readonly name: string;
  /** When it does that: while createReactor, callLater or stop is called, or in a timed call. */
  readonly in: "create" | "call" | "callback" | "stop";
  /**
   * `swallow`: the timed call that it was done in is not made; `refuse`: from now on every method throws; `ignore`: the
   * reactor does not stop. In createReactor, what that returns.
   */
  readonly act: (reactor: Reactor) => unknown;
  readonly outcome: ScenarioResult["outcome"];
  /** What the kit says: the message, or the findings if it was played to its end. Nothing, if it does no harm. */
  readonly says: RegExp | null;
}

/** A process of this command line must be nowhere when the run is over. */
export const GRANDCHILD = ["sleep", "98765.4321"] as const;

const FLOOD = 100 << 20;
const cell = new Int32Array(new SharedArrayBuffer(4));

function spin(): never {
  for (;;);
}

/** Writes so many bytes that no pipe takes at once. */
function flood(descriptor: number, text: string): void {
  const chunk = Buffer.from(text.repeat(Math.ceil((1 << 20) / text.length)));
  for (let written = 0; written < FLOOD;) {
    try {
      written += writeSync(descriptor, chunk);
    } catch {
      Atomics.wait(cell, 0, 0, 1);
    }
  }
}

function allocate(): never {
  const kept: number[][] = [];
  for (;;) kept.push(new Array<number>(1 << 20).fill(kept.length + 0.5));
}

const never = new Promise<never>(() => undefined);
const forged = (seq: number): string => `${JSON.stringify({ seq, t: 0, ev: "mark", name: "after" })}\n`;

/** Those that are waited for in vain are played with short watchdogs, and those that need their time with long ones. */
export interface Group {
  readonly timeoutScale: number;
  readonly hostilities: readonly Hostility[];
}

const spinning: readonly Hostility[] = [
  {
    name: "spins in a callback", in: "callback", act: spin,
    outcome: "incomplete", says: /nothing happened for .* s: the host gets no turn any more while the reactor runs$/,
  },
  {
    name: "spins in a call", in: "call", act: spin,
    outcome: "incomplete", says: /nothing happened for .* s: the call of callLater trigger does not return$/,
  },
  {
    name: "spins in stop", in: "stop", act: spin,
    outcome: "completed", says: /run\(\) did not settle .* nothing happened for .* s: the call of stop does not return$/,
  },
];

const sleeping: readonly Hostility[] = [
  {
    name: "stops its process", in: "callback", act: () => process.kill(process.pid, "SIGSTOP"),
    outcome: "incomplete", says: /nothing happened for .* s: the host gets no turn any more while the reactor runs$/,
  },
  {
    name: "sleeps in a callback", in: "callback", act: () => Atomics.wait(cell, 0, 0),
    outcome: "incomplete", says: /nothing happened for .* s: the host gets no turn any more while the reactor runs$/,
  },
  {
    name: "does not stop", in: "stop", act: () => "ignore",
    outcome: "completed", says: /run\(\) did not settle after stop\(\), and nothing happened for/,
  },
  {
    name: "throws from every method", in: "call", act: () => "refuse",
    outcome: "completed", says: /run\(\) did not settle after stop\(\), and nothing happened for/,
  },
  {
    name: "prints an event that never was", in: "callback", act: () => {
      for (let seq = 1; seq < 20; seq++) writeSync(1, forged(seq));
      return "swallow";
    },
    outcome: "incomplete", says: /^waited for the mark "after", and nothing happened/,
  },
];

const creating: readonly Hostility[] = [
  {
    name: "makes no reactor", in: "create", act: () => never,
    outcome: "incomplete", says: /nothing happened for .* s: the run has not begun$/,
  },
  {
    name: "spins in createReactor", in: "create", act: spin,
    outcome: "incomplete", says: /nothing happened for .* s: the run has not begun: the host gets no turn any more$/,
  },
  {
    name: "throws in createReactor", in: "create", act: () => Promise.reject(new Error("no reactor today")),
    outcome: "error", says: /^createReactor\(\) failed: no reactor today$/,
  },
  {
    name: "exits in createReactor", in: "create", act: () => process.exit(0),
    outcome: "incomplete", says: /the subject's process is gone: it exited with code 0$/,
  },
];

const ending: readonly Hostility[] = [
  {
    name: "exits in a callback", in: "callback", act: () => process.exit(0),
    outcome: "incomplete", says: /the subject's process is gone: it exited with code 0$/,
  },
  {
    name: "exits in stop", in: "stop", act: () => process.exit(7),
    outcome: "incomplete", says: /the subject's process is gone: it exited with code 7$/,
  },
  {
    name: "kills itself", in: "callback", act: () => process.kill(process.pid, "SIGKILL"),
    outcome: "incomplete", says: /the subject's process is gone: it was ended by SIGKILL$/,
  },
  {
    name: "allocates until it is killed", in: "callback", act: allocate,
    outcome: "incomplete", says: /it was ended by SIGABRT \(FATAL ERROR: .*heap out of memory\)$/,
  },
  {
    name: "throws into the host", in: "callback", act: () => setImmediate(() => {
      throw new Error("catch me");
    }),
    outcome: "completed", says: /an error was thrown into the host: Error "catch me"/,
  },
  {
    name: "rejects in vain", in: "callback", act: () => void Promise.reject(new Error("handle me")),
    outcome: "completed", says: /a promise was rejected, and nobody handles it: Error "handle me"/,
  },
];

const flooding: readonly Hostility[] = [
  { name: "floods its standard output", in: "callback", act: () => flood(1, "x"), outcome: "completed", says: null },
  {
    name: "floods its standard error", in: "callback", act: () => flood(2, "garbage\n"),
    outcome: "completed", says: null,
  },
  {
    name: "writes an event to the channel", in: "callback", act: () => void writeSync(3, forged(4711)),
    outcome: "error", says: /^the agent breaks agent\.seq: its event 4711 came where \d+ was due$/,
  },
  {
    name: "writes half a line to the channel", in: "callback", act: () => void writeSync(3, '{"seq":1,'),
    outcome: "error", says: /^the agent breaks agent\.lines: it wrote a line that is no event: "\{\\"seq\\":1,\{/,
  },
];

const leaving: readonly Hostility[] = [
  {
    name: "leaves handles behind", in: "callback", act: () => {
      setInterval(() => undefined, 1000);
      createServer().listen(0, "127.0.0.1");
    },
    outcome: "completed", says: /more timers, handles or threads that keep the program alive were left than before/,
  },
  {
    name: "does not let its process exit", in: "callback", act: () => {
      process.exit = () => undefined as never;
      process.on("exit", () => Atomics.wait(cell, 0, 0));
    },
    outcome: "completed", says: /more handlers of signals or of the process's events were left than before/,
  },
  {
    name: "leaves a process behind", in: "callback", act: () => {
      spawn(GRANDCHILD[0], [GRANDCHILD[1]], { stdio: "inherit" }).unref();
    },
    outcome: "completed", says: null,
  },
  {
    name: "exits, and leaves a process that holds its pipes", in: "callback", act: () => {
      spawn(GRANDCHILD[0], [GRANDCHILD[1]], { stdio: ["inherit", "inherit", "inherit", 3] }).unref();
      process.exit(0);
    },
    outcome: "incomplete", says: /the subject's process is gone: it exited with code 0$/,
  },
];

/** The groups are played at the same time, each by a process of its own. */
export const groups: readonly Group[] = [
  { timeoutScale: 0.2, hostilities: spinning },
  { timeoutScale: 0.3, hostilities: sleeping },
  { timeoutScale: 0.3, hostilities: creating },
  { timeoutScale: 3, hostilities: ending },
  { timeoutScale: 3, hostilities: flooding },
  { timeoutScale: 3, hostilities: leaving },
];

export const hostilities: readonly Hostility[] = groups.flatMap((group) => group.hostilities);
