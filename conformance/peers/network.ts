import type { DatagramPeerNetwork } from "./datagram-network.js";

/**
 * The kit's own end of a connection, below any reactor: sockets of the driver, or of a simulated
 * reactor's network. Scenarios' peers are scripted over this interface and nothing else.
 */

/** How the other side's sending ended: an orderly end, or a reset; over TLS, also an end without a close_notify. */
export type PeerEnd = "clean" | "reset" | "truncated";

/** What a peer is told. Called one at a time, never inside a call of PeerSocket. */
export interface PeerEvents {
  /** The connection is open. */
  connected(local: PeerAddress, remote: PeerAddress): void;
  data(bytes: Uint8Array): void;
  /** The other side will send no more. At most once, after all data. */
  end(how: PeerEnd): void;
  /** The attempt to connect failed, with the platform's symbolic code. Instead of `connected`. */
  refused(code: string): void;
}

/** A numeric address of TCP; the path of a UNIX socket, null if the end is bound to none; or standard streams. */
export type PeerAddress = PeerHost | { readonly path: string | null } | { readonly kind: "standard-streams" };

export interface PeerHost {
  readonly host: string;
  readonly port: number;
}

/** What may be at a path, beside a socket: `loop` is a symbolic link to itself. */
export type FileKind = "file" | "directory" | "loop";

/** What is at a path; of a directory, also how many entries it has. */
export interface PathState {
  readonly is: FileKind | "socket" | "nothing";
  readonly entries?: number;
}

/** Paths in a fresh directory of the network's own. Each has a name; "." is the directory itself. */
export interface PeerFiles {
  path(name: string): string;
  /** Puts something at the path, in place of what is there; `stale` is a socket at which nobody listens. */
  make(name: string, what: FileKind | "stale"): void;
  remove(name: string): void;
  look(name: string): PathState;
}

/** One end of a connection, in the peer's hands. */
export interface PeerSocket {
  /** Bytes that were to be sent and that the platform has not taken; a part of one send may be counted as whole. */
  readonly unsentBytes: number;
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

export interface PeerListener<A extends PeerAddress = PeerAddress> {
  readonly address: A;
  close(): void;
}

/** Where peers live. */
export interface PeerNetwork {
  readonly files: PeerFiles;
  /** Where datagrams are sent and received, if the network has them. */
  readonly datagrams?: DatagramPeerNetwork;
  connect(to: PeerAddress, events: PeerEvents): PeerSocket;
  /**
   * `accept` is called for each connection, and returns what is to be told of it. The network chooses the port if none
   * is given.
   */
  listen(host: string, accept: (socket: PeerSocket) => PeerEvents, port?: number): Promise<PeerListener<PeerHost>>;
  /** Listens at a path. */
  listenAt(path: string, accept: (socket: PeerSocket) => PeerEvents): Promise<PeerListener>;
  /** Takes the other ends of the subject's standard streams; absent where nobody has them. */
  standardStreams?(events: PeerEvents): PeerSocket;
  /** An address on which nothing listens: an attempt to connect is refused. */
  closedAddress(): Promise<PeerHost>;
  /** An address whose attempts to connect stay pending: neither accepted nor refused. */
  stalledAddress(): Promise<PeerHost>;
  /** Keeps a clock of the network's own still, for what happens outside it, until the returned function is called. */
  hold?(): () => void;
  /** From now on attempts at the stalled address are answered; `connected` is told of each connection. */
  answerStalled(connected: (remote: PeerAddress) => void): void;
  /** Cuts every connection, closes every listener and port, and removes every path that this network made. */
  dispose(): Promise<void>;
}
