import { lookup } from "node:dns";
import type { Resolver } from "../../spec/reactor.js";
import { resolverFailure } from "../core/errors.js";

/**
 * The platform's resolver (`resolver.set.platform`). Node has half of its threads wait for it, two by default
 * (`UV_THREADPOOL_SIZE`): more names than that which are never answered hold up the other names, and nothing else.
 * So a name that several ask for is looked up once.
 */
export class NodeResolver implements Resolver {
  readonly #underWay = new Map<string, Promise<readonly string[]>>();

  resolve(host: string): Promise<readonly string[]> {
    const underWay = this.#underWay.get(host) ?? addressesOf(host).finally(() => this.#underWay.delete(host));
    this.#underWay.set(host, underWay);
    return underWay;
  }
}

/** In the platform's order; Node sorts by family unless it is told not to (`resolver.order`). */
function addressesOf(host: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    lookup(host, { all: true, verbatim: true }, (error, addresses) => {
      if (error === null) resolve(addresses.map(({ address }) => address));
      else reject(resolverFailure(error.code ?? "UNKNOWN", error.syscall ?? "getaddrinfo", host));
    });
  });
}
