import type { Address, ErrorCategory, Listener, Reactor, ReactorError, UnixAddress } from "../../spec/reactor.js";
import { connectingFaults } from "./connecting.js";
import { halfCloseFaults } from "./connections-half-close.js";
import type { Fault } from "./fault.js";
import { flowReadingFaults } from "./flow-reading.js";
import { listeningFaults } from "./listening.js";
import { onlyOver, overKind } from "./over-kind.js";
import { overConnections, override, overProtocols } from "./override.js";
import { overFailures, overListeners } from "./override-endpoints.js";
import { transportClosingFaults } from "./transports-closing.js";

type Change = (reactor: Reactor) => Reactor;

/** A reactor that is changed for UNIX addresses, and for no others. */
const overUnix = (reactor: Reactor, change: Change): Reactor => overKind(reactor, "unix", change);

/** What breaks a rule over any kind of connection, over UNIX sockets alone. */
const onlyOverUnix = onlyOver("unix", "over UNIX sockets");

function changePath(address: Address, change: (path: string) => string): Address {
  return address.kind === "unix" && typeof address.path === "string"
    ? { kind: "unix", path: change(address.path) }
    : address;
}

/** A reactor that listens at, and connects to, what `change` makes of each path. */
function overPaths(reactor: Reactor, change: (path: string) => string): Reactor {
  return override(reactor, {
    listen: (address, factory, options) => reactor.listen(changePath(address, change), factory, options),
    connect: (address, factory, options) => reactor.connect(changePath(address, change), factory, options),
  });
}

/** A reactor that gives failures at UNIX addresses of one category another. */
function saying(from: ErrorCategory, to: ErrorCategory, fields: Partial<ReactorError> = {}): Change {
  return (reactor) => overUnix(reactor, (each) => overFailures(each, (error) =>
    error.category === from ? override(error, { category: to, ...fields }) : error));
}

/** A reactor that does something else when it closes a listener at a path; `others` are open at the same one. */
function closing(
  reactor: Reactor, close: (listener: Listener, others: readonly Listener[]) => Promise<void>,
): Reactor {
  const open = new Map<string, Listener[]>();
  return overUnix(reactor, (each) => overListeners(each, (listener) => {
    const key = JSON.stringify(listener.address);
    const known = open.get(key) ?? [];
    open.set(key, [...known, listener]);
    return override(listener, {
      close: () => close(listener, (open.get(key) ?? []).filter((other) => other !== listener)),
    });
  }));
}

const unnamed = (address: Address, path: string | null): Address => ({ ...address, path } as UnixAddress);

