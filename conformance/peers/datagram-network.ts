import type { PeerHost } from "./network.js";

// The kit's own ports for datagrams, below any reactor.

/** What a peer for datagrams is told: one at a time, never inside a call of its socket. */
export interface DatagramPeerEvents {
  datagram(data: Uint8Array, from: PeerHost): void;
}

/** A port in the peer's hands. */
export interface DatagramPeerSocket {
  readonly address: PeerHost;
  /** Sends one datagram, also an empty one, after those before. */
  send(data: Uint8Array, to: PeerHost): void;
  close(): void;
}

/** Where peers for datagrams live. */
export interface DatagramPeerNetwork {
  /** Opens a port at a numeric host, and at this number; 0 lets the network choose one. */
  open(at: PeerHost, events: DatagramPeerEvents): Promise<DatagramPeerSocket>;
  /** An address where nobody receives. */
  deadAddress(): Promise<PeerHost>;
}
