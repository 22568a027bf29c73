import type { Profile, Reactor, ReactorError, Resolver } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";
import { failure, overFailures } from "./override-endpoints.js";
import { isNamed, overConnectLookups, overLookups, overResolvers } from "./override-names.js";

function isName(host: unknown): host is string {
  return typeof host === "string" && /[g-z]/.test(host);
}

/** A reactor whose calls that need a lookup are preceded by what `before` does, and answered by what it says. */
function aroundResolve(reactor: Reactor, change: (own: Promise<readonly string[]>, host: string) => unknown): Reactor {
  return override(reactor, {
    resolve: (host, options) => change(reactor.resolve(host, options), host) as Promise<readonly string[]>,
  });
}

/** Fails as `failure`, but not before the lookup of the attempt has ended: never, if that is never answered. */
function onlyAfterLookup(reactor: Reactor, category: string): Reactor {
  const wait = (error: ReactorError): unknown => error.category === category ? new Promise(() => undefined) : error;
  const pending = <T>(outcome: Promise<T>): Promise<T> => outcome.catch((error: unknown) => {
    const waited = wait(error as ReactorError);
    if (waited instanceof Promise) return waited as Promise<T>;
    throw error;
  });
  return override(reactor, {
    connect: (address, factory, options) => pending(reactor.connect(address, factory, options)),
    listen: (address, factory, options) => pending(reactor.listen(address, factory, options)),
    resolve: (host, options) => pending(reactor.resolve(host, options)),
  });
}

/** Every resolver of the program, and the last that it has set. */
function watchingResolver(reactor: Reactor): { readonly reactor: Reactor; readonly current: () => Resolver | null } {
  let current: Resolver | null = null;
  const watching = override(reactor, {
    setResolver(resolver) {
      const previous = reactor.setResolver(resolver);
      current = resolver;
      return previous;
    },
  });
  return { reactor: watching, current: () => current };
}

const neverAborted = new AbortController().signal;

