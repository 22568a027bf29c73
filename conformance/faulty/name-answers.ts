import type { ErrorCategory, Reactor, ReactorError } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";
import { overFailures } from "./override-endpoints.js";
import {
  answering, connectingByName, isNamed, overConnectLookups, overLookups, overResolvers,
} from "./override-names.js";

/** A reactor whose failures, of attempts and of lookups, are what `change` makes of each. */
function overAllFailures(reactor: Reactor, change: (failure: ReactorError) => ReactorError): Reactor {
  const over = overFailures(reactor, change);
  return override(over, {
    resolve: (host, options) => over.resolve(host, options).catch((error: ReactorError) => {
      throw change(error);
    }),
  });
}

/** A reactor that says another category of some failures. */
function recategorising(reactor: Reactor, from: ErrorCategory, to: ErrorCategory): Reactor {
  return overAllFailures(reactor, (error) => error.category === from ? override(error, { category: to }) : error);
}

/** A reactor that tells failures of lookups otherwise. */
function overLookupFailures(reactor: Reactor, change: Partial<ReactorError>): Reactor {
  return overAllFailures(reactor, (error) =>
    error.category === "name-not-found" || error.category === "name-unavailable" ? override(error, change) : error);
}

/** A reactor with another delay between the addresses of a name. */
function delaying(reactor: Reactor, delayOf: (attemptDelay: number | undefined) => number | undefined): Reactor {
  return override(reactor, {
    connect(address, factory, { attemptDelay, ...others } = {}) {
      const delay = attemptDelay === undefined || attemptDelay >= 0 && attemptDelay < Infinity
        ? delayOf(attemptDelay)
        : attemptDelay;
      return reactor.connect(address, factory, delay === undefined ? others : { ...others, attemptDelay: delay });
    },
  });
}

