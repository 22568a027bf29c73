import { connect, isIP } from "node:net";
import type { Profile, TcpAddress } from "../../spec/reactor.js";
import { nameFailure } from "../core/errors.js";
import type { ConnectEvents, Host, HostAttempt, HostListener, ListenEvents, Task } from "../core/host.js";
import { numericAddress } from "./addresses.js";
import { NodeChannel, socketOptions } from "./channel.js";
import { NodeClock } from "./clock.js";
import { nodeFailure } from "./failures.js";
import { LingeringSockets } from "./lingering-sockets.js";
import { NodeListener } from "./listener.js";

// Captured before anybody can replace them.
const { setImmediate, setInterval, clearInterval } = globalThis;
const writeDiagnostics = console.error.bind(console);

const LONGEST_INTERVAL = 2 ** 31 - 1;

/** The host of a reactor on Node: its timers and its sockets. */
export class NodeHost implements Host {
  readonly profiles: ReadonlySet<Profile> = new Set<Profile>(["core", "tcp"]);
  readonly #clock = new NodeClock();
  readonly #lingering = new LingeringSockets();
  #alive: ReturnType<typeof setInterval> | undefined;

  now(): number {
    return this.#clock.now();
  }

  /** A host task each: Node drains the microtasks between two of them (`execution.microtasks`). */
  defer(task: Task): void {
    setImmediate(task);
  }

  /** Keeps the program alive as long as the run (`lifecycle.run.idle`). */
  begin(wake: Task): void {
    this.#clock.begin(wake);
    this.#alive = setInterval(() => {}, LONGEST_INTERVAL);
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

  listen(address: TcpAddress, backlog: number | undefined, events: ListenEvents): HostListener {
    if (isIP(address.host) === 0) {
      this.defer(() => events.failed(nameFailure("listen", address)));
      return { close: (released) => this.defer(released) };
    }
    return new NodeListener(address, backlog, events, this.#lingering);
  }

  connect(address: TcpAddress, events: ConnectEvents): HostAttempt {
    if (isIP(address.host) === 0) {
      this.defer(() => events.failed(nameFailure("connect", address)));
      return { cancel() {} };
    }
    const socket = connect({ ...socketOptions, host: address.host, port: address.port });
    const failed = (error: NodeJS.ErrnoException): void =>
      this.defer(() => events.failed(nodeFailure(error, "connect", address)));
    socket.pause();
    socket.once("error", failed);
    socket.once("connect", () => {
      const local = numericAddress(socket.localAddress ?? address.host, socket.localPort ?? 0);
      const remote = numericAddress(socket.remoteAddress ?? address.host, socket.remotePort ?? address.port);
      const channel = new NodeChannel(socket, local, remote, this.#lingering);
      socket.off("error", failed);
      events.connected(channel);
    });
    return { cancel: () => void socket.destroy() };
  }
}
