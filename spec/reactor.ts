// Extracted from the interface blocks of the chapters in spec/ by `npm run extract`. Do not edit.

// 01-conventions.md

/** A set of requirements that a reactor claims as a whole (`profile.declared`). */
export type Profile =
  | "core" | "tcp" | "unix" | "udp" | "tls" | "threads" | "resolver" | "streams" | "shim"
  | "adapters";

export interface Reactor {
  /** The profiles that this reactor supports, `core` among them (`profile.declared`, `profile.constant`). */
  readonly profiles: ReadonlySet<Profile>;
}

// 02-execution.md

/** Receives what a callback threw, or the reason of a promise it returned that was rejected. */
export type ErrorHook = (error: unknown) => void;

export interface Reactor {
  /**
   * Sets the one receiver of errors that callbacks throw; `null` restores the default, which writes
   * them to the host's diagnostics (`execution.throw.reported`, `execution.error-hook.default`).
   * @throws TypeError if `hook` is neither a function nor null.
   */
  setErrorHook(hook: ErrorHook | null): void;
}

// 03-lifecycle.md

/** When a hook runs: before any other callback of a run, or after `stop()` and before anything is closed. */
export type HookPhase = "startup" | "shutdown";

/** A registered hook. */
export interface Hook {
  /** Takes the hook out (`lifecycle.hook.remove`). Returns whether it was in (`lifecycle.hook.remove.result`). */
  remove(): boolean;
}

export interface Reactor {
  /** Whether a run is in progress, from its first hook to the last callback (`lifecycle.running`). */
  readonly running: boolean;
  /**
   * Runs the reactor. Fulfilled after `stop()`, once all shut-down work is done (`lifecycle.run.until-stop`);
   * rejected, with the run in progress unharmed, if the reactor is running (`lifecycle.run.twice`).
   */
  run(): Promise<void>;
  /** Asks the run in progress to end; returns at once (`lifecycle.stop.returns`). Does nothing when not running. */
  stop(): void;
  /**
   * Registers a hook for every run in which its phase is still to come (`lifecycle.hook.called`). A promise that a
   * shutdown hook returns is awaited (`lifecycle.hook.shutdown.awaited`).
   * @throws TypeError if `phase` is unknown or `hook` is not a function (`lifecycle.hook.type`).
   */
  addHook(phase: HookPhase, hook: () => void | PromiseLike<void>): Hook;
}

// 04-timed-calls.md

/** A call scheduled by `callLater`. */
export interface TimedCall {
  /** When the call is due: milliseconds on the clock of `now()` (`timer.deadline`). */
  readonly deadline: number;
  /** True until the call is cancelled or begins (`timer.active`). */
  readonly active: boolean;
  /** Prevents the call. Returns whether it did; never throws (`timer.cancel`, `timer.cancel.result`). */
  cancel(): boolean;
  /**
   * Moves the deadline to now + `delay` ms (`timer.rearm.from-call`). Returns whether the call is still to come
   * (`timer.rearm.result`).
   * @throws RangeError if `delay` is NaN, negative or infinite; TypeError if it is not a number.
   */
  reset(delay: number): boolean;
  /**
   * Moves the deadline `extra` ms later than it was (`timer.rearm.from-deadline`). Returns whether the call is still
   * to come (`timer.rearm.result`).
   * @throws RangeError if `extra` is NaN, negative or infinite; TypeError if it is not a number.
   */
  delay(extra: number): boolean;
}

export interface Reactor {
  /** The reactor's monotonic clock, in milliseconds from an arbitrary origin (`timer.clock.monotonic`). */
  now(): number;
  /**
   * Calls `callback` once, no earlier than `delay` ms from now (`timer.not-early`).
   * @throws RangeError if `delay` is NaN, negative or infinite; TypeError if it is not a number, or
   * `callback` is not a function.
   */
  callLater(delay: number, callback: () => void): TimedCall;
}

// 05-connections.md

/** Why a connection is over. */
export type CloseReason =
  /** Both directions ended in order: nothing accepted was lost (`connection.reason.done`). */
  | { readonly kind: "done" }
  /** `abortConnection()`, or the reactor stopped (`connection.reason.aborted`). */
  | { readonly kind: "aborted" }
  /** The platform or the peer cut the connection (`connection.reason.lost`). */
  | { readonly kind: "lost"; readonly error: ReactorError }
  /** A callback of the protocol threw `error` (`connection.throw.reason`). */
  | { readonly kind: "failed"; readonly error: unknown };

