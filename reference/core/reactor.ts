import type {
  Address, ConnectOptions, DatagramOptions, DatagramPort, DatagramProtocol, ErrorHook, Hook, HookPhase, Listener,
  ListenOptions, Profile, ProtocolFactory, Reactor, ResolveOptions, Resolver, ThreadCallOptions, ThreadFunctions,
  ThreadPoolOptions, ThreadPort, ThreadWork, TimedCall, TlsOptions, Transport, UdpAddress,
} from "../../spec/reactor.js";
import { checkAddress, checkedAddress, hostOf, type Use } from "./addresses.js";
import { checkConnectOptions, checkFunction, checkListenOptions, checkObject, checkSignal } from "./arguments.js";
import { Callbacks } from "./callbacks.js";
import { ConnectAttempt } from "./connecting.js";
import { checkedUdpAddress } from "./datagram-addresses.js";
import { DatagramAttempt } from "./datagrams.js";
import { Endpoints } from "./endpoints.js";
import { ReactorFailure } from "./errors.js";
import type { ConnectionKind, Host, Task, TlsRole } from "./host.js";
import { Lifecycle, type Work } from "./lifecycle.js";
import { ListenAttempt } from "./listening.js";
import { SecureKind } from "./secure-kind.js";
import { Securing } from "./securing.js";
import { Threads } from "./threads.js";
import { Lookup } from "../names/lookup.js";
import { NamedKind } from "../names/named-kind.js";
import { Names } from "../names/names.js";
import { isNumericHost } from "./numeric-host.js";
import { TimedCalls } from "./timed-calls.js";

export type { Host, Task } from "./host.js";

const NO_NAMES = "this reactor does not resolve names";

/**
 * The reactor of the standard, over whatever host it is given. It shares nothing with another
 * (`lifecycle.reactors.apart`). Arguments that can never work are refused by the call (`error.argument`), what the
 * environment refuses by the promise (`error.asynchronous`).
 */
export class CoreReactor implements Reactor {
  readonly profiles: ReadonlySet<Profile>;
  readonly #host: Host;
  readonly #callbacks: Callbacks;
  readonly #timedCalls: TimedCalls;
  readonly #endpoints: Endpoints;
  readonly #threads: Threads;
  readonly #names: Names | null;
  readonly #lifecycle: Lifecycle;

