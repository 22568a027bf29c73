import { AsyncResource } from "node:async_hooks";
import type { Profile } from "../../spec/reactor.js";
import type { ConnectionKind, Host, Task } from "../core/host.js";
import { WorkerThreads } from "../threads/worker-threads.js";
import { NodeTls } from "../tls/engine.js";
import { NodeClock } from "./clock.js";
import { NodeDatagrams } from "./datagrams.js";
import { holding, notHolding, type Holding } from "./holding.js";
import { LingeringSockets } from "./lingering-sockets.js";
import { NodeResolver } from "./resolver.js";
import { NodeStandardStreams } from "./standard-streams.js";
import { NodeTcp } from "./tcp.js";
import { NodeUnix } from "./unix.js";

// Captured before anybody can replace them.
const { setImmediate, setInterval, clearInterval } = globalThis;
const writeDiagnostics = console.error.bind(console);

const LONGEST_INTERVAL = 2 ** 31 - 1;

/** The host of a reactor on Node: its timers, its sockets and its workers. */
export class NodeHost implements Host {
  readonly profiles: ReadonlySet<Profile> = profilesOf(process.platform);
  readonly #hold: Holding;
  readonly #clock = new NodeClock();
  readonly #lingering = new LingeringSockets();
  readonly kinds: ReadonlyMap<string, ConnectionKind>;
  readonly datagrams: NodeDatagrams;
  readonly tls = new NodeTls((task) => void setImmediate(task));
  readonly threads = new WorkerThreads();
  readonly resolver = new NodeResolver();
  #alive: ReturnType<typeof setInterval> | undefined;

  /** With `keepsAlive`, a run and what is opened in it keep the program alive. */
  constructor(keepsAlive: boolean) {
    this.#hold = keepsAlive ? holding : notHolding;
    this.datagrams = new NodeDatagrams(this.#hold);
    this.kinds = new Map<string, ConnectionKind>([
      ["tcp", new NodeTcp(this.#lingering, this.#hold)],
      ...(this.profiles.has("unix") ? [["unix", new NodeUnix(this.#lingering, this.#hold)] as const] : []),
      ...(this.profiles.has("streams") ? [["standard-streams", new NodeStandardStreams()] as const] : []),
    ]);
  }

  now(): number {
    return this.#clock.now();
  }

  /** A host task each: Node drains the microtasks between two of them (`execution.microtasks`). */
  defer(task: Task): void {
    setImmediate(task);
  }

  /** What waits for a run belongs to who asked for it, not to who began the run. */
  readonly inContext = (task: Task): Task => AsyncResource.bind(task);

  /** Keeps the program alive as long as the run (`lifecycle.run.idle`). */
  begin(wake: Task): void {
    this.#clock.begin(wake);
    this.#alive = this.#hold(setInterval(() => {}, LONGEST_INTERVAL));
  }

  wakeAt(deadline: number | null): void {
    this.#clock.wakeAt(deadline);
  }

  end(): void {
    this.#clock.end();
    this.#lingering.destroy();
    clearInterval(this.#alive);
  }

  diagnose(error: unknown): void {
    writeDiagnostics(error);
  }
}

/**
 * What Node calls a path on Windows is a pipe with a name: another thing, with other rules. And the standard streams
 * cannot be closed there but with the program.
 */
function profilesOf(platform: NodeJS.Platform): ReadonlySet<Profile> {
  const everywhere: readonly Profile[] = ["core", "tcp", "udp", "tls", "threads", "resolver", "adapters"];
  return new Set<Profile>(platform === "win32" ? everywhere : [...everywhere, "unix", "streams"]);
}
