import type { Reactor, Transport } from "../../spec/reactor.js";

const PINGS = 5;

/**
 * A reactor beside the one that is judged, in a run of its own: whenever it is asked, it echoes over a connection with
 * itself, and does some timed calls.
 */
export class Neighbour {
  readonly #reactor: Reactor;
  #transport: Transport | null = null;
  #left = 0;

  constructor(reactor: Reactor) {
    this.#reactor = reactor;
  }

  /** Runs from now on. */
  async begin(): Promise<void> {
    void this.#reactor.run();
    const listener = await this.#reactor.listen({ kind: "tcp", host: "127.0.0.1", port: 0 }, () => {
      let transport: Transport | null = null;
      return {
        connectionMade(made) {
          transport = made;
        },
        dataReceived: (data) => transport?.write(data),
      };
    });
    this.#transport = await this.#reactor.connect(listener.address, () => ({ dataReceived: () => this.#ping() }));
  }

  /** Is at work for some turns, beside whatever else goes on. */
  work(): void {
    this.#left += PINGS;
    this.#ping();
  }

  #ping(): void {
    if (this.#left === 0) return;
    this.#left -= 1;
    this.#reactor.callLater(1, () => this.#transport?.write(new Uint8Array(1000)));
  }

  end(): void {
    this.#reactor.stop();
  }
}
