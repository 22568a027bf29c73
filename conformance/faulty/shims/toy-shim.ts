import { createRequire, syncBuiltinESMExports } from "node:module";
import type Net from "node:net";
import type Timers from "node:timers";
import type { InstalledShim, ShimDeclaration, UninstallReport } from "../../../spec/reactor.js";
import type { ShimModule } from "../../agents/js/shims/shim-module.js";
import { ToyReactor } from "./toy-reactor.js";

const require = createRequire(import.meta.url);
export const net = require("node:net") as typeof Net;
export const timers = require("node:timers") as typeof Timers;

/** What any patched function is. */
export type HostFunction = (this: unknown, ...args: readonly unknown[]) => unknown;

/** One patched property. */
export interface Patch {
  readonly owner: object;
  readonly key: string;
  readonly where: string;
  readonly original: PropertyDescriptor;
  readonly own: HostFunction;
}

export const toyDeclaration: ShimDeclaration = {
  covers: ["timers", "streams", "randomness"], lateReferences: ["timers", "randomness"], switches: [],
  overReactors: true, seeded: true,
};

/** Names of timers that are patched, in the globals and in their module. */
export const timerNames = ["setTimeout", "setInterval", "setImmediate"] as const;

/** A small shim that keeps every rule: it has what it carries done by the host. Faulty ones derive from it. */
export class ToyShim implements ShimModule {
  readonly declares: ShimDeclaration = toyDeclaration;
  protected reactor: ToyReactor | null = null;
  protected readonly journal: Patch[] = [];
  /** Servers that listen. */
  protected readonly live = new Map<object, string>();
  protected installs = 0;
  /** Calls of the reactor that are on the stack: what the host's functions are called for then is not the program's. */
  protected inside = 0;

  createReactor(): unknown {
    return new ToyReactor();
  }

  install(reactor: unknown, { seed = 1 }: { readonly seed?: number } = {}): InstalledShim {
    if (this.installs > 0 && reactor !== this.reactor) throw this.otherReactor();
    if (this.installs === 0) this.begin(reactor as ToyReactor, seed);
    this.installs++;
    let isInstalled = true;
    return {
      groups: this.declares.covers,
      uninstall: () => {
        if (!isInstalled) return { foreign: [], live: [] };
        isInstalled = false;
        return this.leave();
      },
    };
  }

  /** Undoes one install. */
  protected leave(): UninstallReport {
    this.installs--;
    return this.installs === 0 ? this.restore() : { foreign: [], live: [] };
  }

  protected otherReactor(): Error {
    return new Error("the shim is installed over another reactor");
  }

  protected begin(reactor: ToyReactor, seed: number): void {
    this.reactor = reactor;
    try {
      this.patchAll(seed);
    } catch (error) {
      this.restore();
      throw error;
    }
    this.sync();
  }

  /** Has the importers of modules see what is exported now. */
  protected sync(): void {
    syncBuiltinESMExports();
  }

  protected patchAll(seed: number): void {
    this.patchTimers();
    this.patchStreams();
    this.patchRandomness(seed);
  }

  protected patchTimers(): void {
    for (const name of timerNames) {
      const own = this.timer(globalThis[name] as unknown as HostFunction);
      this.patch(globalThis, "globalThis", name, () => own);
      this.patch(timers, "timers", name, () => own);
    }
  }

  protected patchStreams(): void {
    this.patch(net.Socket.prototype, "net.Socket.prototype", "connect", (original) => this.connect(original));
    this.patch(net.Server.prototype, "net.Server.prototype", "listen", (original) => this.listen(original));
  }

  protected patchRandomness(seed: number): void {
    let state = seed;
    this.patch(Math, "globalThis.Math", "random", (original) => this.carried(original, () => {
      state = (state * 48_271 + 11) % 2_147_483_647;
      return state / 2_147_483_647;
    }));
  }

  protected timer(original: HostFunction): HostFunction {
    const shim = this;
    return this.carried(original, function (...args) {
      return shim.within((reactor) => reactor.callLater(() => Reflect.apply(original, this, args)));
    });
  }

  protected connect(original: HostFunction): HostFunction {
    const shim = this;
    return this.carried(original, function (...args) {
      return shim.within((reactor) => reactor.connect(() => Reflect.apply(original, this, args)));
    });
  }

  protected listen(original: HostFunction): HostFunction {
    const shim = this;
    return this.carried(original, function (...args) {
      const server = this as Net.Server;
      shim.live.set(server, "a server");
      server.once("close", () => shim.live.delete(server));
      return shim.within((reactor) => reactor.listen(() => Reflect.apply(original, this, args)));
    });
  }

  /** While the shim is installed, and outside of its reactor, `own`; else what the host has. */
  protected carried(original: HostFunction, own: HostFunction): HostFunction {
    const shim = this;
    return function (this: unknown, ...args: readonly unknown[]) {
      return Reflect.apply(shim.isActive() ? own : original, this, args) as unknown;
    };
  }

  protected isActive(): boolean {
    return this.installs > 0 && this.inside === 0;
  }

  protected within<T>(act: (reactor: ToyReactor) => T): T {
    this.inside++;
    try {
      return act(this.reactor as ToyReactor);
    } finally {
      this.inside--;
    }
  }

  /** Puts a function of the shim's in a place, with all that can be seen of the one that it found there. */
  protected patch(owner: object, path: string, key: string, make: (original: HostFunction) => HostFunction): void {
    const original = Object.getOwnPropertyDescriptor(owner, key);
    if (original === undefined) throw new Error(`there is no ${path}.${key}`);
    const found = original.value as HostFunction;
    const own = this.disguised(make(found), found);
    Object.defineProperty(owner, key, { ...original, value: own });
    this.journal.push({ owner, key, where: `${path}.${key}`, original, own });
  }

  protected disguised(own: HostFunction, original: HostFunction): HostFunction {
    for (const key of Reflect.ownKeys(original)) {
      const descriptor = Object.getOwnPropertyDescriptor(original, key);
      const isFixed = Object.getOwnPropertyDescriptor(own, key)?.configurable === false;
      if (descriptor !== undefined && !isFixed) Object.defineProperty(own, key, descriptor);
    }
    return own;
  }

  protected restore(): UninstallReport {
    const foreign: string[] = [];
    for (const patch of this.journal.splice(0).reverse()) {
      if (this.isForeign(patch)) foreign.push(patch.where);
      else this.putBack(patch);
    }
    this.sync();
    return { foreign, live: [...this.live.values()] };
  }

  /** Whether somebody else has patched the place since. */
  protected isForeign({ owner, key, own }: Patch): boolean {
    return Object.getOwnPropertyDescriptor(owner, key)?.value !== own;
  }

  protected putBack({ owner, key, original }: Patch): void {
    Object.defineProperty(owner, key, original);
  }
}
