import type { Reactor, UdpAddress } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { isPlainDestination, overPorts, sendOn } from "./override-datagrams.js";
import { failure } from "./override-endpoints.js";
import { override } from "./override.js";

/** A reactor that opens no port again where it has had one, unless `mayReopen`. */
function keepingAddresses(reactor: Reactor, mayReopen: (local: UdpAddress) => boolean): Reactor {
  return override(reactor, {
    openDatagram: (local, protocol, options) => mayReopen(local)
      ? reactor.openDatagram(local, protocol, options)
      : Promise.reject(failure("address-in-use", local as never)),
  });
}

/** The faulty reactors of the chapter on datagrams: how ports are closed. */
export const datagramClosingFaults: readonly Fault[] = [
  {
    breaks: "datagram.close.nothing-after",
    does: "goes on with what it has read already",
    says: "no datagram is delivered after close",
    make: (reactor: Reactor) => overPorts(reactor, () => ({
      port(port) {
        let closing: Promise<void> | null = null;
        return {
          send: (data, to) => closing === null ? sendOn(port, data, to) : undefined,
          close: () => closing ??= new Promise((resolve) => {
            if (reactor.running) reactor.callLater(2, () => resolve(port.close()));
            else resolve(port.close());
          }),
        };
      },
    })),
  },
  {
    breaks: "datagram.close.sends",
    does: "sends in its next turn, unless the port is closed by then",
    says: "what was sent before close arrives",
    make: (reactor: Reactor) => overPorts(reactor, () => ({
      port(port) {
        let closed = false;
        return {
          send(data, to) {
            const isSure = data instanceof Uint8Array && to !== undefined && isPlainDestination(to);
            if (!isSure || port.remote !== null || data.length !== 1) return sendOn(port, data, to);
            const copy = data.slice();
            reactor.callLater(0, () => closed ? undefined : sendOn(port, copy, to));
          },
          close() {
            closed = true;
            return port.close();
          },
        };
      },
    })),
  },
  {
    breaks: "datagram.closed.once",
    does: "calls portClosed for each call of close",
    says: "portClosed came twice",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => {
      let calls = 0;
      return {
        protocol: {
          portClosed() {
            for (let more = 1; more < calls; more += 1) reactor.callLater(0, () => protocol.portClosed?.());
            return protocol.portClosed?.();
          },
        },
        port: (port) => ({
          close() {
            calls += 1;
            return port.close();
          },
        }),
      };
    }),
  },
  {
    breaks: "datagram.closed.once",
    does: "does not tell the protocol that closed the port itself",
    says: "portClosed is called exactly once",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => {
      let closed = false;
      return {
        protocol: { portClosed: () => closed ? undefined : protocol.portClosed?.() },
        port: (port) => ({
          close() {
            closed = true;
            return port.close();
          },
        }),
      };
    }),
  },
  {
    breaks: "datagram.closed.last",
    does: "reports after portClosed that the port is closed, as a failure",
    says: "sendFailed came after portClosed",
    make: (reactor: Reactor) => overPorts(reactor, (protocol, { local }) => ({
      protocol: {
        portClosed() {
          reactor.callLater(1, () => protocol.sendFailed?.(failure("cancelled", local as never)));
          return protocol.portClosed?.();
        },
      },
    })),
  },
  {
    breaks: "datagram.close.promise",
    does: "fulfils the promise of close when the address is released, before portClosed",
    says: "the promise of close is fulfilled after portClosed has returned",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => {
      let stopping = true;
      return {
        protocol: {
          portClosed: () =>
            stopping ? protocol.portClosed?.() : void reactor.callLater(0, () => protocol.portClosed?.()),
        },
        port: (port) => ({
          close() {
            stopping = false;
            return port.close();
          },
        }),
      };
    }),
  },
  {
    breaks: "datagram.close.idempotent",
    does: "throws when a port is closed again",
    says: "each call of close returns a promise that is fulfilled",
    make: (reactor: Reactor) => overPorts(reactor, () => ({
      port(port) {
        let closed = false;
        return {
          close() {
            if (closed) throw new Error("the port is not running");
            closed = true;
            return port.close();
          },
        };
      },
    })),
  },
  {
    breaks: "datagram.close.rebind",
    does: "never opens an address again",
    says: "a port opens at the address of one that was closed",
    make: (reactor: Reactor) => {
      const closed = new Set<number>();
      const noting = overPorts(reactor, () => ({
        port: (port) => ({
          close() {
            closed.add(port.local.port);
            return port.close();
          },
        }),
      }));
      return keepingAddresses(noting, (local) => !closed.has(Object(local).port as number));
    },
  },
  {
    breaks: "datagram.address.constant",
    does: "forgets the addresses when the port is closed",
    says: "is the same when the port is closed",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => {
      let closed = false;
      const forgotten: UdpAddress = { kind: "udp", host: "", port: 0 };
      return {
        protocol: {
          portClosed() {
            closed = true;
            return protocol.portClosed?.();
          },
        },
        port: (port) => ({
          get local() { return closed ? forgotten : port.local; },
          get remote() { return closed ? null : port.remote; },
        }),
      };
    }),
  },
  {
    breaks: "datagram.stop.ports",
    does: "forgets the ports that are open when it stops",
    says: "portClosed is called for each port before the run is over",
    make: (reactor: Reactor) => {
      const closed = new Set<unknown>();
      return overPorts(reactor, (protocol) => ({
        protocol: { portClosed: () => closed.has(protocol) ? protocol.portClosed?.() : undefined },
        port: (port) => ({
          close() {
            closed.add(protocol);
            return port.close();
          },
        }),
      }));
    },
  },
  {
    breaks: "datagram.stop.released",
    does: "keeps the address of a port that was open when it stopped",
    says: "the address of a port is released when the run is over",
    make: (reactor: Reactor) => {
      const open = new Set<number>();
      const kept = new Set<number>();
      const noting = overPorts(reactor, () => ({
        port(port) {
          open.add(port.local.port);
          return {
            close() {
              open.delete(port.local.port);
              return port.close();
            },
          };
        },
      }));
      return override(keepingAddresses(noting, (local) => !kept.has(Object(local).port as number)), {
        stop() {
          for (const port of open) kept.add(port);
          reactor.stop();
        },
      });
    },
  },
  {
    breaks: "datagram.stop.attempts",
    does: "leaves what is asked for at the end pending",
    says: "what is asked for in the closing phase is rejected as stopped",
    make: (reactor: Reactor) => override(reactor, {
      openDatagram: (local, protocol, options) =>
        reactor.openDatagram(local, protocol, options).catch((error: unknown) => {
          if (Object(error).category === "stopped") return new Promise<never>(() => undefined);
          throw error;
        }),
    }),
  },
];
