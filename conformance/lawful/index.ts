import type { Address, Protocol, Reactor, TimedCall, Transport } from "../../spec/reactor.js";
import type { Oddity } from "../faulty/fault.js";
import { failure } from "../faulty/override-endpoints.js";
import { overProtocols, override, overTransports } from "../faulty/override.js";
import { shifted, ticking } from "./coarse-time.js";
import { closedObjects } from "./closed-objects.js";
import { extraDatagramArguments, freshPortAddresses, lateDatagrams } from "./datagrams.js";
import { oneATurn } from "./one-a-turn.js";
import { ownErrors, ownProfiles, ownPromises } from "./own-classes.js";
import { relaying } from "./relay.js";
import { slowAdapters } from "./slow-adapters.js";
import { slowPressure } from "./slow-pressure.js";

/** Every lawful oddity: what the kit must not take for a fault. */
export const oddities: readonly Oddity[] = [
  {
    name: "small reads",
    uses: "the boundaries of chunks carry no meaning",
    make: (reactor) => relaying(reactor, { pieces: (at) => at < 16 ? 1 : 4093 }),
  },
  {
    name: "latest connection first",
    uses: "no order is promised between connections",
    make: (reactor) => relaying(reactor, { latestFirst: true }),
  },
  {
    name: "slow notifications",
    uses: "no time is promised between what happens and its notification",
    make: (reactor) => lateDatagrams(relaying(reactor, { turns: 5 })),
  },
  {
    name: "coarse clock",
    uses: "a clock may have any resolution",
    make: (reactor) => ticking(reactor, 4, true),
  },
  {
    name: "clock below zero",
    uses: "a clock may have any origin",
    // By so little that no reading is rounded: deadlines that differ are not to become equal.
    make: (reactor) => shifted(reactor, -1500),
  },
  {
    name: "batched ticks",
    uses: "a call may be late, and come with others",
    make: (reactor) => ticking(reactor, 10, false),
  },
  {
    name: "slow promises",
    uses: "no time is promised between an outcome and its promise",
    make: slowPromises,
    adapt: slowAdapters,
  },
  {
    name: "late thread calls",
    uses: "no time is promised between a thread call and its entry",
    make: lateThreadCalls,
  },
  {
    name: "extra arguments",
    uses: "callbacks may be passed more than the standard says",
    make: extraArguments,
  },
  {
    name: "fresh addresses",
    uses: "addresses are values: each read may make a new object, with further fields",
    make: (reactor) => freshPortAddresses(overTransports(reactor, freshAddresses)),
  },
  {
    name: "joined reads",
    uses: "the boundaries of chunks carry no meaning",
    make: (reactor) => relaying(reactor, { joins: true, turns: 3 }),
  },
  {
    name: "reads ahead",
    uses: "a paused connection may be read ahead, within a bound",
    make: (reactor) => relaying(reactor, { ahead: 64 * 1024 }),
  },
  {
    name: "slow accepts",
    uses: "no time is promised between a peer's attempt and the call of the factory",
    make: (reactor) => relaying(reactor, { lateFactories: true, turns: 3 }),
  },
  {
    name: "slow pressure",
    uses: "it is left open in which later turn the watermarks are looked at",
    make: (reactor) => relaying(slowPressure(reactor, 5), {}),
  },
  {
    name: "one call a turn",
    uses: "connections may be served between two calls that are due together",
    make: oneATurn,
  },
  {
    name: "clock since 1970",
    uses: "a clock may have any origin, and the rounding of large numbers",
    make: (reactor) => shifted(reactor, 1_764_000_000_000.7),
  },
  {
    name: "closed objects",
    uses: "what a reactor hands out need be no plain object, nor be open for additions",
    make: closedObjects,
  },
  {
    name: "own promises",
    uses: "a promise may be of a derived class",
    make: ownPromises,
  },
  {
    name: "own errors",
    uses: "an error may be of a derived class, and have more fields",
    make: ownErrors,
  },
  {
    name: "own profiles",
    uses: "the profiles need be no Set, nor be known by everybody",
    make: ownProfiles,
  },
  {
    name: "no resolver",
    uses: "a reactor need not resolve names, so long as it says so",
    without: ["resolver"],
    make: withoutResolver,
  },
];

function lateThreadCalls(reactor: Reactor): Reactor {
  const waiting = new Set<TimedCall>();
  let emptied = (): void => undefined;
  // What waits is a timed call, and those that are pending would be dropped when the run ends.
  reactor.addHook("shutdown", () => new Promise<void>((resolve) => {
    emptied = () => {
      if (![...waiting].some(({ active }) => active)) resolve();
    };
    emptied();
  }));
  return override(reactor, {
    callFromThread(callback) {
      if (typeof callback !== "function") return reactor.callFromThread(callback);
      const call = reactor.callLater(0, () => {
        waiting.delete(call);
        emptied();
        return callback();
      });
      waiting.add(call);
    },
  });
}

function withoutResolver(reactor: Reactor): Reactor {
  const refused = (address: Address): boolean =>
    "host" in address && typeof address.host === "string" && /[g-z]/.test(address.host);
  return override(reactor, {
    profiles: new Set([...reactor.profiles].filter((profile) => profile !== "resolver")),
    listen: (address, factory, options) => refused(address)
      ? Promise.reject(failure("unsupported", address))
      : reactor.listen(address, factory, options),
    connect: (address, factory, options) => refused(address)
      ? Promise.reject(failure("unsupported", address))
      : reactor.connect(address, factory, options),
  });
}

function slowPromises(reactor: Reactor): Reactor {
  const turns = async <T>(promise: Promise<T>): Promise<T> => {
    const wait = (): Promise<void> => new Promise((resolve) => {
      if (reactor.running) reactor.callLater(0, resolve);
      else resolve();
    });
    const settled = await promise.then((value) => ({ value }), (error: unknown) => ({ error }));
    if ("error" in settled) throw settled.error;
    await wait();
    return settled.value;
  };
  return override(reactor, {
    listen: (address, factory, options) => turns(reactor.listen(address, factory, options)),
    connect: (address, factory, options) => turns(reactor.connect(address, factory, options)),
    openDatagram: (local, protocol, options) => turns(reactor.openDatagram(local, protocol, options)),
  });
}

function extraArguments(reactor: Reactor): Reactor {
  const over = overProtocols(extraDatagramArguments(reactor), (protocol) => {
    const notify = (name: keyof Protocol) => (argument: never) =>
      (protocol[name] as ((...all: unknown[]) => void) | undefined)?.call(protocol, argument, "extra");
    const notified: Protocol = {
      connectionMade: notify("connectionMade"),
      dataReceived: notify("dataReceived"),
      pauseWriting: notify("pauseWriting") as () => void,
      resumeWriting: notify("resumeWriting") as () => void,
      connectionLost: notify("connectionLost"),
    };
    if (protocol.eofReceived === undefined) return notified;
    return { ...notified, eofReceived: notify("eofReceived") as () => void };
  });
  return override(over, {
    callFromThread: (callback) => over.callFromThread(typeof callback === "function"
      ? () => (callback as (...all: unknown[]) => void)("extra")
      : callback),
    callLater: (delay, callback) => over.callLater(delay, typeof callback === "function"
      ? () => (callback as (...all: unknown[]) => void)("extra")
      : callback),
  });
}

function freshAddresses(transport: Transport): Transport {
  const fresh = (address: Address): Address => Object.assign({}, address, { family: "extra" });
  return override(transport, {
    get local() { return fresh(transport.local); },
    get remote() { return fresh(transport.remote); },
  });
}
