import { createHash } from "node:crypto";
import { bytesOf, digestOfBytes } from "../language/data.js";
import { matches, type Pattern } from "../language/pattern.js";
import type { PeerScript, PeerStep } from "../language/scenario.js";
import type { PeerEvent, TraceEvent } from "../trace/events.js";
import type { DatagramPeerNetwork, DatagramPeerSocket } from "./datagram-network.js";
import type { PeerHost } from "./network.js";

/** What a peer for datagrams knows of the scenario around it. */
export interface Surroundings {
  readonly tell: (event: PeerEvent) => void;
  readonly hasOccurred: (pattern: Pattern) => boolean;
  /** Where a port of the subject, or a peer, receives; undefined while it is not open. */
  readonly addressOf: (to: { readonly port: string } | { readonly peer: string }) => PeerHost | undefined;
}

/** One peer for datagrams: its port, and how far it has come in its script. */
export class DatagramActor {
  readonly name: string;
  readonly #at: PeerHost;
  readonly #script: PeerScript;
  readonly #surroundings: Surroundings;
  readonly #hash = createHash("sha256");
  #count = 0;
  #bytes = 0;
  #begun = false;
  #socket: DatagramPeerSocket | null = null;
  #next = 0;
  #advancing = false;

  /** `at` is where it is to be opened; its number is 0 for any. */
  constructor(name: string, at: PeerHost, script: PeerScript, surroundings: Surroundings) {
    this.name = name;
    this.#at = at;
    this.#script = script;
    this.#surroundings = surroundings;
  }

  /** Where it receives, once it is open. */
  get address(): PeerHost | undefined {
    return this.#socket?.address;
  }

  /** Whether it is to be opened before the scenario starts, or else by this event. */
  mayOpen(event: TraceEvent | null): boolean {
    if (this.#begun) return false;
    const { when } = this.#script;
    return event === null ? when === undefined : when !== undefined && matches(when, event);
  }

  async open(network: DatagramPeerNetwork): Promise<void> {
    this.#begun = true;
    const socket = await network.open(this.#at, { datagram: (data, from) => this.#received(data, from) });
    this.#socket = socket;
    this.#surroundings.tell({ ev: "peer", peer: this.name, saw: "listening", address: socket.address });
    this.advance();
  }

  #received(data: Uint8Array, from: PeerHost): void {
    this.#hash.update(data);
    this.#bytes += data.length;
    this.#count += 1;
    const text = data.length <= 64 ? { text: Buffer.from(data).toString("latin1") } : {};
    this.#surroundings.tell({
      ev: "peer", peer: this.name, saw: "datagram", from, data: digestOfBytes(data), ...text, count: this.#count,
      received: { bytes: this.#bytes, sha256: this.#hash.copy().digest("hex") },
    });
    this.advance();
  }

  /** Goes on with the script as far as it can. */
  advance(): void {
    const socket = this.#socket;
    if (this.#advancing || socket === null) return;
    this.#advancing = true;
    const steps = this.#script.script ?? [];
    for (let step = steps[this.#next]; step !== undefined && this.#do(step, socket); step = steps[this.#next]) {
      this.#next += 1;
    }
    this.#advancing = false;
  }

  /** Does a step; false if it has to wait. */
  #do(step: PeerStep, socket: DatagramPeerSocket): boolean {
    switch (step.step) {
      case "sendTo": {
        const to = this.#surroundings.addressOf(step.to);
        if (to !== undefined) socket.send(bytesOf(step.data), to);
        return to !== undefined;
      }
      case "receive": return this.#count >= step.datagrams;
      case "await": return this.#surroundings.hasOccurred(step.event);
      case "close": {
        socket.close();
        return true;
      }
      default: throw new Error(`${this.name}: a peer for datagrams cannot ${step.step}`);
    }
  }
}
