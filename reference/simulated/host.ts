import type { Profile, Resolver } from "../../spec/reactor.js";
import type { ConnectionKind, Host, Task, TlsEngine } from "../core/host.js";
import { NodeTls } from "../tls/engine.js";
import { SimulatedDatagramHost } from "./datagrams.js";
import { standardEnds, tcpEnds, unixEnds } from "./ends.js";
import type { SimulatedNetwork } from "./network.js";
import type { SimulatedSocket } from "./socket.js";
import { SimulatedStreams } from "./streams.js";
import { SimulatedThreads } from "./threads.js";
import type { World, WorldEvent } from "./world.js";

const setHostInterval = setInterval;
const clearHostInterval = clearInterval;
const writeDiagnostics = console.error.bind(console);

const LONGEST_INTERVAL = 2 ** 31 - 1;

/** The host of a simulated reactor: the clock of its world, and the network in it. */
export class SimulatedHost implements Host {
  readonly profiles: ReadonlySet<Profile> = new Set<Profile>([
    "core", "tcp", "unix", "udp", "tls", "threads", "resolver", "streams", "adapters",
  ]);
  readonly #world: World;
  readonly #keepsAlive: boolean;
  readonly kinds: ReadonlyMap<string, ConnectionKind>;
  readonly datagrams: SimulatedDatagramHost;
  readonly tls: TlsEngine;
  readonly threads: SimulatedThreads;
  readonly resolver: Resolver;
  readonly #released = new Set<SimulatedSocket>();
  #wake: Task = () => {};
  #wakeUp: WorldEvent | null = null;
  #alive: ReturnType<typeof setInterval> | undefined;

  /** With `keepsAlive`, a run keeps the program alive. */
  constructor(world: World, network: SimulatedNetwork, keepsAlive: boolean) {
    this.#world = world;
    this.#keepsAlive = keepsAlive;
    this.tls = new NodeTls((task) => world.soon(task), () => world.hold());
    this.threads = new SimulatedThreads(world);
    this.resolver = network.names;
    this.kinds = new Map<string, ConnectionKind>([
      ["tcp", new SimulatedStreams(network, tcpEnds(network), this.#released)],
      ["unix", new SimulatedStreams(network, unixEnds(network), this.#released)],
      ["standard-streams", new SimulatedStreams(network, standardEnds(network), this.#released)],
    ]);
    this.datagrams = new SimulatedDatagramHost(network);
  }

  now(): number {
    return this.#world.now();
  }

  defer(task: Task): void {
    this.#world.soon(task);
  }

  begin(wake: Task): void {
    this.#wake = wake;
    this.#world.runBegan();
    if (this.#keepsAlive) this.#alive = setHostInterval(() => {}, LONGEST_INTERVAL);
  }

  wakeAt(deadline: number | null): void {
    if (this.#wakeUp !== null) this.#world.cancel(this.#wakeUp);
    this.#wakeUp = deadline === null ? null : this.#world.at(deadline, () => this.#wake());
  }

  end(): void {
    this.#world.runEnded();
    clearHostInterval(this.#alive);
    for (const socket of this.#released) socket.close();
    this.#released.clear();
  }

  diagnose(error: unknown): void {
    writeDiagnostics(error);
  }
}
