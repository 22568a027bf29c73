import { spawn, type ChildProcess } from "node:child_process";
import type { Duplex, Readable, Writable } from "node:stream";
import { setImmediate } from "node:timers";

/** How an agent's process went; `code` is null if a signal ended it, or if it never started. */
export interface Exit {
  readonly code: number | null;
  /** In words that follow "its agent is gone: ". */
  readonly how: string;
}

/** The ends of what every agent is started with. */
type Pipes = readonly [input: Writable, output: Readable, errors: Readable, channel?: Duplex];

/** Every process that was started, and is not known to be gone. */
const running = new Set<AgentProcess>();
/** Once a process has exited, so many turns of the host without a byte show that its pipes are drained. */
const QUIET_TURNS = 2;
/** Who holds the pipes of a process that has exited, and goes on writing, is not heard for longer. */
const MOST_TURNS = 1000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const hasGroups = process.platform !== "win32";

/**
 * The process of an agent, and whatever that has started: a process group, so that all of it can be ended. It does not
 * outlive this process, unless that is killed.
 */
export class AgentProcess {
  readonly input: Writable;
  readonly output: Readable;
  readonly errors: Readable;
  /** Descriptor 3, if it was asked for. */
  readonly channel: Duplex | null;
  /** Fulfilled when the process is gone, and all that it had written has been read. */
  readonly exited: Promise<Exit>;
  readonly #child: ChildProcess;

  /** With `channel`, the process has a socket as descriptor 3. */
  constructor(
    command: readonly string[],
    { cwd, env, channel }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly channel: boolean },
  ) {
    const [file = "", ...args] = command;
    this.#child = spawn(file, args, {
      cwd, env, detached: hasGroups, stdio: ["pipe", "pipe", "pipe", ...(channel ? ["pipe" as const] : [])],
    });
    const pipes = this.#child.stdio as unknown as Pipes;
    [this.input, this.output, this.errors] = pipes;
    this.channel = pipes[3] ?? null;
    for (const pipe of pipes) pipe?.on("error", () => undefined);
    running.add(this);
    endWithThisProcess();
    this.exited = this.#untilGone(pipes);
  }

  /** Null if it could not be started. */
  get pid(): number | null {
    return this.#child.pid ?? null;
  }

  /** Ends the process, and everything that it has started and that has not left its group. */
  kill(): void {
    const { pid } = this.#child;
    if (pid === undefined || !running.has(this)) return;
    try {
      if (hasGroups) process.kill(-pid, "SIGKILL");
      else this.#child.kill("SIGKILL");
    } catch {
      // It has gone by itself.
    }
  }

  async #untilGone(pipes: Pipes): Promise<Exit> {
    const exit = await new Promise<Exit>((resolve) => {
      this.#child.on("error", (error) => resolve({ code: null, how: `it cannot be started: ${error.message}` }));
      this.#child.on("exit", (code, signal) => resolve(signal === null
        ? { code, how: `it exited with code ${code}` }
        : { code: null, how: `it was ended by ${signal}` }));
    });
    // Those that it has started hold its pipes open: their end would never come.
    this.kill();
    running.delete(this);
    await drained(pipes);
    for (const pipe of pipes) pipe?.destroy();
    return exit;
  }
}

/** All that is on its way comes within a turn of the host; what is not read here is somebody else's to read. */
async function drained(pipes: Pipes): Promise<void> {
  let quiet = 0;
  const listen = (): void => {
    quiet = 0;
  };
  const read = pipes.slice(1).filter((pipe) => pipe !== undefined && pipe.listenerCount("data") > 0);
  for (const pipe of read) pipe?.on("data", listen);
  for (let turn = 0; turn < MOST_TURNS && quiet < QUIET_TURNS; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    quiet++;
  }
  for (const pipe of read) pipe?.off("data", listen);
}

let isWatching = false;

/** A process group is not ended with this process's own, neither by the terminal nor by its exit. */
function endWithThisProcess(): void {
  if (isWatching) return;
  isWatching = true;
  const endAll = (): void => {
    for (const each of running) each.kill();
  };
  process.on("exit", endAll);
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      endAll();
      // What the signal does to a process that does not listen, unless others listen, too.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  }
}
