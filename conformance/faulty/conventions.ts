import type { Address, Profile, Reactor } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { override } from "./override.js";

/** The faulty reactors of the chapter on conventions. */
export const conventionFaults: readonly Fault[] = [
  {
    breaks: "profile.declared",
    does: "lists no profile at all",
    says: "profiles lists core",
    make: (reactor: Reactor) => override(reactor, { profiles: new Set<Profile>() }),
  },
  ...(["tcp", "unix", "udp"] as const).map((left): Fault => ({
    breaks: "profile.declared",
    does: `leaves ${left} out, though it is claimed`,
    says: `profiles lists ${left}, which is claimed`,
    make: (reactor: Reactor) => override(reactor, {
      profiles: new Set<Profile>([...reactor.profiles].filter((profile) => profile !== left)),
    }),
  })),
  {
    breaks: "profile.constant",
    does: "drops tcp while it is running",
    says: "profiles has the same members when the reactor is running as before",
    make: (reactor: Reactor) => override(reactor, {
      get profiles() { return reactor.running ? new Set<Profile>(["core"]) : reactor.profiles; },
    }),
  },
  {
    breaks: "profile.absent",
    does: "leaves attempts at addresses of an unknown kind pending",
    says: "is rejected as unsupported for an address of a kind that no profile has; listenFailed",
    make: (reactor: Reactor) => overUnknown(reactor, () => new Promise<never>(() => undefined)),
  },
  {
    breaks: "profile.absent",
    does: "throws for addresses of an unknown kind",
    says: "does not throw for an address of a kind that no profile has",
    make: (reactor: Reactor) => overUnknown(reactor, () => {
      throw new TypeError("unknown kind of address");
    }),
  },
];

function overUnknown(reactor: Reactor, refuse: () => Promise<never>): Reactor {
  const isKnown = (address: Address): boolean => address.kind === "tcp";
  return override(reactor, {
    openDatagram: (local, ...rest) => local.kind === "udp" ? reactor.openDatagram(local, ...rest) : refuse(),
    listen: (address, ...rest) => isKnown(address) ? reactor.listen(address, ...rest) : refuse(),
    connect: (address, ...rest) => isKnown(address) ? reactor.connect(address, ...rest) : refuse(),
  });
}
