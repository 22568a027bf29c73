import type { DatagramPort, Reactor, ReactorError, UdpAddress } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { isPlainDestination, overDeliveries, overPorts, sendOn } from "./override-datagrams.js";
import { override } from "./override.js";

/** A class derived from Uint8Array. */
class Bytes extends Uint8Array {}

/** The number of a service that hardly any host has. */
const DISCARD = 9;

/** The most that a careless reader reads, in bytes. */
const READ = 8192;

/** A reactor that joins two datagrams that arrive one right behind the other. */
function joining(reactor: Reactor): Reactor {
  return overDeliveries(reactor, (deliver) => {
    let held: { readonly data: Uint8Array; readonly from: UdpAddress } | null = null;
    const release = (): void => {
      const last = held;
      held = null;
      if (last !== null) deliver(last.data, last.from);
    };
    return (data, from) => {
      if (held === null && data.length >= 500) {
        held = { data, from };
        reactor.callLater(1, release);
        return undefined;
      }
      const before = held;
      held = null;
      return deliver(before === null ? data : Uint8Array.from([...before.data, ...data]), from);
    };
  });
}

/** A reactor that delivers each datagram behind the one that came right after it. */
function swapping(reactor: Reactor): Reactor {
  return overDeliveries(reactor, (deliver) => {
    let seen = 0;
    let held: (() => unknown) | null = null;
    const release = (): void => {
      const last = held;
      held = null;
      last?.();
    };
    return (data, from) => {
      seen += 1;
      if (seen < 10 || held !== null) {
        const result = deliver(data, from);
        release();
        return result;
      }
      held = () => deliver(data, from);
      return void reactor.callLater(1, release);
    };
  });
}

/** Puts calls off for a millisecond as long as datagrams arrive. */
function puttingOff(reactor: Reactor): Reactor {
  let datagrams = 0;
  const counting = overDeliveries(reactor, (deliver) => (data, from) => {
    datagrams += 1;
    return deliver(data, from);
  });
  return override(counting, {
    callLater(delay, callback) {
      if (typeof callback !== "function") return reactor.callLater(delay, callback);
      let seen = 0;
      const attempt = (): unknown => {
        if (datagrams === seen) return callback();
        seen = datagrams;
        return void reactor.callLater(1, attempt);
      };
      return reactor.callLater(delay, attempt);
    },
  });
}

/** A reactor whose connected ports are ports like any other, but for the destination that they know. */
function unfiltered(reactor: Reactor): Reactor {
  return override(reactor, {
    openDatagram(local, protocol, options) {
      const remote = options?.remote;
      if (remote === undefined || !isPlainDestination(remote)) {
        return reactor.openDatagram(local, protocol, options);
      }
      return overPorts(reactor, () => ({
        port: (port) => ({ remote: { ...remote }, send: (data, to) => port.send(data, to ?? remote) }),
      })).openDatagram(local, protocol);
    },
  });
}

