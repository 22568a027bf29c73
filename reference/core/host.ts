import type {
  Address, ConnectOptions, ListenOptions, Profile, ReactorError, Resolver, TlsOptions, TlsSession, UdpAddress,
} from "../../spec/reactor.js";
import type { CheckedUdpAddress } from "./datagram-addresses.js";
import type { HostThreads } from "./host-threads.js";

/** Something to do later, in the host's own turn. */
export type Task = () => void;

/**
 * What the core needs of the program it lives in. Whatever a host calls, it calls in a host task of its own: with
 * the host's microtasks drained before (`execution.microtasks`), and never inside a call that the core made. So no
 * callback is entered while another runs (`execution.serial`), nor before the call that led to it has returned
 * (`execution.call-later.returns-first`, `execution.write.returns-first`, `execution.close.returns-first`,
 * `execution.flow.returns-first`, `execution.connect.returns-first`, `execution.listen.returns-first`). Between two
 * tasks of one source the others have their turn (`execution.fair.timers`, `execution.fair.connections`).
 */
export interface Host {
  /** What is supported: the same for the host's whole life (`profile.declared`, `profile.constant`). */
  readonly profiles: ReadonlySet<Profile>;
  /** The monotonic clock, in ms; it goes on within a task (`timer.clock.monotonic`, `timer.clock.advances`). */
  now(): number;
  /** Calls `task` in a later host task; tasks in the order they were deferred. */
  defer(task: Task): void;
  /** A task that is done later in the async context of the caller, where the host follows such contexts. */
  inContext?(task: Task): Task;
  /** A run begins: from now on the program stays alive, and `wake` is called when `wakeAt` asks for it. */
  begin(wake: Task): void;
  /** Asks for one wake-up at `deadline` or later, in place of the one asked for before; null asks for none. */
  wakeAt(deadline: number | null): void;
  /** The run is over: nothing of it is left in the host, and nothing of it is called any more. */
  end(): void;
  /** Writes an error that nobody receives to the host's diagnostics (`execution.error-hook.default`). Never throws. */
  diagnose(error: unknown): void;
  /** The kinds of connections that the host has, by the kind of their addresses. */
  readonly kinds: ReadonlyMap<string, ConnectionKind>;
  /** Where datagrams are sent and received; absent without the profile udp. */
  readonly datagrams?: DatagramHost;
  /** What puts TLS over connections; a host without it has no profile `tls`. */
  readonly tls?: TlsEngine;
  /** The threads that the host has, if it has any. */
  readonly threads?: HostThreads;
  /** How the platform resolves names; absent where the profile `resolver` is not supported. */
  readonly resolver?: Resolver;
}

/** One kind of connections. The core gives it only addresses of that kind, and only those that it has checked. */
export interface ConnectionKind {
  listen(address: Address, options: ListenOptions, events: ListenEvents): HostListener;
  connect(address: Address, options: ConnectOptions, events: ConnectEvents): HostAttempt;
}

/** What a host tells of an address to listen on: `listening` or `failed`, once; then each connection. */
export interface ListenEvents {
  listening(address: Address): void;
  failed(error: ReactorError): void;
  accepted(channel: Channel): void;
}

export interface HostListener {
  /** Stops listening, whether it has begun or not, and calls `released` once the address is free. */
  close(released: Task): void;
}

/** What a host tells of an attempt to connect: one of the two, once, unless it is cancelled. */
export interface ConnectEvents {
  connected(channel: Channel): void;
  failed(error: ReactorError): void;
}

export interface HostAttempt {
  /** Gives the attempt up; a connection that it has already made is cut. */
  cancel(): void;
}

