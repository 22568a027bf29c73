/**
 * The kit's own end of a connection, below any reactor: sockets of the driver, or of a simulated
 * reactor's network. Scenarios' peers are scripted over this interface and nothing else.
 */

/** How the other side's sending ended: an orderly end, or a reset. */
export type PeerEnd = "clean" | "reset";

/** What a peer is told. Called one at a time, never inside a call of PeerSocket. */
export interface PeerEvents {
  /** The connection is open; `remote` and `local` are numeric addresses. */
  connected(local: PeerAddress, remote: PeerAddress): void;
  data(bytes: Uint8Array): void;
  /** The other side will send no more. At most once, after all data. */
  end(how: PeerEnd): void;
  /** The attempt to connect failed, with the platform's symbolic code. Instead of `connected`. */
  refused(code: string): void;
}

export interface PeerAddress {
  readonly host: string;
  readonly port: number;
}

/** One end of a connection, in the peer's hands. */
export interface PeerSocket {
  /** Sends all of `bytes`, buffering as needed. */
  send(bytes: Uint8Array): void;
  /** Half-close: sends the end after what was sent, and goes on receiving. */
  end(): void;
  /** Closes after what was sent; whatever arrives from now on is unread. */
  close(): void;
  /** Cuts the connection with a reset. */
  reset(): void;
  /** Stops reading, so that the other side's sending stalls once the buffers between are full. */
  pause(): void;
  resume(): void;
}

export interface PeerListener {
  readonly address: PeerAddress;
  close(): void;
}

/** Where peers live. `host` is numeric and defaults to 127.0.0.1; ports are chosen by the network. */
export interface PeerNetwork {
  connect(to: PeerAddress, events: PeerEvents): PeerSocket;
  /** `accept` is called for each connection, and returns what is to be told of it. */
  listen(host: string, accept: (socket: PeerSocket) => PeerEvents): Promise<PeerListener>;
  /** An address on which nothing listens: an attempt to connect is refused. */
  closedAddress(): Promise<PeerAddress>;
  /** An address whose attempts to connect stay pending: neither accepted nor refused. */
  stalledAddress(): Promise<PeerAddress>;
  /** Cuts every connection and closes every listener that this network made. */
  dispose(): Promise<void>;
}
