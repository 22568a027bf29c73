import { ToyShim, type Patch } from "./toy-shim.js";
import type { ShimFault } from "./shim-fault.js";

/** Faulty shims: loading, installing and taking off. */
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
  {
    breaks: "shim.install.covers", does: "leaves timers to the host",
    says: "a timer of the host reaches what the shim is installed over",
    make: () => new class extends ToyShim {
      protected override timer(original: Parameters<ToyShim["timer"]>[0]): ReturnType<ToyShim["timer"]> {
        return this.carried(original, original);
      }
    }(),
  },
  {
    breaks: "shim.uninstall.restores", does: "leaves one of its functions behind",
    says: "everything has its value of before",
    make: () => new class extends ToyShim {
      protected override putBack(patch: Patch): void {
        if (patch.where !== "timers.setInterval") super.putBack(patch);
      }
    }(),
  },
];
