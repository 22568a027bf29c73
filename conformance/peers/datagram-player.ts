import type { DatagramAddressSpec } from "../language/datagram-operations.js";
import type { Pattern } from "../language/pattern.js";
import type { Scenario } from "../language/scenario.js";
import type { PeerEvent, TraceEvent } from "../trace/events.js";
import { DatagramActor } from "./datagram-actor.js";
import type { DatagramPeerNetwork } from "./datagram-network.js";
import type { PeerHost, PeerNetwork } from "./network.js";

/** Plays the peers of a scenario that send and receive datagrams. */
export class DatagramPlayer {
  readonly #network: PeerNetwork;
  readonly #scenario: Scenario;
  readonly #tell: (event: PeerEvent) => void;
  readonly #hasOccurred: (pattern: Pattern) => boolean;
  readonly #actors: DatagramActor[] = [];
  readonly #subjectPorts = new Map<string, PeerHost>();
  #dead: PeerHost | null = null;

  constructor(
    network: PeerNetwork, scenario: Scenario, tell: (event: PeerEvent) => void,
    hasOccurred: (pattern: Pattern) => boolean,
  ) {
    this.#network = network;
    this.#scenario = scenario;
    this.#tell = tell;
    this.#hasOccurred = hasOccurred;
  }

  /** Opens what must be there before the scenario starts. */
  async prepare(): Promise<void> {
    const { phases, protocols, peers = {} } = this.#scenario;
    if (JSON.stringify([phases, protocols]).includes('"dead":true')) this.#dead = await this.#datagrams.deadAddress();
    for (const [name, script] of Object.entries(peers)) {
      if (!("datagrams" in script.role)) continue;
      const { host = "127.0.0.1", at } = script.role;
      const address = at === "dead" && this.#dead !== null ? this.#dead : { host, port: 0 };
      const actor = new DatagramActor(name, address, script, {
        tell: this.#tell, hasOccurred: this.#hasOccurred,
        addressOf: (to) => "port" in to ? this.#subjectPorts.get(to.port) : this.#addressOfPeer(to.peer),
      });
      this.#actors.push(actor);
      if (actor.mayOpen(null)) await actor.open(this.#datagrams);
    }
  }

  /** The address that a scenario writes as a peer's or as dead; other specifications unchanged. */
  resolve(spec: DatagramAddressSpec): DatagramAddressSpec {
    if ("dead" in spec) return this.#dead ?? spec;
    return "peer" in spec ? this.#addressOfPeer(spec.peer) ?? spec : spec;
  }

  /** Takes note of an event of the scenario: a peer may be waiting for it. */
  observe(event: TraceEvent): void {
    if (event.ev === "enter" && event.cb === "portOpened" && event.port !== undefined) {
      const { host = "127.0.0.1", port = 0 } = event.local ?? {};
      this.#subjectPorts.set(event.port, { host, port });
    }
    for (const actor of this.#actors) {
      if (actor.mayOpen(event)) this.#open(actor);
      else actor.advance();
    }
  }

  #open(actor: DatagramActor): void {
    actor.open(this.#datagrams).catch((error: NodeJS.ErrnoException) =>
      this.#tell({ ev: "peer", peer: actor.name, saw: "refused", code: error.code ?? "UNKNOWN" }));
  }

  #addressOfPeer(name: string): PeerHost | undefined {
    return this.#actors.find((actor) => actor.name === name)?.address;
  }

  get #datagrams(): DatagramPeerNetwork {
    const { datagrams } = this.#network;
    if (datagrams === undefined) throw new Error("the network of the peers has no datagrams");
    return datagrams;
  }
}
