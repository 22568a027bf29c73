import type {
  DatagramPort, DatagramProtocol, ErrorCategory, Reactor, ReactorError, UdpAddress,
} from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { overPorts } from "./override-datagrams.js";
import { override } from "./override.js";

/** A reactor that fails to open with another category than it has. */
function renaming(reactor: Reactor, from: ErrorCategory, to: ErrorCategory): Reactor {
  return override(reactor, {
    openDatagram: (local, protocol, options) =>
      reactor.openDatagram(local, protocol, options).catch((error: unknown) => {
        throw Object(error).category === from ? override(error as ReactorError, { category: to }) : error;
      }),
  });
}

function overLocals(reactor: Reactor, change: (local: UdpAddress) => UdpAddress): Reactor {
  return override(reactor, {
    openDatagram: (local, protocol, options) =>
      reactor.openDatagram(typeof local === "object" && local !== null ? change(local) : local, protocol, options),
  });
}

/** The faulty reactors of the chapter on datagrams: how ports are opened. */
export const datagramOpeningFaults: readonly Fault[] = [
  {
    breaks: "datagram.open.outcome",
    does: "fulfils the promise with another port than portOpened was given",
    says: "the promise is fulfilled with the port that portOpened was given",
    make: (reactor: Reactor) => override(reactor, {
      openDatagram: (local, protocol, options) =>
        reactor.openDatagram(local, protocol, options).then((port) => override<DatagramPort>(port, {})),
    }),
  },
  {
    breaks: "datagram.open.outcome",
    does: "fulfils the promise before it calls portOpened",
    says: "the promise is fulfilled after portOpened has returned",
    make: (reactor: Reactor) => override(reactor, {
      openDatagram(local, protocol, options) {
        const waiting: (() => unknown)[] = [];
        let told = false;
        const passOn = (notify: () => unknown): unknown => told ? notify() : waiting.push(notify);
        return overPorts(reactor, () => ({
          protocol: {
            portOpened(port) {
              reactor.callLater(0, () => {
                told = true;
                protocol.portOpened?.(port);
                for (const notify of waiting) notify();
              });
            },
            datagramReceived: (data, from) => passOn(() => protocol.datagramReceived?.(data, from)) as void,
            sendFailed: (error) => passOn(() => protocol.sendFailed?.(error)) as void,
          },
        })).openDatagram(local, protocol, options);
      },
    }),
  },
  {
    breaks: "datagram.opened.first",
    does: "delivers what comes while portOpened waits for its turn",
    says: "datagramReceived came before portOpened",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => ({
      protocol: { portOpened: (port) => void reactor.callLater(1, () => protocol.portOpened?.(port)) },
    })),
  },
  {
    breaks: "datagram.opened.once",
    does: "calls portOpened again a moment later",
    says: "portOpened is called once",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => ({
      protocol: {
        portOpened(port) {
          reactor.callLater(1, () => protocol.portOpened?.(port));
          return protocol.portOpened?.(port);
        },
      },
    })),
  },
  {
    breaks: "datagram.open.failed",
    does: "tells the protocol of the end of a port that never opened",
    says: "no method of a protocol is called whose port could not be opened",
    make: (reactor: Reactor) => override(reactor, {
      openDatagram: (local, protocol, options) => reactor.openDatagram(local, protocol, options).catch((error) => {
        if (reactor.running) reactor.callLater(1, () => protocol.portClosed?.());
        throw error;
      }),
    }),
  },
  {
    breaks: "datagram.open.queued",
    does: "refuses ports while it is not running",
    says: "the port is opened in the run",
    make: (reactor: Reactor) => override(reactor, {
      openDatagram: (local, protocol, options) => reactor.running
        ? reactor.openDatagram(local, protocol, options)
        : Promise.reject(new Error("the reactor is not running")),
    }),
  },
  {
    breaks: "datagram.open.port-zero",
    does: "tells the number that was asked for",
    says: "local has the number that the port sends from and receives at",
    make: (reactor: Reactor) => overPorts(reactor, (_protocol, request) => ({
      port: (port) => ({ local: { ...port.local, port: request.local.port } }),
    })),
  },
  {
    breaks: "datagram.open.address-in-use",
    does: "says permission-denied of an address in use",
    says: "fails as address-in-use",
    make: (reactor: Reactor) => renaming(reactor, "address-in-use", "permission-denied"),
  },
  {
    breaks: "datagram.open.address-not-available",
    does: "says address-in-use of an address that the host does not have",
    says: "fails as address-not-available",
    make: (reactor: Reactor) => renaming(reactor, "address-not-available", "address-in-use"),
  },
  {
    breaks: "datagram.open.argument",
    does: "cuts numbers down to 16 bits",
    says: "openDatagram throws for the number 65536",
    make: (reactor: Reactor) => overLocals(reactor, (local) => typeof local.port === "number" && local.port > 65535
      ? { ...local, port: local.port % 65536 }
      : local),
  },
  {
    breaks: "datagram.open.argument",
    does: "takes names, and the empty one for the host itself",
    says: "openDatagram throws for a host that is a name",
    make: (reactor: Reactor) => overLocals(reactor, (local) => local.host === "localhost" || local.host === ""
      ? { ...local, host: "127.0.0.1" }
      : local),
  },
  {
    breaks: "datagram.argument.class",
    does: "throws a plain Error for a wrong argument",
    says: "openDatagram throws a TypeError for",
    make: (reactor: Reactor) => override(reactor, {
      openDatagram(local, protocol, options) {
        try {
          return reactor.openDatagram(local, protocol, options);
        } catch (error) {
          throw error instanceof TypeError ? new Error(error.message) : error;
        }
      },
    }),
  },
  {
    breaks: "datagram.argument.class",
    does: "throws a plain Error for a wrong destination",
    says: "send throws a RangeError for each destination",
    make: (reactor: Reactor) => overPorts(reactor, () => ({
      port: (port) => ({
        send(data, to) {
          try {
            if (to === undefined) port.send(data);
            else port.send(data, to);
          } catch (error) {
            throw error instanceof RangeError ? new Error(error.message) : error;
          }
        },
      }),
    })),
  },
  {
    breaks: "datagram.kind",
    does: "takes an address of datagrams for one of TCP",
    says: "listen is rejected as unsupported for an address of the kind udp",
    make: (reactor: Reactor) => override(reactor, {
      listen: (address, factory, options) => (address as { readonly kind?: unknown }).kind === "udp"
        ? reactor.listen({ kind: "tcp", host: "127.0.0.1", port: 0 }, factory, options)
        : reactor.listen(address, factory, options),
    }),
  },
  {
    breaks: "datagram.kind",
    does: "opens a port for datagrams at an address of any kind",
    says: "openDatagram is rejected as unsupported for an address of the kind tcp",
    make: (reactor: Reactor) => override(reactor, {
      openDatagram(local, protocol, options) {
        const isOfTcp = (Object(local) as { readonly kind?: unknown }).kind === "tcp";
        return reactor.openDatagram(isOfTcp ? { ...local, kind: "udp", port: 0 } : local, protocol, options);
      },
    }),
  },
  {
    breaks: "datagram.returns-first",
    does: "calls portClosed inside close",
    says: "portClosed was entered before closePort returned",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => {
      let closed = false;
      const portClosed = (): unknown => {
        if (closed) return undefined;
        closed = true;
        return protocol.portClosed?.();
      };
      return {
        protocol: { portClosed: portClosed as NonNullable<DatagramProtocol["portClosed"]> },
        port: (port) => ({
          close() {
            const promise = port.close();
            portClosed();
            return promise;
          },
        }),
      };
    }),
  },
  {
    breaks: "datagram.returns-first",
    does: "delivers inside send what a port sends to itself",
    says: "datagramReceived was entered before sendDatagram returned",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => ({
      port: (port) => ({
        send(data, to) {
          const { local } = port;
          const isItself = to !== undefined && to !== null && to.port === local.port && to.host === local.host;
          if (isItself && data instanceof Uint8Array) protocol.datagramReceived?.(data.slice(), local);
          else if (to === undefined) port.send(data);
          else port.send(data, to);
        },
      }),
    })),
  },
];
