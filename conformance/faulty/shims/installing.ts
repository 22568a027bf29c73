import type { InstalledShim, UninstallReport } from "../../../spec/reactor.js";
import { faultyShim, type ShimFault } from "./shim-fault.js";
import { net, ToyShim, type HostFunction, type Patch } from "./toy-shim.js";

/** The faulty shims of loading and installing. */
export const installingShimFaults: readonly ShimFault[] = [
  {
    breaks: "shim.load", does: "patches a global when it is loaded",
    says: "loading the shim leaves the realm as it was",
    make: () => {
      const { setImmediate } = globalThis;
      globalThis.setImmediate = Object.assign((...args: Parameters<typeof setImmediate>) => setImmediate(...args), {
        __promisify__: setImmediate.__promisify__,
      });
      return new ToyShim();
    },
  },
  faultyShim("shim.install.covers", "leaves timers to the host", "a timer of the host reaches",
    class extends ToyShim {
      protected override timer(original: HostFunction): HostFunction {
        return this.carried(original, original);
      }
    }),
  faultyShim("shim.install.only", "patches the clock, too", "what the shim does not cover is as it was, such as clock",
    class extends ToyShim {
      protected override patchAll(seed: number): void {
        super.patchAll(seed);
        this.patch(Date, "globalThis.Date", "now", (original) => this.carried(original, original));
      }
    }),
  faultyShim("shim.install.groups", "names none of its groups", "the install names streams among its groups",
    class extends ToyShim {
      override install(reactor: unknown, options: { readonly seed?: number }): InstalledShim {
        return { ...super.install(reactor, options), groups: [] };
      }
    }),
  faultyShim("shim.install.again", "takes everything off at the first of two uninstalls", "a timer of the host reaches",
    class extends ToyShim {
      protected override leave(): UninstallReport {
        this.installs = 0;
        return this.restore();
      }
    }),
  faultyShim("shim.install.other", "takes another reactor in place of its own",
    "the install over another reactor is refused",
    class extends ToyShim {
      override install(reactor: unknown, options: { readonly seed?: number }): InstalledShim {
        return super.install(this.reactor ?? reactor, options);
      }
    }),
  faultyShim("shim.install.whole", "passes over what it cannot patch", "an install that cannot be whole fails",
    class extends ToyShim {
      protected override patch(...place: Parameters<ToyShim["patch"]>): void {
        try {
          super.patch(...place);
        } catch {
          // It is one of many.
        }
      }
    }),
  faultyShim("shim.install.whole", "leaves behind what it had patched before it failed",
    "an install that fails leaves the realm as it was",
    class extends ToyShim {
      protected override begin(...args: Parameters<ToyShim["begin"]>): void {
        try {
          super.begin(...args);
        } catch (error) {
          for (const { owner, key, own } of this.failed) Object.defineProperty(owner, key, { value: own });
          throw error;
        }
      }

      protected failed: readonly Patch[] = [];

      protected override restore(): UninstallReport {
        this.failed = [...this.journal];
        return super.restore();
      }
    }),
  faultyShim("shim.references.kept", "moves what connects to another function, and breaks the one that did",
    "a connection of the host does what it did, by a reference",
    class extends ToyShim {
      protected override patchStreams(): void {
        super.patchStreams();
        let isOurs = false;
        this.patch(net, "net", "connect", (original) => function (...args) {
          isOurs = true;
          try {
            return Reflect.apply(original, this, args);
          } finally {
            isOurs = false;
          }
        });
        this.patch(net.Socket.prototype, "net.Socket.prototype", "connect", (original) => function (...args) {
          if (!isOurs) throw new Error("use net.connect");
          return Reflect.apply(original, this, args);
        });
      }
    }),
  faultyShim("shim.references.carried", "patches what the module exports, and not what that leads to",
    "a connection of the host reaches",
    class extends ToyShim {
      protected override patchStreams(): void {
        this.patch(net, "net", "connect", (original) => this.connect(original));
      }
    }),
];
