import type { ShimDeclaration } from "../../../spec/reactor.js";
import type { ShimFault } from "./shim-fault.js";
import { toyDeclaration, ToyShim, type HostFunction } from "./toy-shim.js";

/** What it works off are the host's own ticks and promises, as modules do that wait in the midst of a call. */
const { _tickCallback: workOff } = process as unknown as { _tickCallback(): void };

const nestingDeclaration: ShimDeclaration = { ...toyDeclaration, switches: ["setImmediate"] };

/** A shim of which one call nests a loop, and which says so. */
export class NestingShim extends ToyShim {
  override readonly declares = nestingDeclaration;
  #inCallback = 0;

  protected override timer(original: HostFunction): HostFunction {
    const shim = this;
    const carried = super.timer(original);
    const isImmediate = original.name === "setImmediate";
    return this.carried(original, function (callback, ...rest) {
      if (isImmediate) shim.nest();
      return Reflect.apply(carried, this, [shim.#counted(callback as HostFunction), ...rest]) as unknown;
    });
  }

  /** Lets others run. In a callback, which is to run alone, it does not. */
  protected nest(): void {
    if (this.#inCallback > 0 && this.refuses()) throw new Error("setImmediate would nest a loop in a callback");
    workOff.call(process);
  }

  protected refuses(): boolean {
    return true;
  }

  #counted(callback: HostFunction): HostFunction {
    const shim = this;
    return function (...args) {
      shim.#inCallback += 1;
      try {
        return Reflect.apply(callback, this, args) as unknown;
      } finally {
        shim.#inCallback -= 1;
      }
    };
  }
}

/** Faulty shims: switches of context. */
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
  {
    breaks: "shim.switch.declared", does: "has the host's ticks and promises worked off by a connect",
    says: "in a call that is no switch point by the declaration, nobody else runs",
    make: () => new class extends ToyShim {
      protected override connect(original: HostFunction): HostFunction {
        const own = super.connect(original);
        return this.carried(original, function (...args) {
          const connected: unknown = Reflect.apply(own, this, args);
          workOff.call(process);
          return connected;
        });
      }
    }(),
  },
  {
    breaks: "shim.switch.declared", does: "calls the callback of a listen before it returns",
    says: "in a call that is no switch point by the declaration, nobody else runs",
    make: () => new class extends ToyShim {
      protected override listen(original: HostFunction): HostFunction {
        const own = super.listen(original);
        return this.carried(original, function (...args) {
          const listening: unknown = Reflect.apply(own, this, args);
          const callback = args.at(-1);
          if (typeof callback === "function") Reflect.apply(callback, this, []);
          return listening;
        });
      }
    }(),
  },
  {
    breaks: "shim.switch.refused", does: "nests a loop wherever it is told to", declares: nestingDeclaration,
    says: "a switch point that is called in a callback throws",
    make: () => new class extends NestingShim {
      protected override refuses(): boolean {
        return false;
      }
    }(),
  },
];