/** What is notified of a connection: any object with some of these methods. */
export interface Protocol {
  /** The connection is open, and `transport` ready for use. First, and once. */
  connectionMade?(transport: Transport): void;
  /** Some bytes arrived: never none, and the protocol's to keep (`connection.data.owned`). */
  dataReceived?(data: Uint8Array): void;
  /** The peer will send no more. Its presence says that the protocol closes by itself (`connection.eof.aware`). */
  eofReceived?(): void;
  /** The connection is over. Last, and once. */
  connectionLost?(reason: CloseReason): void;
}

/** Makes the protocol of one new connection; `null` declines it (`connection.factory.declined`). */
export type ProtocolFactory = (remote: Address) => Protocol | null;

// 06-transports.md

/** The sending side of one connection, and the means to end it. */
export interface Transport {
  /** This end's address, the same for the transport's whole life (`transport.address.constant`). */
  readonly local: Address;
  /** The peer's address, the same for the transport's whole life (`transport.address.constant`). */
  readonly remote: Address;
  /** Bytes accepted by `write` and not yet handed to the platform (`transport.pending`). */
  readonly pendingBytes: number;
  /**
   * Sends what `data` holds at the call, after everything written before (`transport.write.order`,
   * `transport.write.snapshot`). Ignored once the sending side is ended, closed or lost.
   * @throws TypeError if `data` is not a Uint8Array (`transport.write.type`).
   */
  write(data: Uint8Array): void;
  /** Ends the sending side after what was written; receiving goes on (`transport.end`). */
  endWriting(): void;
  /** Delivers what was written, then closes; nothing more is received (`transport.lose.flushes`). */
  loseConnection(): void;
  /** Discards what was not sent and closes at once; the peer can tell (`transport.abort.reset`). */
  abortConnection(): void;
}

// 07-flow-control.md

export interface Protocol {
  /** More is unsent than the high watermark: it is time to stop writing (`flow.write.pause`). */
  pauseWriting?(): void;
  /** No more is unsent than the low watermark: writing can go on (`flow.write.resume`). */
  resumeWriting?(): void;
}

export interface Transport {
  /** Nothing more is received from now on, and the peer is held up (`flow.read.pause`, `flow.read.back-pressure`). */
  pauseReading(): void;
  /** Receiving goes on where it was paused, in a later turn (`flow.read.resume`). */
  resumeReading(): void;
  /**
   * Has `pauseWriting` called when more than `high` bytes are unsent, and `resumeWriting` when no more than `low` are:
   * 65536 and 16384 until then (`flow.watermarks.default`).
   * @throws RangeError if one is not an integer of at least 0, or `low` is above `high`; TypeError if one is not a
   * number (`flow.watermarks.invalid`).
   */
  setWatermarks(low: number, high: number): void;
}

// 08-listening-and-connecting.md

/** Where to listen or connect, or an end of a connection. One type a kind. */
export type Address =
  | TcpAddress
  | UnixAddress
  | StandardStreamsAddress
  | TlsAddress;

export interface ListenOptions {
  /** How many connections may wait to be accepted: a positive integer (`listen.backlog`). */
  readonly backlog?: number;
}

export interface ConnectOptions {
  /** Milliseconds after which the attempt fails as `timed-out` (`connect.timeout`). None by default. */
  readonly timeout?: number;
  /** Cancels the attempt while it is pending (`connect.cancel`). */
  readonly signal?: AbortSignal;
}

/** A listening address. */
export interface Listener {
  /** The address in use, its port the actual one (`listen.port-zero`). */
  readonly address: Address;
  /** Stops accepting. Fulfilled once the address is released; never waits for connections (`listen.close`). */
  close(): Promise<void>;
}

export interface Reactor {
  /**
   * Accepts connections at `address`, each with a protocol of `factory`. Rejected with a ReactorError if
   * the platform refuses.
   * @throws TypeError or RangeError, at the call, for an argument that can never work (`listen.argument`).
   */
  listen(address: Address, factory: ProtocolFactory, options?: ListenOptions): Promise<Listener>;
  /**
   * Opens one connection to `address`. Fulfilled with its transport after `connectionMade`; rejected with a
   * ReactorError, with no protocol called, if it fails (`connect.one-outcome`).
   * @throws TypeError or RangeError, at the call, for an argument that can never work (`connect.argument`).
   */
  connect(address: Address, factory: ProtocolFactory, options?: ConnectOptions): Promise<Transport>;
}

