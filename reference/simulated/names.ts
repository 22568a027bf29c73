import type { Resolver } from "../../spec/reactor.js";
import { resolverFailure } from "../core/errors.js";
import type { World } from "./world.js";

/** What a lookup takes, in ms. */
const LATENCY = 1;

/** The names of a world, and its resolver: `localhost` is known from the beginning (`resolver.set.platform`). */
export class SimulatedNames implements Resolver {
  readonly #world: World;
  readonly #addresses = new Map<string, readonly string[]>([["localhost", ["127.0.0.1", "::1"]]]);

  constructor(world: World) {
    this.#world = world;
  }

  /** Names these numeric hosts, in order of preference; none forgets the name. */
  set(name: string, hosts: readonly string[]): void {
    if (hosts.length === 0) this.#addresses.delete(name);
    else this.#addresses.set(name, [...hosts]);
  }

  resolve(host: string): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      this.#world.at(this.#world.now() + LATENCY, () => this.#world.enter(() => {
        const hosts = this.#addresses.get(host);
        if (hosts === undefined) reject(resolverFailure("ENOTFOUND", "getaddrinfo", host));
        else resolve(hosts);
      }));
    });
  }
}
