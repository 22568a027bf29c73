import type { HostGroup } from "../../../../spec/reactor.js";

// Captured before a shim can replace them.
const { defineProperty } = Object;
const { apply } = Reflect;
const activeResources = process.getActiveResourcesInfo.bind(process);

/** The methods of a reactor by which it carries the parts of a host. */
const methods: Readonly<Partial<Record<string, HostGroup>>> = {
  callLater: "timers", listen: "streams", connect: "streams", openDatagram: "datagrams", resolve: "names", now: "clock",
};
/** A delay in milliseconds that nobody waits for. */
const FAR = 1_000_000;
/** What the host has for a timer of its own. */
const HOST_TIMERS: ReadonlySet<string> = new Set(["Timeout", "Immediate"]);

/** Counts what reaches the reactors that a shim is installed over. */
export class Carried {
  readonly #counts = new Map<HostGroup, number>();
  #counting = false;
  #entangled = false;
  #depth = 0;

  /** From now on counts the calls of this reactor, which remains itself. */
  watch(reactor: object): void {
    this.#counting = true;
    for (const [name, group] of Object.entries(methods)) {
      const method: unknown = (reactor as Readonly<Record<string, unknown>>)[name];
      if (group === undefined || typeof method !== "function") continue;
      defineProperty(reactor, name, {
        configurable: true, writable: true,
        value: (...args: readonly unknown[]): unknown => {
          this.#counts.set(group, this.#of(group) + 1);
          // No clock is read by way of a timer.
          if (this.#entangled && group !== "clock") this.#useHost();
          return apply(method, reactor, args);
        },
      });
    }
  }

  /** From now on the reactors use the host inside of their own calls: what comes back to them counts, too. */
  entangle(): void {
    this.#entangled = true;
  }

  /** A timer of the host's, as it is now, that is started and cleared; once, if it is carried back here. */
  #useHost(): void {
    if (this.#depth > 0) return;
    this.#depth++;
    try {
      globalThis.clearTimeout(globalThis.setTimeout(() => undefined, FAR));
    } finally {
      this.#depth--;
    }
  }

  #of(group: HostGroup): number {
    return this.#counts.get(group) ?? 0;
  }

  /**
   * How many calls of each part come from now until the returned function is called. Of a shim that is installed over
   * no reactor it is told of timers alone, once they are started: that the host has none is one that was carried.
   */
  begin(groups: readonly HostGroup[]): { started(): void; counts(): Readonly<Record<string, number | null>> } {
    const before = new Map(groups.map((group) => [group, this.#of(group)]));
    const timers = hostTimers();
    let kept: number | null = null;
    return {
      started: () => {
        kept = hostTimers() > timers ? 0 : 1;
      },
      counts: () => Object.fromEntries(groups.map((group) => [
        group, this.#counting ? this.#of(group) - (before.get(group) ?? 0) : group === "timers" ? kept : null,
      ])),
    };
  }
}

function hostTimers(): number {
  return activeResources().filter((type) => HOST_TIMERS.has(type)).length;
}