// 09-errors.md

/** What a portable program branches on (`error.category`). */
export type ErrorCategory =
  | "refused" | "timed-out" | "unreachable" | "reset" | "aborted" | "broken-pipe"
  | "address-in-use" | "address-not-available" | "permission-denied" | "name-not-found" | "name-unavailable"
  | "message-too-long" | "too-many-descriptors" | "path-too-long" | "path-not-found" | "unsupported"
  | "certificate-invalid" | "tls-failed" | "truncated"
  | "cancelled" | "declined" | "stopped" | "other";

/** A failure of the environment: its portable category, and what the platform said, unaltered. */
export interface ReactorError extends Error {
  readonly category: ErrorCategory;
  /** The platform's symbolic name, e.g. `ECONNREFUSED`, or null (`error.code`). */
  readonly code: string | null;
  /** The platform's own positive number, or null; never an invented one (`error.errno`). */
  readonly errno: number | null;
  /** The operation that failed, e.g. `connect`, or null (`error.syscall`). */
  readonly syscall: string | null;
  /** The address that the operation was about, or null (`error.address`). */
  readonly address: Address | UdpAddress | null;
}

// 10-tcp.md

/** An end of a TCP connection. */
export interface TcpAddress {
  readonly kind: "tcp";
  /** A numeric IPv4 or IPv6 address (`tcp.address.numeric`); to listen or connect, also a name (`resolver.set`). */
  readonly host: string;
  /** 0 to 65535. */
  readonly port: number;
}

/** What `listen` and `connect` hand a protocol of a TCP connection. */
export interface TcpTransport extends Transport {
  /** Whether small writes leave at once (`tcp.no-delay`). Ignored once the connection is over. */
  setNoDelay(enabled: boolean): void;
  /**
   * Whether an idle connection is probed, first after `delay` ms (`tcp.keep-alive`). Ignored once it is over.
   * @throws RangeError if `delay` is NaN, negative or infinite (`tcp.keep-alive.delay`); TypeError if it is not
   * a number.
   */
  setKeepAlive(enabled: boolean, delay?: number): void;
}

// 11-unix.md

/** An end of a connection over a UNIX socket. */
export interface UnixAddress {
  readonly kind: "unix";
  /** The path that the end is bound to; null for an unnamed end (`unix.address.path`, `unix.address.unnamed`). */
  readonly path: string | null;
}

// 12-datagrams.md

/** An address of datagrams. */
export interface UdpAddress {
  readonly kind: "udp";
  /** A numeric IPv4 or IPv6 address, whose family the port and its destinations have in common. */
  readonly host: string;
  /** 1 to 65535; 0 to open any free port. */
  readonly port: number;
}

/** Receives what happens at one port: any object with some of these methods (`datagram.methods.optional`). */
export interface DatagramProtocol {
  /** The port is open. First, and once (`datagram.opened.first`). */
  portOpened?(port: DatagramPort): void;
  /** One datagram, whole; it may be empty. `data` is the receiver's to keep (`datagram.received.whole`). */
  datagramReceived?(data: Uint8Array, from: UdpAddress): void;
  /** The platform refused a datagram, or reported one as refused; the port goes on (`datagram.fail.usable`). */
  sendFailed?(error: ReactorError): void;
  /** The port is closed. Last, and once (`datagram.closed.once`). */
  portClosed?(): void;
}

/** One open port, and the means to send from it. */
export interface DatagramPort {
  /** The address in use, its port the actual one (`datagram.open.port-zero`). */
  readonly local: UdpAddress;
  /** The only peer of a connected port, else null (`datagram.connected.remote`). */
  readonly remote: UdpAddress | null;
  /**
   * Sends what `data` holds at the call as one datagram, also if it is empty. Ignored once the port is closed.
   * @throws TypeError if `data` is not a Uint8Array; TypeError or RangeError for a destination that can never work:
   * none on a port that is not connected, another than `remote` on one that is (`datagram.send.destination`).
   */
  send(data: Uint8Array, to?: UdpAddress): void;
  /** Receives nothing more, and releases the address. Fulfilled after `portClosed` (`datagram.close.promise`). */
  close(): Promise<void>;
}

