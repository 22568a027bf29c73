import type { ConnectOptions, ListenOptions, UnixAddress } from "../../spec/reactor.js";
import { ownFailure, type ReactorFailure } from "../core/errors.js";
import type {
  ConnectEvents, ConnectionKind, HostAttempt, HostListener, ListenEvents,
} from "../core/host.js";
import { SimulatedChannel } from "./channel.js";
import { simulatedFailure } from "./failures.js";
import type { SimulatedNetwork } from "./network.js";
import type { SimulatedSocket } from "./socket.js";

/** UNIX sockets on the simulated machine. */
export class SimulatedUnix implements ConnectionKind {
  readonly #network: SimulatedNetwork;
  readonly #released: Set<SimulatedSocket>;

  /** `released` keeps the sockets whose connection is over until what was written is delivered. */
  constructor(network: SimulatedNetwork, released: Set<SimulatedSocket>) {
    this.#network = network;
    this.#released = released;
  }

  listen(address: UnixAddress, _options: ListenOptions, events: ListenEvents): HostListener {
    const { world, files } = this.#network;
    const accept = this.#network.acceptor((socket) => events.accepted(this.#channel(socket)));
    const outcome = this.#network.exhausted ? "EMFILE" : files.listen(address.path ?? "", accept);
    if (typeof outcome === "string") {
      world.soon(() => events.failed(failureOf(outcome, "listen", address)));
      return { close: (released) => world.soon(released) };
    }
    world.soon(() => events.listening(address));
    return {
      close: (released) => {
        outcome();
        world.soon(released);
      },
    };
  }

  connect(address: UnixAddress, _options: ConnectOptions, events: ConnectEvents): HostAttempt {
    const { world } = this.#network;
    if (this.#network.exhausted) {
      world.soon(() => events.failed(failureOf("EMFILE", "connect", address)));
      return { cancel() {} };
    }
    const cancel = this.#network.dialPath(address, {
      connected: (socket) => world.enter(() => events.connected(this.#channel(socket))),
      refused: (code) => world.enter(() => events.failed(failureOf(code, "connect", address))),
    });
    return { cancel };
  }

  #channel(socket: SimulatedSocket): SimulatedChannel {
    return new SimulatedChannel(socket, this.#released);
  }
}

/** A path that is too long is never the platform's to judge: many would cut it (`unix.path-too-long`). */
function failureOf(code: string, syscall: string, address: UnixAddress): ReactorFailure {
  return code === "ENAMETOOLONG"
    ? ownFailure("path-too-long", "the path is longer than an address takes", syscall, address)
    : simulatedFailure(code, syscall, address);
}
