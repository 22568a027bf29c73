import type { Address, ConnectOptions, ListenOptions } from "../../spec/reactor.js";
import type { ReactorFailure } from "../core/errors.js";
import type {
  ConnectEvents, ConnectionKind, HostAttempt, HostListener, ListenEvents, Task,
} from "../core/host.js";
import { SimulatedChannel } from "./channel.js";
import { simulatedFailure } from "./failures.js";
import type { Accept, DialEvents, SimulatedNetwork } from "./network.js";
import type { SimulatedSocket } from "./socket.js";

/** Why something cannot be had: the platform's code, or a failure of the reactor's own. */
export type Refusal = string | ReactorFailure;

/** What one kind of addresses is on the simulated machine. */
export interface Ends {
  listen(address: Address, accept: Accept): { readonly address: Address; release(): void } | Refusal;
  /** Returns what gives the attempt up. */
  dial(address: Address, events: DialEvents): Task | Refusal;
}

/** One kind of connections on the simulated network. */
export class SimulatedStreams implements ConnectionKind {
  readonly #network: SimulatedNetwork;
  readonly #ends: Ends;
  readonly #released: Set<SimulatedSocket>;

  /** `released` keeps the sockets whose connection is over until what was written is delivered. */
  constructor(network: SimulatedNetwork, ends: Ends, released: Set<SimulatedSocket>) {
    this.#network = network;
    this.#ends = ends;
    this.#released = released;
  }

  listen(address: Address, _options: ListenOptions, events: ListenEvents): HostListener {
    const { world, exhausted } = this.#network;
    const accept = this.#network.acceptor((socket) => events.accepted(this.#channel(socket)));
    const bound = exhausted ? "EMFILE" : this.#ends.listen(address, accept);
    if (typeof bound === "string" || bound instanceof Error) {
      world.soon(() => events.failed(failureOf(bound, "listen", address)));
      return { close: (released) => world.soon(released) };
    }
    world.soon(() => events.listening(bound.address));
    return {
      close: (released) => {
        bound.release();
        world.soon(released);
      },
    };
  }

  connect(address: Address, _options: ConnectOptions, events: ConnectEvents): HostAttempt {
    const { world, exhausted } = this.#network;
    const cancel = exhausted ? "EMFILE" : this.#ends.dial(address, {
      connected: (socket) => world.enter(() => events.connected(this.#channel(socket))),
      refused: (code) => world.enter(() => events.failed(failureOf(code, "connect", address))),
    });
    if (typeof cancel === "function") return { cancel };
    world.soon(() => events.failed(failureOf(cancel, "connect", address)));
    return { cancel() {} };
  }

  #channel(socket: SimulatedSocket): SimulatedChannel {
    return new SimulatedChannel(socket, this.#released);
  }
}

function failureOf(refusal: Refusal, syscall: string, address: Address): ReactorFailure {
  return typeof refusal === "string" ? simulatedFailure(refusal, syscall, address) : refusal;
}