export interface DatagramOptions {
  /** Makes the port a connected one: its only peer, and where datagrams are sent. */
  readonly remote?: UdpAddress;
}

export interface Reactor {
  /**
   * Opens a port at `local`. Fulfilled after `portOpened`; rejected with a ReactorError if the platform refuses.
   * @throws TypeError or RangeError, at the call, for an argument that can never work (`datagram.open.argument`).
   */
  openDatagram(local: UdpAddress, protocol: DatagramProtocol, options?: DatagramOptions): Promise<DatagramPort>;
}

// 13-tls.md

/** Where connections speak TLS from their first byte, over TCP. */
export interface TlsAddress {
  readonly kind: "tls";
  /** As that of a TCP address. A name here is what the certificate is checked for (`tls.verify.name`). */
  readonly host: string;
  /** 0 to 65535. */
  readonly port: number;
}

/** How one side takes part in TLS. Certificates and keys are in the form of PEM. */
export interface TlsOptions {
  /** This side's certificate, and behind it those that lead to an authority. A server has one. */
  readonly certificate?: string;
  /** The private key of the certificate. */
  readonly key?: string;
  /**
   * The certificates of those who vouch for the peer, in place of the platform's. A server that is given some
   * demands a certificate of each client (`tls.verify.client`).
   */
  readonly authorities?: string;
  /** Client: the name of the server that is meant; by default, the host of its address (`tls.sni`). */
  readonly serverName?: string;
  /** The application protocols that this side speaks, the best first (`tls.alpn.agreed`). */
  readonly alpn?: readonly string[];
  /** Milliseconds that the handshake may take (`tls.handshake.timeout`); 60,000 by default. */
  readonly handshakeTimeout?: number;
}

/** Options to go over to TLS. */
export interface StartTlsOptions extends TlsOptions {
  /** Which side of the handshake this end is, whoever opened the connection: the server shows its certificate. */
  readonly role: "client" | "server";
  /** What the protocol was given already, and belongs to the handshake (`tls.start.handed-back`). */
  readonly received?: Uint8Array;
}

/** What the two ends agreed in their handshake. */
export interface TlsSession {
  /** `TLSv1.3` or `TLSv1.2`. */
  readonly version: string;
  /** The application protocol that was agreed, or null. */
  readonly alpn: string | null;
  /** The certificate that the peer showed, in the form of DER, or null. */
  readonly peerCertificate: Uint8Array | null;
}

export interface ListenOptions {
  /** For addresses of the kind `tls`, which need them, and for no others. */
  readonly tls?: TlsOptions;
}

export interface ConnectOptions {
  /** For addresses of the kind `tls`, and for no others. */
  readonly tls?: TlsOptions;
}

export interface TcpTransport {
  /** What was agreed; null before the handshake is complete, and without TLS (`tls.session`). */
  readonly session: TlsSession | null;
  /**
   * Goes over to TLS, behind what was written. Fulfilled when the handshake is complete; rejected if it fails, which
   * also ends the connection (`tls.start.fails`), or if TLS cannot be started now (`tls.start.twice`).
   * @throws TypeError or RangeError for options that can never work (`tls.options.type`).
   */
  startTls(options: StartTlsOptions): Promise<TlsSession>;
}

// 14-standard-streams.md

/** The [standard streams] of the process: what is read comes from its input, what is written goes to its output. */
export interface StandardStreamsAddress {
  readonly kind: "standard-streams";
}

// 15-name-resolution.md

/** Turns names into addresses. */
export interface Resolver {
  /**
   * Answers with the numeric hosts of a name, the preferred first; or fails with an error whose `code` says why.
   * `signal` is aborted when nobody waits for the answer any more (`resolver.signal`).
   */
  resolve(host: string, options: { readonly signal: AbortSignal }): PromiseLike<readonly string[]>;
}

export interface ResolveOptions {
  /** Cancels the lookup while it is under way (`resolver.resolve.cancel`). */
  readonly signal?: AbortSignal;
}

export interface ConnectOptions {
  /**
   * Milliseconds after which the next address of a name is tried beside the one that is pending
   * (`resolver.race`). 250 by default (`resolver.race.default`).
   */
  readonly attemptDelay?: number;
}

export interface ReactorError {
  /** Where a name has addresses and all failed: the failure of each, in their order (`resolver.errors`). */
  readonly errors?: readonly ReactorError[];
}

