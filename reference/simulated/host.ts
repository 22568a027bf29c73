import { isIP } from "node:net";
import { platformErrors } from "../../spec/platform-errors.js";
import type { Profile, TcpAddress } from "../../spec/reactor.js";
import { nameFailure, platformFailure } from "../core/errors.js";
import type {
  Channel, ChannelEvents, ConnectEvents, Host, HostAttempt, HostListener, ListenEvents, Task,
} from "../core/host.js";
import type { SimulatedNetwork } from "./network.js";
import type { SimulatedSocket } from "./socket.js";
import type { World, WorldEvent } from "./world.js";

const setHostInterval = setInterval;
const clearHostInterval = clearInterval;
const writeDiagnostics = console.error.bind(console);

const LONGEST_INTERVAL = 2 ** 31 - 1;

/** The host of a simulated reactor: the clock of its world, and the network in it. */
export class SimulatedHost implements Host {
  readonly profiles: ReadonlySet<Profile> = new Set<Profile>(["core", "tcp"]);
  readonly #world: World;
  readonly #network: SimulatedNetwork;
  readonly #released = new Set<SimulatedSocket>();
  #wake: Task = () => {};
  #wakeUp: WorldEvent | null = null;
  #alive: ReturnType<typeof setInterval> | undefined;

  constructor(world: World, network: SimulatedNetwork) {
    this.#world = world;
    this.#network = network;
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
    this.#alive = setHostInterval(() => {}, LONGEST_INTERVAL);
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

  listen(address: TcpAddress, _backlog: number | undefined, events: ListenEvents): HostListener {
    const accept = (socket: SimulatedSocket): void =>
      this.#world.enter(() => events.accepted(new SimulatedChannel(socket, this.#released)));
    const outcome = isIP(address.host) === 0
      ? nameFailure("listen", address)
      : this.#network.listen(address.host, address.port, accept);
    if (typeof outcome === "string") this.defer(() => events.failed(simulatedFailure(outcome, "listen", address)));
    else if (outcome instanceof Error) this.defer(() => events.failed(outcome));
    else return this.#listener(outcome, events);
    return { close: (released) => this.defer(released) };
  }

  connect(address: TcpAddress, events: ConnectEvents): HostAttempt {
    if (isIP(address.host) === 0) {
      this.defer(() => events.failed(nameFailure("connect", address)));
      return { cancel() {} };
    }
    const cancel = this.#network.dial(address.host, address.port, {
      connected: (socket) => this.#world.enter(() => events.connected(new SimulatedChannel(socket, this.#released))),
      refused: (code) => this.#world.enter(() => events.failed(simulatedFailure(code, "connect", address))),
    });
    return { cancel };
  }

  #listener(address: TcpAddress, events: ListenEvents): HostListener {
    this.defer(() => events.listening(address));
    return {
      close: (released) => {
        this.#network.release(address);
        this.defer(released);
      },
    };
  }
}

/** A simulated socket as the core knows it. */
class SimulatedChannel implements Channel {
  readonly local: TcpAddress;
  readonly remote: TcpAddress;
  readonly #socket: SimulatedSocket;
  readonly #released: Set<SimulatedSocket>;

  constructor(socket: SimulatedSocket, released: Set<SimulatedSocket>) {
    this.local = socket.local;
    this.remote = socket.remote;
    this.#socket = socket;
    this.#released = released;
  }

  get pendingBytes(): number {
    return this.#socket.pendingBytes;
  }

  open(events: ChannelEvents): void {
    this.#socket.open({
      data: (bytes) => events.received(bytes),
      end: () => events.ended(),
      flushed: () => events.sent(),
      reset: () => {
        this.#released.delete(this.#socket);
        events.cut(simulatedFailure("ECONNRESET", "read", this.remote));
      },
    });
  }

  write(data: Uint8Array): void {
    this.#socket.write(data);
  }

  end(): void {
    this.#socket.end();
  }

  discardInput(): void {
    this.#socket.discard();
  }

  abort(): void {
    this.#socket.reset();
  }

  release(): void {
    this.#released.add(this.#socket);
  }

  setNoDelay(): void {}

  setKeepAlive(): void {}
}

/** A failure as the Linux platform would report it. */
function simulatedFailure(code: string, syscall: string, address: TcpAddress): ReturnType<typeof platformFailure> {
  return platformFailure(code, platformErrors.get(code)?.linux ?? null, syscall, address);
}
