import { createRequire } from "node:module";
import type Net from "node:net";
import type { UninstallReport } from "../../../spec/reactor.js";
import { faultyShim, type ShimFault } from "./shim-fault.js";
import type { ToyReactor } from "./toy-reactor.js";
import { net, ToyShim, type HostFunction } from "./toy-shim.js";

const require = createRequire(import.meta.url);
type Callback = (...args: readonly unknown[]) => unknown;

/** Timers whose callback is another. */
abstract class OtherCallbacks extends ToyShim {
  protected abstract other(callback: Callback, original: HostFunction): Callback;

  protected override timer(original: HostFunction): HostFunction {
    const carry = super.timer(original);
    const shim = this;
    return function (callback, ...args) {
      const other = typeof callback === "function" && shim.isActive()
        ? shim.other(callback as Callback, original)
        : callback;
      return Reflect.apply(carry, this, [other, ...args]);
    };
  }
}

type Write = (data: Uint8Array) => boolean;

/** Clients whose writes do something else. */
abstract class OtherWrites extends ToyShim {
  protected abstract write(socket: Net.Socket, write: Write): Write;

  protected override connect(original: HostFunction): HostFunction {
    const carry = super.connect(original);
    const shim = this;
    return function (...args) {
      const socket = this as Net.Socket;
      const connecting: unknown = Reflect.apply(carry, this, args);
      // Connecting has put the host's own there.
      socket.write = shim.write(socket, socket.write);
      return connecting;
    };
  }
}