export interface Reactor {
  /**
   * Sets who resolves names from now on; `null` stands for the platform (`resolver.set.platform`). Returns the
   * resolver that was set before, the platform's at first (`resolver.set.previous`).
   * @throws TypeError if `resolver` is neither null nor an object with a method `resolve`.
   */
  setResolver(resolver: Resolver | null): Resolver;
  /**
   * Looks a host up. Fulfilled with the answer (`resolver.resolve`), a numeric host being its own; rejected with a
   * ReactorError.
   * @throws TypeError if `host` is not a string (`resolver.name.type`).
   */
  resolve(host: string, options?: ResolveOptions): Promise<readonly string[]>;
}

// 16-threads.md

/** What can be said of threads where a reactor is made. */
export interface ThreadPoolOptions {
  /** How many threads do work at once, at most: a positive integer (`thread.pool.bound`). 4 by default. */
  readonly threads?: number;
}

/** A function that another thread can find: functions themselves do not cross threads. */
export interface ThreadWork {
  /** An absolute URL, such as `new URL("./work.js", import.meta.url)`. */
  readonly module: string | URL;
  /** The name of one of the module's exports. */
  readonly name: string;
}

/** One end of a channel between threads: the standard type of the Web's. */
export type MessagePort = InstanceType<typeof globalThis.MessagePort>;

export interface ThreadCallOptions {
  /** Cancels the call (`thread.in.cancel.waiting`, `thread.in.cancel.running`). */
  readonly signal?: AbortSignal;
  /** What of the arguments is moved to the thread, and not copied (`thread.in.transfer`). */
  readonly transfer?: readonly (ArrayBuffer | MessagePort)[];
}

/** Functions that other threads can call by their names. */
export type ThreadFunctions = Readonly<Record<string, (...args: never[]) => unknown>>;

/** By what another thread calls in. */
export interface ThreadPort {
  /** To be passed to the other thread, and transferred: there `connect` makes a `ThreadCaller` of it. */
  readonly port: MessagePort;
  /** Refuses further calls, and drops those that wait (`thread.port.closed`). Done by itself when the run ends. */
  close(): void;
}

/** In another thread: what `connect(port)` returns. */
export interface ThreadCaller {
  /**
   * Has a function called in the reactor thread, and returns at once (`thread.from.called`).
   * @throws TypeError if the port has no such function or an argument cannot be cloned; ReactorError of the category
   * `stopped` if the port is closed (`thread.port.function`, `thread.port.argument`, `thread.port.closed`).
   */
  callFromThread(name: string, ...args: readonly unknown[]): void;
  /**
   * The same as one `callFromThread` for each of the lists of arguments, in their order, at the cost of one.
   * @throws as `callFromThread`; then none of them is made.
   */
  callEachFromThread(name: string, argumentLists: readonly (readonly unknown[])[]): void;
  /**
   * Has a function called in the reactor thread, and waits. Returns what it returns, or what the promise that it
   * returns is fulfilled with; throws what it throws (`thread.blocking.result`, `thread.blocking.error`).
   * @throws Error at once in the reactor thread (`thread.blocking.own-thread`); else as `callFromThread`.
   */
  blockingCallFromThread(name: string, ...args: readonly unknown[]): unknown;
}

export interface Reactor {
  /**
   * Calls a function in a thread of the pool. Fulfilled with what it returned; rejected with what it threw, or with a
   * ReactorError (`thread.in.result`, `thread.in.error`).
   * @throws TypeError for an argument that can never work (`thread.in.argument`, `thread.in.unclonable`).
   */
  callInThread(work: ThreadWork, args?: readonly unknown[], options?: ThreadCallOptions): Promise<unknown>;
  /**
   * Calls `callback` in a later turn. What other threads do by a port is this.
   * @throws TypeError if `callback` is not a function (`thread.from.type`).
   */
  callFromThread(callback: () => void): void;
  /**
   * Opens a port by which another thread calls these functions.
   * @throws TypeError if one of them is no function (`thread.port.type`); ReactorError of the category `unsupported`
   * if the reactor has no threads.
   */
  threadPort(functions: ThreadFunctions): ThreadPort;
}

// 19-adapters.md

/** The unclean end of a connection, as a style throws it (`adapter.read.unclean`). */
export interface ClosedError extends Error {
  readonly reason: CloseReason;
}

