import type { InstalledShim, UninstallReport } from "../../../spec/reactor.js";
import { faultyShim, type ShimFault } from "./shim-fault.js";
import { timerNames, timers, ToyShim, type HostFunction, type Patch } from "./toy-shim.js";

/** The faulty shims of taking off, and of other patches. */
export const uninstallingShimFaults: readonly ShimFault[] = [
  faultyShim("shim.uninstall.restores", "leaves one of its functions behind", "everything has its value of before",
    class extends ToyShim {
      protected override putBack(patch: Patch): void {
        if (patch.where !== "timers.setInterval") super.putBack(patch);
      }
    }),
  faultyShim("shim.uninstall.restores", "takes itself off only if it was installed once",
    "everything has its value of before",
    class extends ToyShim {
      #most = 0;

      protected override leave(): UninstallReport {
        this.#most = Math.max(this.#most, this.installs);
        return this.#most > 1 ? { foreign: [], live: [] } : super.leave();
      }
    }),
  faultyShim("shim.uninstall.attributes", "makes what it puts back writable only",
    "every property has its attributes of before",
    class extends ToyShim {
      protected override putBack({ owner, key, original }: Patch): void {
        Object.defineProperty(owner, key, { ...original, enumerable: false });
      }
    }),
  faultyShim("shim.uninstall.order", "takes its functions away, and adds the host's again",
    "the properties are in their order of before",
    class extends ToyShim {
      protected override putBack(patch: Patch): void {
        Reflect.deleteProperty(patch.owner, patch.key);
        super.putBack(patch);
      }
    }),
  faultyShim("shim.uninstall.bindings", "does not tell the importers of modules",
    "what a module's importers see is what it has",
    class extends ToyShim {
      protected override sync(): void {
        if (this.journal.length > 0) super.sync();
      }
    }),
  faultyShim("shim.uninstall.once", "takes each call for the undoing of an install", "a timer of the host reaches",
    class extends ToyShim {
      override install(reactor: unknown, options: { readonly seed?: number }): InstalledShim {
        const installed = super.install(reactor, options);
        return { ...installed, uninstall: () => this.leave() };
      }
    }),
  faultyShim("shim.uninstall.live", "says nothing of what is alive", "the uninstall names what is still alive",
    class extends ToyShim {
      protected override restore(): UninstallReport {
        return { ...super.restore(), live: [] };
      }
    }),
  faultyShim("shim.uninstall.foreign", "puts the host's functions back over those of others",
    "another's patch is where it was",
    class extends ToyShim {
      protected override isForeign(): boolean {
        return false;
      }
    }),
  faultyShim("shim.uninstall.foreign.reported", "says nothing of the patches of others",
    "the uninstall names places that another has patched",
    class extends ToyShim {
      protected override restore(): UninstallReport {
        return { ...super.restore(), foreign: [] };
      }
    }),
  faultyShim("shim.uninstall.foreign.transparent", "goes on to carry what comes through another's patch",
    "a timer of the host is the host's again",
    class extends ToyShim {
      protected override isActive(): boolean {
        return this.reactor !== null && this.inside === 0;
      }
    }),
  faultyShim("shim.over.restores", "puts back the functions that it first found",
    "another's patch that lay there before is there again",
    class extends ToyShim {
      readonly #first = new Map<string, PropertyDescriptor>();

      protected override putBack(patch: Patch): void {
        const original = this.#first.get(patch.where) ?? patch.original;
        this.#first.set(patch.where, original);
        super.putBack({ ...patch, original });
      }
    }),
  faultyShim("shim.over.covers", "passes over what is not the host's own function", "a timer of the host reaches",
    class extends ToyShim {
      readonly #hosts = new Set<unknown>(timerNames.map((name) => timers[name]));

      protected override timer(original: HostFunction): HostFunction {
        return this.#hosts.has(original) ? super.timer(original) : original;
      }
    }),
];