/** The faulty reactors of the chapter on name resolution: what becomes of an answer. */
export const nameAnswerFaults: readonly Fault[] = [
  {
    breaks: "resolver.not-found",
    does: "has one category for every failure of a resolver",
    says: "a name that the resolver does not know fails as name-not-found",
    make: (reactor) => recategorising(reactor, "name-not-found", "name-unavailable"),
  },
  {
    breaks: "resolver.unavailable",
    does: "says of every failure of a resolver that there is no such name",
    says: "a name that the resolver cannot tell of fails as name-unavailable",
    make: (reactor) => recategorising(reactor, "name-unavailable", "name-not-found"),
  },
  {
    breaks: "resolver.empty",
    does: "waits for the first of no addresses",
    says: "an empty answer fails as name-not-found",
    make: (reactor) => overLookups(reactor, async (ask) => {
      const hosts = await ask();
      return Array.isArray(hosts) && hosts.length === 0 ? new Promise(() => undefined) : hosts;
    }),
  },
  {
    breaks: "resolver.throws",
    does: "reports what a resolver throws to the error hook, too",
    says: "what a resolver throws is not reported to the error hook",
    make: (reactor) => overResolvers(reactor, (resolver) => ({
      resolve(host, options) {
        try {
          return resolver.resolve(host, options);
        } catch (error) {
          reactor.callLater(0, () => {
            throw error;
          });
          throw error;
        }
      },
    })),
  },
  {
    breaks: "resolver.garbage",
    does: "takes an answer that is none for an empty one",
    says: "an answer that is none fails as name-unavailable",
    make: (reactor) => overLookups(reactor, async (ask) => {
      const hosts: unknown = await ask();
      return Array.isArray(hosts) && !hosts.includes("alpha.test") ? hosts as readonly string[] : [];
    }),
  },
  {
    breaks: "resolver.code",
    does: "has a code of its own for the failures of resolvers",
    says: "the failure has the code of the resolver's error",
    make: (reactor) => overLookupFailures(reactor, { code: "ENOTFOUND" }),
  },
  {
    breaks: "resolver.errno",
    does: "passes the resolver's number on, its sign changed",
    says: "the failure of a lookup has no errno",
    make: (reactor) => overLookupFailures(reactor, { errno: 3008 }),
  },
  {
    breaks: "resolver.resolve",
    does: "puts IPv4 addresses first",
    says: "resolve is fulfilled with the answer as it is",
    make: (reactor) => override(reactor, {
      resolve: (host, options) => reactor.resolve(host, options).then((hosts) =>
        [...hosts].sort((one, other) => Number(one.includes(":")) - Number(other.includes(":")))),
    }),
  },
  {
    breaks: "resolver.order",
    does: "tries the lowest address first",
    says: "the first address of the answer is tried first",
    make: (reactor) => overConnectLookups(reactor, (resolver) => answering(resolver, (hosts) => [...hosts].sort())),
  },
  {
    breaks: "resolver.duplicates",
    does: "tries one address as often as it is named",
    says: "an address that the answer repeats is tried once",
    make: (reactor) => connectingByName(reactor, async (addresses, attempt) => {
      const errors: ReactorError[] = [];
      for (const address of addresses) {
        try {
          return await attempt(address);
        } catch (error) {
          errors.push(error as ReactorError);
        }
      }
      throw Object.assign(errors[0] ?? new Error("no address"), { errors: [...errors] });
    }),
  },
  {
    breaks: "resolver.next",
    does: "tries the first address alone",
    says: "the next address is tried when one has failed",
    make: (reactor) => overConnectLookups(reactor, (resolver) => answering(resolver, (hosts) => hosts.slice(0, 1))),
  },
  {
    breaks: "resolver.next",
    does: "waits for the attemptDelay also when an address has failed",
    says: "the next address is tried before the attemptDelay has passed",
    make: (reactor) => connectingByName(reactor, async (addresses, attempt, { attemptDelay = 250 }) => {
      let last: unknown = null;
      for (const address of addresses) {
        try {
          return await attempt(address);
        } catch (error) {
          last = error;
          await new Promise<void>((resolve) => reactor.callLater(attemptDelay, resolve));
        }
      }
      throw last;
    }),
  },
  {
    breaks: "resolver.errors",
    does: "keeps the failure of the last address alone",
    says: "the failure has those of all addresses",
    make: (reactor) => overFailures(reactor, (error) =>
      error.errors === undefined ? error : override(error, { errors: error.errors.slice(-1) })),
  },
  {
    breaks: "resolver.errors.first",
    does: "fails as the last address does",
    says: "the category of the failure is that of the first address",
    make: (reactor) => overFailures(reactor, (error) => {
      const last = error.errors?.at(-1);
      if (last === undefined) return error;
      return override(error, { category: last.category, code: last.code, errno: last.errno });
    }),
  },
  {
    breaks: "resolver.race",
    does: "waits for each address until it has failed",
    says: "the next address is tried no later than",
    make: (reactor) => delaying(reactor, () => 2 ** 40),
  },
  {
    breaks: "resolver.race.keeps",
    does: "gives an address up when it tries the next",
    says: "an address that is pending stays so when the next one is tried",
    make: (reactor) => connectingByName(reactor, async (addresses, attempt, { attemptDelay = 250 }) => {
      let last: unknown = null;
      for (const [i, address] of addresses.entries()) {
        try {
          return await attempt(address, i === addresses.length - 1 ? {} : { timeout: attemptDelay });
        } catch (error) {
          last = error;
        }
      }
      throw last;
    }),
  },
  {
    breaks: "resolver.race.not-early",
    does: "tries the next address after half the time",
    says: "the next address is not tried before the attemptDelay of 40 ms has passed",
    make: (reactor) => delaying(reactor, (attemptDelay) => attemptDelay === undefined ? undefined : attemptDelay / 2),
  },
  {
    breaks: "resolver.race.default",
    does: "tries the next address after 100 ms, unless it is told otherwise",
    says: "without an attemptDelay the next address is not tried before about 250 ms have passed",
    make: (reactor) => delaying(reactor, (attemptDelay) => attemptDelay ?? 100),
  },
  {
    breaks: "resolver.race.losers",
    does: "forgets the other addresses when one is connected",
    says: "an address that was pending is given up when another is connected",
    make: (reactor) => connectingByName(reactor, (addresses, attempt, { attemptDelay = 250 }) =>
      Promise.any(addresses.map(async (address, i) => {
        if (i > 0) await new Promise<void>((resolve) => reactor.callLater(i * attemptDelay, resolve));
        return attempt(address);
      })).catch((error: AggregateError) => {
        throw error.errors[0];
      })),
  },
  {
    breaks: "resolver.race.invalid",
    does: "takes a delay that is none for the usual one",
    says: "connect throws for the attemptDelay NaN",
    make: (reactor) => override(reactor, {
      connect(address, factory, { attemptDelay, ...others } = {}) {
        const isDelay = attemptDelay !== undefined && attemptDelay >= 0 && attemptDelay < Infinity;
        return reactor.connect(address, factory, isDelay ? { ...others, attemptDelay } : others);
      },
    }),
  },
  {
    breaks: "resolver.listen",
    does: "listens at the first address or not at all",
    says: "a name is listened at at the first address that the platform lets the reactor have",
    make: (reactor) => override(reactor, {
      async listen(address, factory, options) {
        if (!isNamed(address)) return reactor.listen(address, factory, options);
        const [host = ""] = await reactor.resolve(address.host);
        return reactor.listen({ ...address, host }, factory, options);
      },
    }),
  },
];