/** The faulty reactors of the chapter on datagrams: what is received, and connected ports. */
export const datagramReceivingFaults: readonly Fault[] = [
  {
    breaks: "datagram.received.whole",
    does: "joins datagrams that arrive together",
    says: "each call of datagramReceived brings the bytes of one datagram",
    make: joining,
  },
  {
    breaks: "datagram.received.truncated",
    does: "delivers the first 8192 bytes of a longer datagram",
    says: "no part of a datagram is delivered",
    make: (reactor: Reactor) => overDeliveries(reactor, (deliver) => (data, from) =>
      deliver(data.slice(0, READ), from)),
  },
  {
    breaks: "datagram.received.empty",
    does: "drops empty datagrams",
    says: "an empty datagram is delivered",
    make: (reactor: Reactor) => overDeliveries(reactor, (deliver) => (data, from) =>
      data.length === 0 ? undefined : deliver(data, from)),
  },
  {
    breaks: "datagram.received.empty",
    does: "takes an empty datagram for the end, and closes the port",
    says: "an empty datagram is delivered",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => {
      let own: DatagramPort | null = null;
      return {
        protocol: {
          datagramReceived: (data, from) =>
            data.length === 0 ? void own?.close() : protocol.datagramReceived?.(data, from),
        },
        port(port) {
          own = port;
          return {};
        },
      };
    }),
  },
  {
    breaks: "datagram.received.order",
    does: "delivers a datagram behind the next one",
    says: "the datagrams are delivered in the order in which they arrived",
    make: swapping,
  },
  {
    breaks: "datagram.received.from",
    does: "loses the number of the sender's address",
    says: "the datagram comes with its sender's port",
    make: (reactor: Reactor) => overDeliveries(reactor, (deliver) => (data, from) =>
      deliver(data, { ...from, port: DISCARD })),
  },
  {
    breaks: "datagram.received.owned",
    does: "reads every datagram into the same memory",
    says: "what was passed to datagramReceived stays as it was",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => {
      const memory = new Uint8Array(1 << 16);
      return {
        protocol: {
          datagramReceived(data, from) {
            memory.set(data);
            return protocol.datagramReceived?.(memory.subarray(0, data.length), from);
          },
        },
      };
    }),
  },
  {
    breaks: "datagram.received.type",
    does: "delivers arrays of a class of its own",
    says: "the data are a plain Uint8Array",
    make: (reactor: Reactor) => overDeliveries(reactor, (deliver) => (data, from) => deliver(Bytes.from(data), from)),
  },
  {
    breaks: "datagram.throw",
    does: "closes a port whose protocol throws, as it does with connections",
    says: "a port stays open when a method of its protocol has thrown",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => {
      let own: DatagramPort | null = null;
      return {
        protocol: {
          datagramReceived(data, from) {
            try {
              return protocol.datagramReceived?.(data, from);
            } catch (error) {
              void own?.close();
              throw error;
            }
          },
        },
        port(port) {
          own = port;
          return {};
        },
      };
    }),
  },
  {
    breaks: "datagram.methods.optional",
    does: "calls methods that are not there",
    says: "a protocol without a method is passed over",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => ({
      protocol: {
        sendFailed: (error: ReactorError) => (protocol as Required<typeof protocol>).sendFailed(error),
        datagramReceived: (data, from) => (protocol as Required<typeof protocol>).datagramReceived(data, from),
      },
    })),
  },
  {
    breaks: "datagram.fair.timers",
    does: "puts calls off while datagrams arrive",
    says: "a call that is due comes within",
    make: puttingOff,
  },
  {
    breaks: "datagram.connected.send",
    does: "wants a destination of every port",
    says: "what is sent without a destination reaches the peer",
    make: (reactor: Reactor) => overPorts(reactor, () => ({
      port: (port) => ({
        send(data, to) {
          if (to !== undefined || port.remote === null || data.length > 10) sendOn(port, data, to);
        },
      }),
    })),
  },
  {
    breaks: "datagram.connected.filter",
    does: "delivers whatever comes to a connected port",
    says: "nothing is delivered that comes from another address than the peer's",
    make: unfiltered,
  },
  {
    breaks: "datagram.connected.elsewhere",
    does: "sends to the peer, whatever the destination is",
    says: "send to another address than the peer's throws",
    make: (reactor: Reactor) => overPorts(reactor, () => ({
      port: (port) => ({ send: (data, to) => sendOn(port, data, port.remote === null ? to : undefined) }),
    })),
  },
  {
    breaks: "datagram.connected.remote",
    does: "does not tell whom a port is connected to",
    says: "remote is the peer's host if the port is connected",
    make: (reactor: Reactor) => overPorts(reactor, () => ({ port: () => ({ remote: null }) })),
  },
  {
    breaks: "datagram.connected.refused",
    does: "keeps refusals to itself",
    says: "a refusal is reported by sendFailed, as refused",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => ({
      protocol: {
        sendFailed: (error) => error.category === "refused" ? undefined : protocol.sendFailed?.(error),
      },
    })),
  },
];