/** Makes the factory of a reactor's connections in one style; `serve` is called with each (`adapter.serve`). */
export type Adapter<Connection> =
  (reactor: Reactor, serve: (connection: Connection) => void | PromiseLike<void>) => ProtocolFactory;

/** A connection as an async iterator over the chunks that it receives. */
export interface IterableConnection extends AsyncIterableIterator<Uint8Array> {
  readonly transport: Transport;
  /** Fulfilled with the reason of the end, of whatever kind (`adapter.closed`). Never rejected. */
  readonly closed: Promise<CloseReason>;
  /** The next chunk, or the end of the peer's sending (`adapter.read.clean`). Rejected with a ClosedError. */
  next(): Promise<IteratorResult<Uint8Array, undefined>>;
  /** Closes; a loop that is left early calls it (`adapter.cancel`). */
  return(): Promise<IteratorResult<Uint8Array, undefined>>;
  /**
   * Sends `data`. Fulfilled once there is room for more (`adapter.write.drain`), rejected with a ClosedError if the
   * connection is lost (`adapter.write.lost`, `adapter.write.over`), or a TypeError if the sending side is ended
   * (`adapter.write.ended`).
   * @throws TypeError if `data` is not a Uint8Array (`adapter.write.type`).
   */
  write(data: Uint8Array): Promise<void>;
  /** Ends the sending side after what was written; receiving goes on (`adapter.end`). */
  end(): void;
  /** Delivers what was written, then closes (`adapter.close`). Fulfilled as `closed` is. */
  close(): Promise<CloseReason>;
}

/** A connection as a pair of web streams: closing `writable` ends the sending side, cancelling `readable` closes. */
export interface StreamConnection {
  readonly transport: Transport;
  readonly closed: Promise<CloseReason>;
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
}

/** What a subject exports, beside `createReactor`, if the profile `adapters` is claimed for it. */
export interface Adapters {
  /** @throws TypeError if `serve` is not a function (`adapter.serve.type`). */
  readonly iterate: Adapter<IterableConnection>;
  /** @throws TypeError if `serve` is not a function (`adapter.serve.type`). */
  readonly streams: Adapter<StreamConnection>;
  /**
   * Connects, and gives the connection in a style (`adapter.open`).
   * @throws what `connect` throws, and TypeError if `adapter` is not a function (`adapter.open.type`).
   */
  open<Connection>(
    reactor: Reactor, address: Address, adapter: Adapter<Connection>, options?: ConnectOptions,
  ): Promise<Connection>;
  /**
   * Writes what `source` gives, as fast as the peer takes it (`adapter.produce.pulls`). Fulfilled once all is written;
   * rejected as a write is, or with what `source` throws (`adapter.produce.source-fails`).
   * @throws TypeError if `source` is not iterable (`adapter.produce.type`).
   */
  produce(
    connection: IterableConnection, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<void>;
  /**
   * Runs a generator as a microthread (`adapter.thread.starts`). Settled as the generator ends.
   * @throws TypeError if `body` is not a function that returns a generator (`adapter.thread.type`).
   */
  microthread<Result>(body: () => Generator<unknown, Result, never>): Promise<Result>;
}

// 20-shims.md

/** A part of a host's interface that a shim can cover. */
export type HostGroup = "streams" | "datagrams" | "names" | "timers" | "clock" | "randomness";

/** What a shim says of itself. */
export interface ShimDeclaration {
  /** The parts of the host that it covers (`shim.install.covers`). All others stay as they are. */
  readonly covers: readonly HostGroup[];
  /** The parts of which it does not cover references that were taken before the install. */
  readonly lateReferences?: readonly HostGroup[];
  /** The host's calls that are switch points (`shim.switch.declared`). */
  readonly switches?: readonly string[];
  /** It is installed over a reactor. */
  readonly overReactors?: boolean;
  /** It is installed with a seed, and equal seeds give equal runs. */
  readonly seeded?: boolean;
}

/** What came of taking a shim off. */
export interface UninstallReport {
  /** Where another patch lay over the shim's own, and was left there. */
  readonly foreign: readonly string[];
  /** What the shim had opened or started, and is not over. It stays where it is. */
  readonly live: readonly string[];
}

/** An install, and what undoes it. */
export interface InstalledShim {
  readonly groups: readonly HostGroup[];
  /** Takes the shim off. */
  uninstall(): UninstallReport;
}
