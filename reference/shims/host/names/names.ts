import { createRequire } from "node:module";
import { promises } from "node:dns";
import type { Group, ShimContext } from "../group.js";
import type { PatchJournal } from "../patch-journal.js";
import { lookupWithCallback, lookupWithPromise, type Resolution } from "./lookup.js";
import { checkQueries, refuseQueries } from "./queries.js";

/** The exports of the module, which code that requires it sees; its ES module bindings follow them. */
const dns = createRequire(import.meta.url)("node:dns") as object;

/** Names are looked up by the reactor's resolver. */
export const names: Group = {
  name: "names",
  coverage: {
    covered: ["dns.lookup and dns.promises.lookup, and with them net, tls, http and dgram"],
    real: [
      "dns.lookup taken from the module before the install",
      "dns.resolve and its like, dns.reverse, dns.lookupService and dns.Resolver, where time is real",
    ],
    refused: ["dns.resolve and its like, dns.reverse, dns.lookupService and dns.Resolver, in virtual time: ENOTIMP"],
  },
  unfit({ reactor }) {
    return reactor.profiles.has("resolver") ? null : "the reactor resolves no names (profile resolver)";
  },
  check: ({ options }) => options.world === undefined ? null : checkQueries(),
  patch(journal: PatchJournal, context: ShimContext) {
    const resolution: Resolution = { context, pending: new Set() };
    journal.method({ target: dns, of: "dns", key: "lookup" }, (original) => lookupWithCallback(original, resolution));
    journal.method({ target: promises, of: "dns.promises", key: "lookup" },
      (original) => lookupWithPromise(original, resolution));
    if (context.options.world !== undefined) refuseQueries(journal);
    return { live: () => [...resolution.pending].map(({ hostname }) => `lookup of ${hostname}`) };
  },
};
