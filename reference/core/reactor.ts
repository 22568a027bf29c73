import type {
  Address, ConnectOptions, ErrorHook, Hook, HookPhase, Listener, ListenOptions, Profile, ProtocolFactory, Reactor,
  TimedCall, Transport,
} from "../../spec/reactor.js";
import { checkAddress, checkedAddress, type Use } from "./addresses.js";
import { checkConnectOptions, checkFunction, checkListenOptions } from "./arguments.js";
import { Callbacks } from "./callbacks.js";
import { ConnectAttempt } from "./connecting.js";
import { Endpoints } from "./endpoints.js";
import { ownFailure } from "./errors.js";
import type { Host, Task } from "./host.js";
import { Lifecycle, type Work } from "./lifecycle.js";
import { ListenAttempt } from "./listening.js";
import { TimedCalls } from "./timed-calls.js";

export type { Host, Task } from "./host.js";

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
  readonly #lifecycle: Lifecycle;

  constructor(host: Host) {
    this.profiles = host.profiles;
    this.#host = host;
    this.#callbacks = new Callbacks(host);
    this.#timedCalls = new TimedCalls(host, this.#callbacks);
    this.#endpoints = new Endpoints(host, this.#callbacks);
    const work = new ReactorWork(this.#timedCalls, this.#endpoints);
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
    const kind = this.#host.kinds.get(address.kind);
    if (kind === undefined) return this.#unsupported("listen", address);
    const attempt = new ListenAttempt(kind, checkedAddress(address, "listen"), factory, options, this.#endpoints);
    this.#endpoints.submit(attempt);
    return attempt.promise;
  }

  connect(address: Address, factory: ProtocolFactory, options: ConnectOptions = {}): Promise<Transport> {
    checkFunction("the factory", factory);
    checkConnectOptions(options);
    checkAddress(address);
    const kind = this.#host.kinds.get(address.kind);
    if (kind === undefined) return this.#unsupported("connect", address);
    const target = checkedAddress(address, "connect");
    const attempt = new ConnectAttempt(kind, target, factory, options, this.#endpoints, this.#timedCalls);
    attempt.submit();
    return attempt.promise;
  }

  /** An address of a profile that is not claimed is refused in the promise (`profile.absent`). */
  #unsupported(use: Use, address: Address): Promise<never> {
    const message = "this reactor does not support addresses of this kind";
    return Promise.reject(ownFailure("unsupported", message, use, address));
  }
}

/** What a run serves: timed calls and endpoints. */
class ReactorWork implements Work {
  readonly #timedCalls: TimedCalls;
  readonly #endpoints: Endpoints;

  constructor(timedCalls: TimedCalls, endpoints: Endpoints) {
    this.#timedCalls = timedCalls;
    this.#endpoints = endpoints;
  }

  begin(): void {
    this.#timedCalls.begin();
    this.#endpoints.begin();
  }

  close(closed: Task): void {
    this.#timedCalls.suspend();
    this.#timedCalls.clear();
    this.#endpoints.close(closed);
  }

  end(): void {
    this.#timedCalls.clear();
    this.#endpoints.end();
  }
}
