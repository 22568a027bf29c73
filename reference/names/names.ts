import type { Address, Resolver } from "../../spec/reactor.js";
import { lookupFailure, type ReactorFailure } from "../core/errors.js";
import type { Host, HostAttempt, Task } from "../core/host.js";
import { asciiName } from "./ascii-name.js";
import { isNumericHost } from "../core/numeric-host.js";

// Captured before anybody can replace it.
const { AbortController } = globalThis;

/** What comes of a lookup: one of the two, once, in a host task of its own; nothing once it is cancelled. */
export interface LookupEvents {
  /** Numeric hosts, at least one, in the order of the resolver (`resolver.order`). */
  answered(hosts: readonly string[]): void;
  failed(error: ReactorFailure): void;
}

/** Who asks, for the failures: which operation, and with which address, if any. */
export interface Asker {
  readonly syscall: string;
  readonly address: Address | null;
}

/** The names of one reactor, and who resolves them. */
export class Names {
  readonly #host: Host;
  readonly #platform: Resolver;
  #resolver: Resolver;

  constructor(host: Host, platform: Resolver) {
    this.#host = host;
    this.#platform = platform;
    this.#resolver = platform;
  }

  /**
   * Sets who resolves names from now on: null stands for the platform (`resolver.set`, `resolver.set.platform`).
   * Returns who did before (`resolver.set.previous`).
   * @throws TypeError if it is no resolver (`resolver.set.type`).
   */
  setResolver(resolver: Resolver | null): Resolver {
    if (typeof resolver !== "object" || (resolver !== null && typeof resolver.resolve !== "function")) {
      throw new TypeError("the resolver is neither null nor an object with a method resolve");
    }
    const previous = this.#resolver;
    this.#resolver = resolver ?? this.#platform;
    return previous;
  }

  /**
   * Looks a host up with the resolver that is set now, whatever is set later (`resolver.set.under-way`). A numeric
   * one is its own answer (`resolver.literal`); a text that can be nobody's name has none (`resolver.name.invalid`).
   */
  lookUp(name: string, asker: Asker, events: LookupEvents): HostAttempt {
    const resolver = this.#resolver;
    const abort = new AbortController();
    let over = false;
    const settle = (tell: Task): void => this.#host.defer(() => {
      if (over) return;
      over = true;
      tell();
    });
    const failed = (error: unknown): void => settle(() => events.failed(lookupFailure(name, asker, { error })));
    const answered = (answer: unknown): void => settle(() => {
      const hosts = hostsOf(answer);
      if (hosts === null) events.failed(lookupFailure(name, asker, { why: "the answer is no list of addresses" }));
      else if (hosts.length === 0) events.failed(lookupFailure(name, asker, { none: true, why: "it has no address" }));
      else events.answered(hosts);
    });
    const ascii = isNumericHost(name) ? name : asciiName(name);
    if (ascii === null) settle(() => events.failed(lookupFailure(name, asker, { none: true, why: "it is no name" })));
    else if (ascii === name && isNumericHost(name)) answered([name]);
    else this.#host.defer(() => over || ask(resolver, ascii, abort.signal, answered, failed));
    return {
      cancel: () => {
        if (over) return;
        over = true;
        this.#host.defer(() => abort.abort());
      },
    };
  }
}

/**
 * Asks once, in a host task of its own (`resolver.once`, `resolver.returns-first`). What the resolver throws is no
 * error of a callback, but the failure of the lookup (`resolver.throws`); who answers late holds up nobody
 * (`resolver.hung`, `resolver.hung.lookups`).
 */
function ask(
  resolver: Resolver, name: string, signal: AbortSignal,
  answered: (answer: unknown) => void, failed: (error: unknown) => void,
): void {
  try {
    Promise.resolve(resolver.resolve(name, { signal })).then(answered, failed);
  } catch (error) {
    failed(error);
  }
}

/** The hosts of an answer as they are; null if it is no list of numeric ones (`resolver.garbage`). */
function hostsOf(answer: unknown): readonly string[] | null {
  if (!Array.isArray(answer)) return null;
  const hosts: readonly unknown[] = [...answer as readonly unknown[]];
  return hosts.every((host): host is string => typeof host === "string" && isNumericHost(host)) ? hosts : null;
}