/** The host's side of one connection. After `abort` and `release` it tells nothing more. */
export interface Channel {
  readonly local: Address;
  readonly remote: Address;
  /** Bytes written and not yet handed to the platform. */
  readonly pendingBytes: number;
  /**
   * Begins to receive; nothing is told before, and nothing that came earlier is lost (`connect.fast-peer`). Called
   * again, it only replaces who is told.
   */
  open(events: ChannelEvents): void;
  /** Sends `data`, which is the channel's to keep, behind all that was written before (`transport.write.order`). */
  write(data: Uint8Array): void;
  /** Ends the sending side after what was written. */
  end(): void;
  /** Tells of no bytes until `resume`, not even of those that are read already; more is not read. The rest is told. */
  pause(): void;
  resume(): void;
  /** From now on input is read and dropped, paused or not; its end is still told. */
  discardInput(): void;
  /** Cuts the connection with a reset; what was not sent is discarded. */
  abort(): void;
  /** Leaves a connection whose output is handed over to the platform, which delivers it. */
  release(): void;
  /** What only a connection over TCP can be asked for; null for one of another kind. */
  readonly tcp: TcpSettings | null;
  /** What was agreed in the handshake of a channel over TLS. */
  readonly session?: TlsSession | null;
}

export interface TcpSettings {
  setNoDelay(enabled: boolean): void;
  setKeepAlive(enabled: boolean, delay: number): void;
}

export interface ChannelEvents {
  /** Some bytes arrived: never none, and the receiver's to keep. */
  received(data: Uint8Array): void;
  /** The peer will send no more. Once. */
  ended(): void;
  /** Some of what was written is handed to the platform. May come within a call of the channel: it enters nothing. */
  drained(): void;
  /** All that was written, and the end behind it, is handed to the platform. Once. */
  sent(): void;
  /** The platform or the peer cut the connection, also while it was written to (`transport.write.peer-gone`). Last. */
  cut(error: ReactorError): void;
}

/** Datagrams, over UDP. The core gives it only addresses that it has checked. */
export interface DatagramHost {
  /** Opens a port; `remote` is the only peer of a connected one. */
  open(local: CheckedUdpAddress, remote: UdpAddress | null, events: DatagramEvents): HostAttempt;
}

/** What a host tells of an attempt to open a port: one of the two, once, unless it is cancelled. */
export interface DatagramEvents {
  opened(channel: DatagramChannel): void;
  failed(error: ReactorError): void;
}

/** The host's side of one port for datagrams. After `close` it tells nothing more. */
export interface DatagramChannel {
  readonly local: UdpAddress;
  /** Begins to receive; nothing is told before, and nothing that came earlier is lost. */
  open(events: DatagramChannelEvents): void;
  /** Sends `data`, which is the channel's to keep, as one datagram, after those before (`datagram.send.order`). */
  send(data: Uint8Array, to: UdpAddress): void;
  /** Hands over what was sent, releases the address, and then calls `closed`. */
  close(closed: Task): void;
}

export interface DatagramChannelEvents {
  /** One datagram arrived, whole, and its data are the receiver's to keep. */
  received(data: Uint8Array, from: UdpAddress): void;
  /** The platform reported a failure. The channel goes on. */
  failed(error: ReactorError): void;
}

/** Which side of the handshake: the client begins it, the server shows its certificate. */
export type TlsRole = "client" | "server";

/** Options that an engine has read. Only that engine can use them. */
export interface TlsSettings {
  readonly role: TlsRole;
}

/** Who speaks TLS with whom, and what was received of it already. */
export interface Parties {
  readonly local: Address;
  readonly remote: Address;
  /** The name or address of the server that is meant, unless the options say another. */
  readonly name: string;
  readonly received?: Uint8Array;
}

/** What an engine tells of a handshake: one of the three, once. */
export interface HandshakeEvents {
  /** The handshake is complete, and the peer verified. */
  secured(session: TlsSession): void;
  /** It failed, and the channel below is closed. */
  failed(error: ReactorError): void;
  /** Its channel was cut before either. */
  abandoned(): void;
}

/** A channel over TLS. It is opened at any time: nothing is told of its input before the handshake is complete. */
export interface SecureChannel extends Channel {
  readonly session: TlsSession | null;
}

/** Puts TLS over channels of any kind. */
export interface TlsEngine {
  /** @throws TypeError if a certificate or a key cannot be read, or one of the two is missing (`tls.options.pem`). */
  prepare(options: TlsOptions, role: TlsRole): TlsSettings;
  /** Begins a handshake over `channel`, which is the engine's from now on. */
  handshake(channel: Channel, settings: TlsSettings, parties: Parties, events: HandshakeEvents): SecureChannel;
}
