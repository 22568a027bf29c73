import type { ShimFault } from "./shim-fault.js";
import { ToyShim, type HostFunction } from "./toy-shim.js";

/** Faulty shims: switch points. */
export const switchingShimFaults: readonly ShimFault[] = [
  {
    breaks: "shim.switch.declared", does: "works off the immediates that wait when a program connects",
    says: "in a call that is no switch point by the declaration, nobody else runs",
    make: () => new class extends ToyShim {
      readonly #waiting = new Set<() => void>();

      protected override timer(original: HostFunction): HostFunction {
        const own = super.timer(original);
        const waiting = this.#waiting;
        if (original.name !== "setImmediate") return own;
        return this.carried(original, function (callback, ...args) {
          if (typeof callback !== "function") return Reflect.apply(own, this, [callback]);
          const once = (): void => {
            if (waiting.delete(once)) Reflect.apply(callback, undefined, args);
          };
          waiting.add(once);
          return Reflect.apply(own, this, [once]);
        });
      }

      protected override connect(original: HostFunction): HostFunction {
        const own = super.connect(original);
        const waiting = this.#waiting;
        return this.carried(original, function (...args) {
          for (const once of [...waiting]) once();
          return Reflect.apply(own, this, args);
        });
      }
    }(),
  },
];