/** The faulty shims of what a program sees. */
export const carryingShimFaults: readonly ShimFault[] = [
  faultyShim("shim.timer.order", "calls the first of two equal timers last", "timers are called by their delay",
    class extends ToyShim {
      #held: Callback | null = null;

      protected override timer(original: HostFunction): HostFunction {
        const carry = super.timer(original);
        const shim = this;
        return function (callback, delay, ...args) {
          if (delay !== 10 || !shim.isActive()) return Reflect.apply(carry, this, [callback, delay, ...args]);
          const first = shim.#held;
          shim.#held = callback as Callback;
          const swapped = first === null ? () => shim.#held?.() : first;
          return Reflect.apply(carry, this, [swapped, delay, ...args]);
        };
      }
    }),
  faultyShim("shim.timer.clear", "calls timers that were cleared", "a timer that is cleared is not called",
    class extends ToyShim {
      protected override patchTimers(): void {
        super.patchTimers();
        const own: HostFunction = () => undefined;
        this.patch(globalThis, "globalThis", "clearTimeout", (original) => this.carried(original, own));
      }
    }),
  faultyShim("shim.timer.immediate", "keeps what is to be done in the next turn", "an immediate is called",
    class extends ToyShim {
      protected override patchTimers(): void {
        super.patchTimers();
        this.patch(globalThis, "globalThis", "setImmediate", (original) => this.carried(original, () => ({})));
      }
    }),
  faultyShim("shim.timer.not-early", "has timers go ten times as fast as the clock",
    "a timer is not called before its time",
    class extends ToyShim {
      protected override timer(original: HostFunction): HostFunction {
        const carry = super.timer(original);
        return function (callback, delay, ...args) {
          return Reflect.apply(carry, this, [callback, Number(delay) / 10, ...args]);
        };
      }
    }),
  faultyShim("shim.timer.held", "has timers that always hold", "unref lets go of it",
    class extends ToyShim {
      protected override timer(original: HostFunction): HostFunction {
        const carry = super.timer(original);
        return function (...args) {
          const timer: unknown = Reflect.apply(carry, this, args);
          return Object.assign(timer as object, { hasRef: () => true });
        };
      }
    }),
  faultyShim("shim.timer.crossing", "clears only what it has started itself", "a timer of before is cleared",
    class extends ToyShim {
      readonly #own = new WeakSet<object>();

      protected override timer(original: HostFunction): HostFunction {
        const carry = super.timer(original);
        const shim = this;
        return function (...args) {
          const timer = Reflect.apply(carry, this, args) as object;
          shim.#own.add(timer);
          return timer;
        };
      }

      protected override patchTimers(): void {
        super.patchTimers();
        const shim = this;
        this.patch(globalThis, "globalThis", "clearTimeout", (original) => this.carried(original, function (timer) {
          return shim.#own.has(Object(timer)) ? Reflect.apply(original, this, [timer]) : undefined;
        }));
      }
    }),
  faultyShim("shim.timer.pending", "clears what is pending when it is taken off", "a timer that is pending is called",
    class extends ToyShim {
      readonly #pending = new Set<NodeJS.Timeout>();

      protected override timer(original: HostFunction): HostFunction {
        const carry = super.timer(original);
        const pending = this.#pending;
        return function (...args) {
          const timer = Reflect.apply(carry, this, args) as NodeJS.Timeout;
          pending.add(timer);
          return timer;
        };
      }

      protected override restore(): UninstallReport {
        for (const timer of this.#pending) clearTimeout(timer);
        return super.restore();
      }
    }),
  faultyShim("shim.task", "patches the queue of microtasks", "what queues tasks of the language is the host's",
    class extends ToyShim {
      protected override patchTimers(): void {
        super.patchTimers();
        this.patch(globalThis, "globalThis", "queueMicrotask", (original) => this.carried(original, original));
      }
    }),
  faultyShim("shim.throw.host", "catches what callbacks throw", "the error reaches the host's own handler",
    class extends OtherCallbacks {
      protected override other(callback: Callback): Callback {
        return (...args) => {
          try {
            return callback(...args);
          } catch {
            return undefined;
          }
        };
      }
    }),
  faultyShim("shim.throw.goes-on", "drops the callback that comes after an error", "the other callbacks are called",
    class extends OtherCallbacks {
      #failed = false;

      protected override other(callback: Callback, original: HostFunction): Callback {
        // The host itself sets an immediate after an error.
        if (original.name !== "setTimeout") return callback;
        return (...args) => {
          if (this.#failed) {
            this.#failed = false;
            return undefined;
          }
          try {
            return callback(...args);
          } catch (error) {
            this.#failed = true;
            throw error;
          }
        };
      }
    }),
  faultyShim("shim.context", "calls all callbacks in the context of the install",
    "each callback is called in the context in which it was given",
    class extends OtherCallbacks {
      #run: (act: () => unknown) => unknown = (act) => act();

      protected override begin(reactor: ToyReactor, seed: number): void {
        const { AsyncResource } = require("node:async_hooks") as typeof import("node:async_hooks");
        const context = new AsyncResource("install");
        this.#run = (act) => context.runInAsyncScope(act);
        super.begin(reactor, seed);
      }

      protected override other(callback: Callback): Callback {
        return (...args) => this.#run(() => callback(...args));
      }
    }),
  faultyShim("shim.reactor.exempt", "carries what its own reactor calls", "does not come back to it",
    class extends ToyShim {
      protected override isActive(): boolean {
        return this.installs > 0;
      }

      protected override timer(original: HostFunction): HostFunction {
        const shim = this;
        return this.carried(original, function (...args) {
          return shim.within((reactor) => reactor.callLater(() => Reflect.apply(original, this, args)));
        });
      }
    }),
  faultyShim("shim.context", "tells servers in the context of nothing", "listening: in the context of the server",
    class extends ToyShim {
      protected override listen(original: HostFunction): HostFunction {
        const carry = super.listen(original);
        const { AsyncResource } = require("node:async_hooks") as typeof import("node:async_hooks");
        const context = new AsyncResource("load");
        return function (...args) {
          return Reflect.apply(carry, this, args.map((each) => typeof each === "function"
            ? (...told: readonly unknown[]) => context.runInAsyncScope(each as Callback, this, ...told)
            : each));
        };
      }
    }),
  faultyShim("shim.argument", "takes anything for a callback", "the errors are those of the host",
    class extends ToyShim {
      protected override timer(original: HostFunction): HostFunction {
        const carry = super.timer(original);
        return function (callback, ...args) {
          const taken = typeof callback === "function" ? callback : () => undefined;
          return Reflect.apply(carry, this, [taken, ...args]);
        };
      }
    }),
  faultyShim("shim.error", "makes errors of its own", "the error has all that the host's has",
    class extends ToyShim {
      protected override connect(original: HostFunction): HostFunction {
        const carry = super.connect(original);
        return function (...args) {
          const socket = this as Net.Socket;
          const { emit } = socket;
          socket.emit = (event: string | symbol, ...rest: unknown[]): boolean => Reflect.apply(emit, socket,
            [event, ...event === "error" ? [new Error("the connection was refused")] : rest]) as boolean;
          return Reflect.apply(carry, this, args);
        };
      }
    }),
  faultyShim("shim.stream.order", "sends some pieces behind the next", "what was sent is what is received",
    class extends OtherWrites {
      protected override write(socket: Net.Socket, write: Write): Write {
        let late: Uint8Array | null = null;
        return (data) => {
          if (late === null && data.length > 100 && data.length < 1000) {
            late = data;
            return true;
          }
          const hasRoom = write.call(socket, data);
          if (late !== null) write.call(socket, late);
          late = null;
          return hasRoom;
        };
      }
    }),
  faultyShim("shim.stream.pressure", "keeps what there is no room for", "a writer whose peer reads nothing is held up",
    class extends OtherWrites {
      protected override write(socket: Net.Socket, write: Write): Write {
        return (data) => {
          write.call(socket, data);
          return true;
        };
      }
    }),
  faultyShim("shim.stream.half-close", "takes the end of sending for the end of the connection",
    "the end of sending leaves receiving as it is",
    class extends ToyShim {
      protected override patchStreams(): void {
        super.patchStreams();
        this.patch(net.Socket.prototype, "net.Socket.prototype", "end", (original) => this.carried(original,
          function (...args) {
            const result = Reflect.apply(original, this, args);
            const socket = this as Net.Socket;
            socket.once("finish", () => {
              socket.push(null);
              socket.destroy();
            });
            return result;
          }));
      }
    }),
  faultyShim("shim.identity.function", "shows its own functions", "each function has the name",
    class extends ToyShim {
      protected override disguised(own: HostFunction, original: HostFunction): HostFunction {
        const disguised = super.disguised(own, original);
        Object.defineProperty(disguised, "length", { value: 0 });
        return disguised;
      }
    }),
  faultyShim("shim.identity.promise", "loses by what its functions are made into promises",
    "promisify gives a function that is fulfilled",
    class extends ToyShim {
      protected override disguised(own: HostFunction, original: HostFunction): HostFunction {
        const custom = Symbol.for("nodejs.util.promisify.custom");
        if (!Reflect.has(original, custom)) return super.disguised(own, original);
        return Object.defineProperty(own, custom, {
          configurable: true, value: () => Promise.resolve("nothing"),
        }) as HostFunction;
      }
    }),
  faultyShim("shim.identity.instance", "hands out sockets of a class of its own",
    "a socket is one of the host's sockets",
    class extends ToyShim {
      protected override patchStreams(): void {
        super.patchStreams();
        this.patch(net, "net", "connect", (original) => this.carried(original, function (...args) {
          const socket = Reflect.apply(original, this, args) as object;
          return new Proxy(socket, { getPrototypeOf: () => Object.prototype });
        }));
      }
    }),
  faultyShim("shim.seed", "draws its chances from the clock", "equal seeds give equal chances",
    class extends ToyShim {
      protected override patchRandomness(): void {
        super.patchRandomness(performance.now());
      }
    }),
];