  constructor(host: Host, options: ThreadPoolOptions = {}) {
    this.profiles = host.profiles;
    this.#host = host;
    this.#callbacks = new Callbacks(host);
    this.#timedCalls = new TimedCalls(host, this.#callbacks);
    const securing = host.tls === undefined ? null : new Securing(host.tls, this.#timedCalls);
    this.#endpoints = new Endpoints(host, this.#callbacks, securing);
    this.#names = host.resolver === undefined ? null : new Names(host, host.resolver);
    this.#threads = new Threads(host, this.#callbacks, options);
    const work = new ReactorWork(this.#timedCalls, this.#endpoints, this.#threads);
    this.#lifecycle = new Lifecycle(host, this.#callbacks, work, () => this.#timedCalls.wake());
  }

  /** From the call of run() until its promise is settled (`lifecycle.running`). */
  get running(): boolean {
    return this.#lifecycle.state !== "stopped";
  }

  setErrorHook(hook: ErrorHook | null): void {
    this.#callbacks.setErrorHook(hook);
  }

  run(): Promise<void> {
    return this.#lifecycle.run();
  }

  stop(): void {
    this.#lifecycle.stop();
  }

  addHook(phase: HookPhase, hook: () => void | PromiseLike<void>): Hook {
    return this.#lifecycle.addHook(phase, hook);
  }

  now(): number {
    return this.#host.now();
  }

  callLater(delay: number, callback: () => void): TimedCall {
    return this.#timedCalls.callLater(delay, callback);
  }

  listen(address: Address, factory: ProtocolFactory, options: ListenOptions = {}): Promise<Listener> {
    checkFunction("the factory", factory);
    checkListenOptions(options);
    checkAddress(address);
    const kind = this.#kindOf(address, options.tls, "server");
    if (kind === undefined) return this.#unsupported("listen", address);
    const attempt = new ListenAttempt(kind, checkedAddress(address, "listen"), factory, options, this.#endpoints);
    this.#endpoints.submit(attempt);
    return attempt.promise;
  }

  connect(address: Address, factory: ProtocolFactory, options: ConnectOptions = {}): Promise<Transport> {
    checkFunction("the factory", factory);
    checkConnectOptions(options);
    checkAddress(address);
    const kind = this.#kindOf(address, options.tls, "client");
    if (kind === undefined) return this.#unsupported("connect", address);
    const target = checkedAddress(address, "connect");
    const attempt = new ConnectAttempt(kind, target, factory, options, this.#endpoints, this.#timedCalls);
    attempt.submit();
    return attempt.promise;
  }

  /** No stream of bytes comes from here, and `listen` and `connect` open no port (`datagram.kind`). */
  openDatagram(
    local: UdpAddress, protocol: DatagramProtocol, { remote }: DatagramOptions = {},
  ): Promise<DatagramPort> {
    checkObject("the protocol", protocol);
    checkAddress(local);
    const host = this.#host.datagrams;
    if (host === undefined || local.kind !== "udp") return this.#unsupported("open", local);
    const checked = checkedUdpAddress(local, 0);
    const peer = remote === undefined ? null : checkedUdpAddress(remote, 1, checked.family).address;
    const attempt = new DatagramAttempt(host, checked, peer, protocol, this.#endpoints);
    this.#endpoints.submit(attempt);
    return attempt.promise;
  }

  callInThread(work: ThreadWork, args: readonly unknown[] = [], options: ThreadCallOptions = {}): Promise<unknown> {
    return this.#threads.callInThread(work, args, options);
  }

  callFromThread(callback: () => void): void {
    this.#threads.callFromThread(callback);
  }

  threadPort(functions: ThreadFunctions): ThreadPort {
    return this.#threads.threadPort(functions);
  }

  /** @throws TypeError if the options for TLS cannot be used, or are not for this kind (`tls.options.kind`). */
  #kindOf(address: Address, options: TlsOptions | undefined, role: TlsRole): ConnectionKind | undefined {
    const { kind } = address;
    const { securing } = this.#endpoints;
    const under = this.#byName(address, this.#host.kinds.get(kind === "tls" ? "tcp" : kind));
    if (kind !== "tls") {
      if (options !== undefined) throw new TypeError(`options for TLS with an address of the kind ${kind}`);
      return under;
    }
    if (securing === null || under === undefined) return undefined;
    return new SecureKind(under, securing, securing.prepare(options ?? {}, role));
  }

  /** Looks the host up first where it is a name; undefined where nobody can (`resolver.absent`). */
  #byName(address: Address, kind: ConnectionKind | undefined): ConnectionKind | undefined {
    const host = hostOf(address);
    if (kind === undefined || host === null || isNumericHost(host)) return kind;
    return this.#names === null ? undefined : new NamedKind(kind, this.#names, this.#host, this.#timedCalls);
  }

  /** An address of a profile that is not claimed is refused in the promise, unread (`profile.absent`). */
  #unsupported(use: Use | "open", address: Address | UdpAddress): Promise<never> {
    const message = `${use}: this reactor does not support such an address of the kind ${address.kind}`;
    return Promise.reject(new ReactorFailure("unsupported", message, { syscall: use, address }));
  }

  setResolver(resolver: Resolver | null): Resolver {
    if (this.#names === null) throw new ReactorFailure("unsupported", NO_NAMES);
    return this.#names.setResolver(resolver);
  }

  resolve(host: string, options: ResolveOptions = {}): Promise<readonly string[]> {
    if (typeof host !== "string") throw new TypeError(`the host is not a string: ${typeof host}`);
    checkSignal(options.signal);
    if (this.#names === null) return Promise.reject(new ReactorFailure("unsupported", NO_NAMES));
    const lookup = new Lookup(host, options, this.#names, this.#endpoints);
    lookup.submit();
    return lookup.promise;
  }
}

/** What a run serves: timed calls, endpoints and threads. */
class ReactorWork implements Work {
  readonly #timedCalls: TimedCalls;
  readonly #endpoints: Endpoints;
  readonly #threads: Threads;

  constructor(timedCalls: TimedCalls, endpoints: Endpoints, threads: Threads) {
    this.#timedCalls = timedCalls;
    this.#endpoints = endpoints;
    this.#threads = threads;
  }

  begin(): void {
    this.#timedCalls.begin();
    this.#endpoints.begin();
    this.#threads.begin();
  }

  close(closed: Task): void {
    this.#timedCalls.suspend();
    this.#timedCalls.clear();
    let open = 2;
    const oneClosed = (): void => {
      open -= 1;
      if (open === 0) closed();
    };
    this.#threads.close(oneClosed);
    this.#endpoints.close(oneClosed);
  }

  end(): void {
    this.#timedCalls.clear();
    this.#endpoints.end();
    this.#threads.end();
  }
}