/** The faulty reactors of the chapter on UNIX sockets. */
export const unixFaults: readonly Fault[] = [
  onlyOverUnix("unix.stream.connections", "connection.eof.aware", halfCloseFaults),
  onlyOverUnix("unix.stream.transports", "transport.lose.flushes", transportClosingFaults),
  onlyOverUnix("unix.stream.flow", "flow.read.pause", flowReadingFaults),
  onlyOverUnix("unix.stream.listening", "listen.accept.each", listeningFaults),
  onlyOverUnix("unix.stream.connecting", "connect.factory.late", connectingFaults),
  {
    breaks: "unix.stream.errors",
    does: "says EACCES of every path that is not there",
    says: "what the platform calls ENOENT has this code",
    make: saying("path-not-found", "permission-denied", { code: "EACCES", errno: 13 }),
  },
  {
    breaks: "unix.stream.errors",
    does: "takes a code that it does not know for a path that is not there",
    says: "whose code the table lacks has the category other",
    make: saying("other", "path-not-found"),
  },
  {
    breaks: "unix.cut",
    does: "takes the end of a peer for an orderly one, whatever is unsent",
    says: "is lost for the reason lost, as reset",
    make: (reactor) => overUnix(reactor, (each) => overProtocols(each, (protocol) => override(protocol, {
      connectionLost: (reason) => protocol.connectionLost?.(reason.kind === "lost" ? { kind: "done" } : reason),
    }))),
  },
  {
    breaks: "unix.address.path",
    does: "does not know the path of connections that it accepts",
    says: "has the path of its listener as its local address",
    make: (reactor) => override(reactor, {
      listen: (address, factory, options) => address?.kind !== "unix"
        ? reactor.listen(address, factory, options)
        : overConnections(reactor, () => ({ transport: ({ local }) => ({ local: unnamed(local, null) }) }))
          .listen(address, factory, options),
    }),
  },
  {
    breaks: "unix.address.unnamed",
    does: "has the empty text for no path",
    says: "the path of an unnamed end is null",
    make: (reactor) => overUnix(reactor, (each) => overConnections(each, () => ({
      transport: ({ local, remote }) => ({
        local: unnamed(local, (local as UnixAddress).path ?? ""),
        remote: unnamed(remote, (remote as UnixAddress).path ?? ""),
      }),
    }))),
  },
  {
    breaks: "unix.argument",
    does: "ends a path at its first zero byte",
    says: "throws for a path that is with a zero byte",
    make: (reactor) => overPaths(reactor, (path) => path.slice(0, 1) + (path.slice(1).split("\0")[0] ?? "")),
  },
  {
    breaks: "unix.path-too-long",
    does: "has no category for paths that are too long",
    says: "at a path that is too long fails as path-too-long",
    make: saying("path-too-long", "other"),
  },
  {
    breaks: "unix.path.whole",
    does: "cuts paths where the room ends",
    says: "no other path is created than the one that was given",
    make: (reactor) => overPaths(reactor, (path) => path.slice(0, 100)),
  },
  {
    breaks: "unix.abstract",
    does: "makes a file of an abstract name",
    says: "an abstract name is in no directory",
    make: (reactor) => overPaths(reactor, (path) => path.replace("\0", "")),
  },
  {
    breaks: "unix.listen.occupied",
    does: "takes another path where one is occupied",
    says: "listening at a path that is occupied fails as address-in-use",
    make: (reactor) => overUnix(reactor, (each) => override(each, {
      listen: (address, factory, options) => each.listen(address, factory, options).catch((error: ReactorError) => {
        if (error.category !== "address-in-use") throw error;
        return each.listen(changePath(address, (path) => `${path}~`), factory, options);
      }),
    })),
  },
  {
    breaks: "unix.listen.untouched",
    does: "frees the path of a live listener, and then does not take it",
    says: "a listener that has the path goes on accepting",
    make(reactor) {
      const open = new Map<string, Listener>();
      return overUnix(reactor, (each) => override(each, {
        listen: (address, factory, options) => each.listen(address, factory, options).then((listener) => {
          open.set(JSON.stringify(address), listener);
          return listener;
        }, async (error: unknown) => {
          await open.get(JSON.stringify(address))?.close();
          throw error;
        }),
      }));
    },
  },
  {
    breaks: "unix.listen.no-directory",
    does: "says permission-denied where there is no directory",
    says: "listening where there is no directory fails as path-not-found",
    make: saying("path-not-found", "permission-denied", { code: "EACCES", errno: 13 }),
  },
  {
    breaks: "unix.close.removes",
    does: "leaves its path behind",
    says: "the path is gone when the listener is closed",
    make: (reactor) => closing(reactor, () => Promise.resolve()),
  },
  {
    breaks: "unix.close.replaced",
    does: "removes whatever has its path by now",
    says: "what has taken the place of the path is there",
    make: (reactor) => closing(reactor, async (listener, others) => {
      await Promise.all([listener, ...others].map((each) => each.close()));
    }),
  },
  {
    breaks: "unix.close.absent",
    does: "fails to close when its path is gone",
    says: "close is fulfilled though the path is gone",
    make: (reactor) => closing(reactor, async (listener) => {
      const found = await reactor.connect(listener.address, () => null).catch((error: ReactorError) => error);
      await listener.close();
      if ("category" in found && found.category === "path-not-found") throw found;
    }),
  },
  {
    breaks: "unix.connect.absent",
    does: "says refused of a path that is not there",
    says: "connecting to a path that does not exist fails as path-not-found",
    make: saying("path-not-found", "refused"),
  },
  {
    breaks: "unix.connect.no-socket",
    does: "has no category for what is no socket",
    says: "connecting to what is no socket fails as refused",
    make: saying("refused", "other"),
  },
];
