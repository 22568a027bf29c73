import { chmodSync, statSync } from "node:fs";
import type { Address, Listener, TcpAddress, UnixAddress } from "../../../../spec/reactor.js";
import { exempt, Registration } from "../exempt.js";
import type { ShimContext } from "../group.js";
import { fillAddress, type HostAddress } from "./host-address.js";
import type { StreamHandle } from "./stream-handle.js";
import { statusOf } from "./uv-status.js";

// Captured before anybody can replace them.
const { setImmediate } = globalThis;
const { nextTick } = process;

/** What a listening handle works with. */
export interface Listening<Kind extends Address = Address> {
  /** As the host knows it. */
  readonly address: Kind;
  /** What the reactor is to listen on for that. */
  readonly at: readonly Kind[];
  readonly context: ShimContext;
  /** Makes the handle of a connection that is being accepted. */
  accept(): StreamHandle;
  /** The reactor listens, or the host's number of why it does not. In the context of the server. */
  settled(status: number): void;
  closed(): void;
}

/** A listening address of the reactor as the host's handle of a server. */
export class ServerHandle<Kind extends Address = Address> {
  onconnection: ((status: number, handle: StreamHandle) => void) | undefined;
  readonly #listening: Listening<Kind>;
  readonly #registration = new Registration("REACTORSERVER");
  #listeners: readonly Listener[] = [];
  #closed = false;
  #ref = true;
  #settled = false;
  #release: (() => void) | null = null;

  constructor(listening: Listening<Kind>) {
    this.#listening = listening;
  }

  get address(): Kind {
    return this.#listening.address;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  protected get context(): ShimContext {
    return this.#listening.context;
  }

  /** Has the reactor listen. The host is told in the async context of the server. */
  begin(backlog: number): void {
    this.#live();
    void this.context.enter(async (reactor) => {
      const attempts = this.#listening.at.map(async (address) => reactor.listen(address, () => this.#accept(), { backlog }));
      const outcomes = await Promise.allSettled(attempts);
      const failure = outcomes.find(({ status }) => status === "rejected");
      this.#listeners = outcomes.flatMap((outcome) => outcome.status === "fulfilled" ? [outcome.value] : []);
      if (this.#closed || failure !== undefined) this.#closeListeners();
      else this.bound();
      this.#settle(failure?.status === "rejected" ? statusOf(failure.reason) : 0);
    });
  }

  // What the host asks of the handle of a server.

  listen(): number {
    return 0;
  }

  getAsyncId(): number {
    return this.#registration.asyncId;
  }

  ref(): void {
    this.#ref = true;
    this.#live();
  }

  unref(): void {
    this.#ref = false;
    this.#live();
  }

  hasRef(): boolean {
    return this.#ref;
  }

  close(closed?: () => void): void {
    if (!this.#closed) {
      this.#closed = true;
      exempt(() => this.#closeListeners());
      this.#listening.closed();
      this.#live();
    }
    if (closed !== undefined) setImmediate(() => this.#registration.call(closed, null));
  }

  /** What is to be done when the address is in use, before the host is told. */
  protected bound(): void {}

  #closeListeners(): void {
    for (const listener of this.#listeners) void listener.close();
    this.#listeners = [];
  }

  #settle(status: number): void {
    nextTick(() => {
      this.#settled = true;
      if (!this.#closed) this.#registration.call(() => this.#listening.settled(status), null);
      this.#live();
    });
  }

  /** A connection is accepted: its handle belongs to the async context of the server. */
  #accept(): StreamHandle["body"] | null {
    if (this.#closed) return null;
    return this.#registration.run(() => {
      const handle = this.#listening.accept();
      handle.body.accept(() => {
        if (this.#closed) handle.body.reset(undefined);
        else this.#registration.call(() => this.onconnection?.(0, handle), null);
      });
      return handle.body;
    });
  }

  #live(): void {
    if ((this.#ref || !this.#settled) && !this.#closed) this.#release ??= this.context.liveness.hold();
    else {
      this.#release?.();
      this.#release = null;
    }
  }
}

/** That of a server over TCP. */
export class TcpServerHandle extends ServerHandle<TcpAddress> {
  getsockname(out: HostAddress): number {
    fillAddress(out, this.address);
    return 0;
  }
}

/** Who may use a path, as the host's numbers, and those of files. */
const MODES = [[1, 0o444], [2, 0o222]] as const;

/** That of a server that has a path. */
export class PipeServerHandle extends ServerHandle<UnixAddress> {
  #mode = 0;

  /** Opens the path to other users, once it is there. */
  fchmod(who: number): number {
    this.#mode = MODES.reduce((mode, [bit, bits]) => (who & bit) === 0 ? mode : mode | bits, 0);
    return 0;
  }

  protected override bound(): void {
    const { path } = this.address;
    if (this.#mode === 0 || path === null || this.context.options.world !== undefined) return;
    chmodSync(path, statSync(path).mode | this.#mode);
  }
}
