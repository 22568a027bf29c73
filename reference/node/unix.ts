import { connect, type Socket } from "node:net";
import type { ConnectOptions, ListenOptions, UnixAddress } from "../../spec/reactor.js";
import type {
  ConnectEvents, ConnectionKind, HostAttempt, HostListener, ListenEvents,
} from "../core/host.js";
import { NodeChannel, socketOptions, type Linger } from "./channel.js";
import type { Holding } from "./holding.js";
import { NodeListener } from "./listener.js";
import { nodeFailure } from "./failures.js";
import { pathRefusal } from "./unix-paths.js";
import { UnixServerPath } from "./unix-server-path.js";

// Captured before anybody can replace it.
const { setImmediate } = globalThis;

/** An end that is bound to no path (`unix.address.unnamed`). Node does not tell the path of a client that has one. */
const unnamed: UnixAddress = Object.freeze({ kind: "unix", path: null });

/** UNIX sockets on Node's. */
export class NodeUnix implements ConnectionKind {
  readonly #linger: Linger;
  readonly #hold: Holding;

  constructor(linger: Linger, hold: Holding) {
    this.#linger = linger;
    this.#hold = hold;
  }

  listen(address: UnixAddress, { backlog }: ListenOptions, events: ListenEvents): HostListener {
    const path = address.path ?? "";
    const refusal = pathRefusal("listen", address);
    if (refusal !== null) {
      setImmediate(() => events.failed(refusal));
      return { close: (released) => void setImmediate(released) };
    }
    const binding = new UnixServerPath(path);
    return new NodeListener({
      asked: address,
      options: { path, exclusive: true, ...(backlog === undefined ? {} : { backlog }) },
      bound: () => {
        binding.bound();
        return address;
      },
      accepted: (socket) => this.#channel(socket, address, unnamed),
      failed: (error) => nodeFailure(binding.unaltered(error), "listen", address),
      close: (closeServer) => binding.release(closeServer),
    }, events, this.#hold);
  }

  connect(address: UnixAddress, _options: ConnectOptions, events: ConnectEvents): HostAttempt {
    const refusal = pathRefusal("connect", address);
    if (refusal !== null) {
      setImmediate(() => events.failed(refusal));
      return { cancel() {} };
    }
    const socket = this.#hold(connect({ ...socketOptions, path: address.path ?? "" }));
    const failed = (error: NodeJS.ErrnoException): void =>
      void setImmediate(() => events.failed(nodeFailure(error, "connect", address)));
    socket.pause();
    socket.once("error", failed);
    socket.once("connect", () => {
      socket.off("error", failed);
      events.connected(this.#channel(socket, unnamed, address));
    });
    return { cancel: () => void socket.destroy() };
  }

  #channel(socket: Socket, local: UnixAddress, remote: UnixAddress): NodeChannel {
    return new NodeChannel(socket, local, remote, this.#linger);
  }
}
