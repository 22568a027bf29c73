import * as dns from "node:dns";
import { promises } from "node:dns";
import { createRequire } from "node:module";
import { isIP } from "node:net";
import { Registration } from "../exempt.js";
import type { PatchJournal } from "../patch-journal.js";
import { lookupError } from "./answer.js";

// What asks name servers, and not the host's resolver, has no equivalent on a reactor: `dns.resolve` and its like,
// `dns.reverse`, `dns.lookupService`.

/** The code with which the host itself says that a server does not do what it is asked for. */
const REFUSAL = dns.NOTIMP;

/** A request of the host's to its channel to name servers. */
interface Query {
  oncomplete(code: string): void;
}

/** The prototype of the channels to name servers, or null if it is not where it was. */
function channels(): object | null {
  const { _handle: channel } = new dns.Resolver() as { readonly _handle?: object };
  const prototype: unknown = channel === undefined ? null : Object.getPrototypeOf(channel);
  return typeof prototype === "object" && prototype !== null && queriesOf(prototype).length > 0 ? prototype : null;
}

function queriesOf(prototype: object): readonly string[] {
  return Object.getOwnPropertyNames(prototype).filter((name) => /^(query[A-Z]|getHostByAddr$)/.test(name));
}

/** What of the host is not as it is expected to be, or null. */
export function checkQueries(): string | null {
  return channels() === null ? "dns.Resolver has no channel whose queries could be refused" : null;
}

/** Has every question to a name server fail with an error of the host's own kind, in place of being asked. */
export function refuseQueries(journal: PatchJournal): void {
  const prototype = channels();
  if (prototype === null) throw new Error("the channels of dns.Resolver are gone");
  for (const key of queriesOf(prototype)) {
    journal.method({ target: prototype, of: "dns.Resolver channel", key }, () => (query: Query) => {
      const registration = new Registration("QUERYWRAP");
      process.nextTick(() => registration.call(() => query.oncomplete(REFUSAL), undefined));
      return 0;
    });
  }
  const service = { target: createRequire(import.meta.url)("node:dns") as object, of: "dns", key: "lookupService" };
  journal.method(service, (original) => function (this: unknown, ...args) {
    const [address, , callback] = args as unknown[];
    // What cannot be right, the host refuses.
    if (typeof address !== "string" || isIP(address) === 0 || typeof callback !== "function") {
      return original.apply(this, args);
    }
    const registration = new Registration("GETNAMEINFOREQWRAP");
    process.nextTick(() => registration.call(callback as (error: Error) => void, undefined, refusedService(address)));
    return {};
  });
  journal.method({ target: promises, of: "dns.promises", key: "lookupService" },
    (original) => function (this: unknown, ...args) {
      const [address] = args as unknown[];
      if (typeof address !== "string" || isIP(address) === 0) return original.apply(this, args);
      return Promise.reject(refusedService(address));
    });
}

function refusedService(address: string): Error {
  return lookupError(REFUSAL, "getnameinfo", address);
}