/** The faulty reactors of the chapter on name resolution: who is asked, and when. */
export const nameFaults: readonly Fault[] = [
  {
    breaks: "resolver.absent",
    does: "resolves names, and does not say so",
    says: "connecting to a name is refused as unsupported",
    without: ["resolver"],
    make: (reactor) => override(reactor, { profiles: new Set<Profile>(without(reactor, "resolver")) }),
  },
  {
    breaks: "resolver.literal",
    does: "asks for every host",
    says: "the resolver is not asked for an address",
    make(reactor) {
      const watched = watchingResolver(reactor);
      const ask = (host: unknown): void => {
        if (typeof host !== "string" || isName(host)) return;
        reactor.callLater(0, () => {
        Promise.resolve(watched.current()?.resolve(host, { signal: neverAborted })).catch(() => undefined);
      });
      };
      return override(watched.reactor, {
        resolve(host, options) {
          ask(host);
          return reactor.resolve(host, options);
        },
      });
    },
  },
  {
    breaks: "resolver.set",
    does: "connects to what the platform's resolver says",
    says: "connect asks the resolver that was set",
    make: (reactor) => overConnectLookups(reactor, () => null),
  },
  {
    breaks: "resolver.set.previous",
    does: "gives the platform's resolver back, whichever was set",
    says: "setResolver returns the resolver that was set before",
    make(reactor) {
      const platform = reactor.setResolver(null);
      return override(reactor, {
        setResolver(resolver) {
          reactor.setResolver(resolver);
          return platform;
        },
      });
    },
  },
  {
    breaks: "resolver.set.platform",
    does: "leaves a resolver set that is replaced by null",
    says: "the platform's resolver knows localhost (after)",
    make: (reactor) => override(reactor, {
      setResolver(resolver) {
        const previous = reactor.setResolver(resolver);
        if (resolver === null) reactor.setResolver(previous);
        return previous;
      },
    }),
  },
  {
    breaks: "resolver.set.under-way",
    does: "has what a resolver is asked fail when that is replaced",
    says: "the answer of a resolver that was replaced counts",
    make(reactor) {
      let replaced = (): void => undefined;
      const over = overLookups(reactor, (ask) => Promise.race([ask(), new Promise<never>((_, reject) => {
        replaced = () => reject(new Error("replaced"));
      })]));
      return override(over, {
        setResolver(resolver) {
          replaced();
          return over.setResolver(resolver);
        },
      });
    },
  },
  {
    breaks: "resolver.set.type",
    does: "takes for null what is no resolver",
    says: "setResolver throws a TypeError for what is no resolver",
    make: (reactor) => override(reactor, {
      setResolver: (resolver) => reactor.setResolver(typeof resolver?.resolve === "function" ? resolver : null),
    }),
  },
  {
    breaks: "resolver.returns-first",
    does: "asks the resolver at once",
    says: "lookup was entered before resolve returned",
    make(reactor) {
      const watched = watchingResolver(reactor);
      return override(watched.reactor, {
        resolve(host, options) {
          const resolver = watched.current();
          if (resolver === null || !isName(host)) return reactor.resolve(host, options);
          const early = Promise.resolve(resolver.resolve(host, { signal: neverAborted }));
          early.catch(() => undefined);
          const current = reactor.setResolver({ resolve: () => early });
          try {
            return reactor.resolve(host, options);
          } finally {
            reactor.setResolver(current);
          }
        },
      });
    },
  },
  {
    breaks: "resolver.once",
    does: "asks once for each family of addresses",
    says: "the resolver is asked once for an attempt",
    make: (reactor) => overResolvers(reactor, (resolver) => ({
      resolve: (host, options) => Promise.all([resolver.resolve(host, options), resolver.resolve(host, options)])
        .then(([hosts]) => hosts),
    })),
  },
  {
    breaks: "resolver.name.idna",
    does: "asks for a name as it is written",
    says: "a name outside ASCII is asked for in its IDNA form",
    make: (reactor) => overResolvers(reactor, (resolver) => ({
      resolve: (host, options) => resolver.resolve(host.replace("xn--bcher-kva", "b\u00fccher"), options),
    })),
  },
  {
    breaks: "resolver.name.invalid",
    does: "ends a name at its first NUL, as C does",
    says: "an attempt at what can be no name fails as name-not-found",
    make: (reactor) => override(reactor, {
      connect: (address, factory, options) =>
        reactor.connect("host" in address
          ? { ...address, host: String(address.host).split("\u0000")[0] ?? "" }
          : address, factory, options),
    }),
  },
  {
    breaks: "resolver.name.type",
    does: "takes the text of whatever it is given",
    says: "resolve throws a TypeError for a host that is not a string",
    make: (reactor) => override(reactor, { resolve: (host, options) => reactor.resolve(String(host), options) }),
  },
  {
    breaks: "resolver.hung",
    does: "calls nothing while a name is being looked up",
    says: "a timed call comes while lookups are not answered",
    make(reactor) {
      let underWay = 0;
      const done = (): void => void underWay--;
      const over = overLookups(reactor, (ask) => {
        underWay++;
        const answer = Promise.resolve(ask());
        answer.then(done, done);
        return answer;
      });
      return override(over, {
        callLater: (delay, callback) => over.callLater(delay, () => underWay > 0 ? undefined : callback()),
      });
    },
  },
  {
    breaks: "resolver.hung.lookups",
    does: "has room for sixteen lookups at a time",
    says: "a lookup is made while others are not answered",
    make(reactor) {
      let underWay = 0;
      const waiting: (() => void)[] = [];
      const done = (): void => {
        underWay--;
        waiting.shift()?.();
      };
      return overLookups(reactor, async (ask) => {
        if (underWay >= 16) await new Promise<void>((resolve) => waiting.push(resolve));
        underWay++;
        try {
          return await ask();
        } finally {
          done();
        }
      });
    },
  },
  {
    breaks: "resolver.signal",
    does: "gives a resolver a signal that nobody aborts",
    says: "the signal of a lookup that is given up is aborted",
    make: (reactor) => overResolvers(reactor, (resolver) => ({
      resolve: (host) => resolver.resolve(host, { signal: neverAborted }),
    })),
  },
  {
    breaks: "resolver.late",
    does: "connects when the name is resolved, and only then sees that the attempt was cancelled",
    says: "an answer that comes too late opens no connection",
    make: (reactor) => override(reactor, {
      connect(address, factory, options) {
        if (isNamed(address) && options?.signal !== undefined) {
          reactor.resolve(address.host).then(([first]) => {
            if (first === undefined || options.signal?.aborted !== true) return undefined;
            return reactor.connect({ ...address, host: first }, () => null);
          }).catch(() => undefined);
        }
        return reactor.connect(address, factory, options);
      },
    }),
  },
  {
    breaks: "resolver.timeout",
    does: "counts the timeout from the end of the lookup",
    says: "the timeout of an attempt covers its lookup",
    make: (reactor) => onlyAfterLookup(reactor, "timed-out"),
  },
  {
    breaks: "resolver.cancel",
    does: "looks at the signal when the name is resolved",
    says: "an attempt that is cancelled during its lookup fails as cancelled",
    make: (reactor) => onlyAfterLookup(reactor, "cancelled"),
  },
  {
    breaks: "resolver.resolve.cancel",
    does: "says other of a lookup that was cancelled",
    says: "a lookup that is cancelled fails as cancelled",
    make: (reactor) => aroundResolve(reactor, (own) => own.catch((error: ReactorError) => {
      throw error.category === "cancelled" ? override(error, { category: "other" }) : error;
    })),
  },
  {
    breaks: "resolver.stop",
    does: "says cancelled of a lookup that the stop has ended",
    says: "what waits for a lookup fails as stopped",
    make: (reactor) => aroundResolve(
      overFailures(reactor, (error) => error),
      (own) => own.catch((error: ReactorError) => {
        throw error.category === "stopped" ? failure("cancelled", { kind: "tcp", host: "0.0.0.0", port: 0 }) : error;
      }),
    ),
  },
];

function without(reactor: Reactor, profile: Profile): readonly Profile[] {
  return [...reactor.profiles].filter((each) => each !== profile);
}
