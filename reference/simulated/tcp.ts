import { isIP } from "node:net";
import type { ConnectOptions, ListenOptions, TcpAddress } from "../../spec/reactor.js";
import { nameFailure } from "../core/errors.js";
import type {
  ConnectEvents, ConnectionKind, HostAttempt, HostListener, ListenEvents,
} from "../core/host.js";
import { SimulatedChannel } from "./channel.js";
import { simulatedFailure } from "./failures.js";
import type { Accept, SimulatedNetwork } from "./network.js";
import type { SimulatedSocket } from "./socket.js";

/** TCP on the simulated network. */
export class SimulatedTcp implements ConnectionKind {
  readonly #network: SimulatedNetwork;
  readonly #released: Set<SimulatedSocket>;

  /** `released` keeps the sockets whose connection is over until what was written is delivered. */
  constructor(network: SimulatedNetwork, released: Set<SimulatedSocket>) {
    this.#network = network;
    this.#released = released;
  }

  listen(address: TcpAddress, _options: ListenOptions, events: ListenEvents): HostListener {
    const { world } = this.#network;
    const outcome = isIP(address.host) === 0
      ? nameFailure("listen", address)
      : this.#listen(address, this.#network.acceptor((socket) => events.accepted(this.#channel(socket))));
    if (typeof outcome === "string") world.soon(() => events.failed(simulatedFailure(outcome, "listen", address)));
    else if (outcome instanceof Error) world.soon(() => events.failed(outcome));
    else return this.#listener(outcome, events);
    return { close: (released) => world.soon(released) };
  }

  connect(address: TcpAddress, _options: ConnectOptions, events: ConnectEvents): HostAttempt {
    const { world } = this.#network;
    if (isIP(address.host) === 0) {
      world.soon(() => events.failed(nameFailure("connect", address)));
      return { cancel() {} };
    }
    if (this.#network.exhausted) {
      world.soon(() => events.failed(simulatedFailure("EMFILE", "connect", address)));
      return { cancel() {} };
    }
    const cancel = this.#network.dial(address.host, address.port, {
      connected: (socket) => world.enter(() => events.connected(this.#channel(socket))),
      refused: (code) => world.enter(() => events.failed(simulatedFailure(code, "connect", address))),
    });
    return { cancel };
  }

  #listen({ host, port }: TcpAddress, accept: Accept): TcpAddress | string {
    return this.#network.exhausted ? "EMFILE" : this.#network.listen(host, port, accept);
  }

  #listener(address: TcpAddress, events: ListenEvents): HostListener {
    const { world } = this.#network;
    world.soon(() => events.listening(address));
    return {
      close: (released) => {
        this.#network.release(address);
        world.soon(released);
      },
    };
  }

  #channel(socket: SimulatedSocket): SimulatedChannel {
    return new SimulatedChannel(socket, this.#released);
  }
}
