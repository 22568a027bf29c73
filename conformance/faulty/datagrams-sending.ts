import type { DatagramPort, Reactor, ReactorError, UdpAddress } from "../../spec/reactor.js";
import type { Fault } from "./fault.js";
import { isPlainDestination, overPorts, overSends, sendOn } from "./override-datagrams.js";
import { override } from "./override.js";

/** The longest datagram that is certain to be taken, in bytes. */
const LONGEST = 65_507;

interface Sent {
  readonly data: Uint8Array;
  readonly to: UdpAddress | undefined;
}

/** A reactor that hands over what was sent in a callback later, together; at the latest when the port is closed. */
function handingOverLater(
  reactor: Reactor, keep: (data: Uint8Array) => Uint8Array,
  handOver: (port: DatagramPort, sent: readonly Sent[]) => void,
): Reactor {
  return overPorts(reactor, () => ({
    port(port) {
      let waiting: Sent[] = [];
      let closed = false;
      const flush = (): void => {
        const sent = waiting;
        waiting = [];
        if (sent.length > 0) handOver(port, sent);
      };
      return {
        send(data, to) {
          const isSure = data instanceof Uint8Array && data.length <= LONGEST && !closed
            && (to === undefined ? port.remote !== null : isPlainDestination(to));
          if (!isSure) return sendOn(port, data, to);
          if (waiting.length === 0) reactor.callLater(0, flush);
          waiting.push({ data: keep(data), to });
        },
        close() {
          flush();
          closed = true;
          return port.close();
        },
      };
    },
  }));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function sendAll(port: DatagramPort, sent: readonly Sent[]): void {
  for (const { data, to } of sent) sendOn(port, data, to);
}

/** A reactor whose ports are deaf and dumb from the first failure on. */
function brokenByFailures(reactor: Reactor): Reactor {
  return overPorts(reactor, (protocol) => {
    let broken = false;
    return {
      protocol: {
        sendFailed(error) {
          broken = true;
          return protocol.sendFailed?.(error);
        },
        datagramReceived: (data, from) => broken ? undefined : protocol.datagramReceived?.(data, from),
      },
      port: (port) => ({ send: (data, to) => broken ? undefined : sendOn(port, data, to) }),
    };
  });
}

/** The faulty reactors of the chapter on datagrams: what is sent. */
export const datagramSendingFaults: readonly Fault[] = [
  {
    breaks: "datagram.send.whole",
    does: "joins what is sent in a callback to the same address",
    says: "a datagram arrives with the bytes of one send",
    make: (reactor: Reactor) => handingOverLater(reactor, (data) => data.slice(), (port, sent) => {
      const addresses = [...new Set(sent.map(({ to }) => JSON.stringify(to ?? null)))];
      for (const address of addresses) {
        const same = sent.filter(({ to }) => JSON.stringify(to ?? null) === address);
        const whole = joined(same.map(({ data }) => data));
        if (whole.length <= 512) sendAll(port, same);
        else sendOn(port, whole, same[0]?.to);
      }
    }),
  },
  {
    breaks: "datagram.send.empty",
    does: "drops empty datagrams",
    says: "an empty datagram arrives",
    make: (reactor: Reactor) => overSends(reactor, (port, data, to) =>
      data instanceof Uint8Array && data.length === 0 ? undefined : sendOn(port, data, to)),
  },
  {
    breaks: "datagram.send.order",
    does: "hands over last what was sent first in a callback, if there is much",
    says: "the datagrams arrive in the order in which they were sent",
    make: (reactor: Reactor) => handingOverLater(reactor, (data) => data.slice(), (port, sent) =>
      sendAll(port, sent.length > 10 ? [...sent].reverse() : sent)),
  },
  {
    breaks: "datagram.send.snapshot",
    does: "keeps the array, and sends it later",
    says: "the bytes that were there at the call arrive",
    make: (reactor: Reactor) => handingOverLater(reactor, (data) => data, sendAll),
  },
  {
    breaks: "datagram.send.view",
    does: "sends the whole buffer of a view",
    says: "exactly the bytes of the view arrive",
    make: (reactor: Reactor) => overSends(reactor, (port, data, to) =>
      sendOn(port, data instanceof Uint8Array && data.length > 0 ? new Uint8Array(data.buffer) : data, to)),
  },
  {
    breaks: "datagram.send.type",
    does: "encodes texts",
    says: "send throws a TypeError for what is no Uint8Array",
    make: (reactor: Reactor) => overSends(reactor, (port, data: unknown, to) =>
      sendOn(port, typeof data === "string" ? new TextEncoder().encode(data) : data as Uint8Array, to)),
  },
  {
    breaks: "datagram.send.destination",
    does: "cuts the number of a destination down to 16 bits",
    says: "send throws for each destination that can never work",
    make: (reactor: Reactor) => overSends(reactor, (port, data, to) =>
      sendOn(port, data, to !== undefined && Object(to).port > 65536 ? { ...to, port: to.port % 65536 } : to)),
  },
  {
    breaks: "datagram.send.destination",
    does: "looks names up",
    says: "send throws for each destination that can never work",
    make: (reactor: Reactor) => overSends(reactor, (port, data, to) =>
      sendOn(port, data, Object(to).host === "localhost" ? { ...to as UdpAddress, host: "127.0.0.1" } : to)),
  },
  {
    breaks: "datagram.send.no-destination",
    does: "drops what has no destination",
    says: "send throws without a destination",
    make: (reactor: Reactor) => overSends(reactor, (port, data, to) =>
      to === undefined && port.remote === null ? undefined : sendOn(port, data, to)),
  },
  {
    breaks: "datagram.send.too-long",
    does: "reports a datagram that is too long twice",
    says: "a datagram that is too long is reported by one call of sendFailed",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => ({
      protocol: {
        sendFailed(error) {
          if (error.category === "message-too-long") protocol.sendFailed?.(error);
          return protocol.sendFailed?.(error);
        },
      },
    })),
  },
  {
    breaks: "datagram.send.too-long",
    does: "throws for a datagram that is too long",
    says: "a datagram that is too long is reported by one call of sendFailed",
    make: (reactor: Reactor) => overSends(reactor, (port, data, to) => {
      if (data instanceof Uint8Array && data.length > LONGEST) throw new RangeError("too long");
      sendOn(port, data, to);
    }),
  },
  {
    breaks: "datagram.send.too-long.nothing",
    does: "sends the beginning of a datagram that is too long",
    says: "nothing of a datagram that is too long arrives",
    make: (reactor: Reactor) => overSends(reactor, (port, data, to) => {
      if (data instanceof Uint8Array && data.length > LONGEST) sendOn(port, data.subarray(0, 1000), to);
      sendOn(port, data, to);
    }),
  },
  {
    breaks: "datagram.send.dead-destination",
    does: "goes on with the address that it sent to first",
    says: "what goes to another address arrives, though nobody receives at the first",
    make: (reactor: Reactor) => overPorts(reactor, () => ({
      port(port) {
        let first: UdpAddress | undefined;
        return {
          send(data, to) {
            if (to === undefined || !isPlainDestination(to)) return sendOn(port, data, to);
            first ??= to;
            sendOn(port, data, first);
          },
        };
      },
    })),
  },
  {
    breaks: "datagram.send.closed",
    does: "throws on a closed port",
    says: "a send after close throws nothing",
    make: (reactor: Reactor) => overPorts(reactor, () => ({
      port(port) {
        let closed = false;
        return {
          send(data, to) {
            if (closed) throw new Error("the port is not running");
            sendOn(port, data, to);
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
    breaks: "datagram.send.closed",
    does: "sends on another port what comes after close",
    says: "nothing that is sent after close arrives",
    make: (reactor: Reactor) => overPorts(reactor, () => ({
      port(port) {
        let closed = false;
        return {
          send(data, to) {
            if (!closed || to === undefined) return sendOn(port, data, to);
            reactor.openDatagram({ ...port.local, port: 0 }, {})
              .then((other) => other.send(data, to)).catch(() => undefined);
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
    breaks: "datagram.fail.usable",
    does: "is deaf and dumb after a failure",
    says: "the port goes on receiving after sendFailed",
    make: brokenByFailures,
  },
  {
    breaks: "datagram.fail.usable",
    does: "drops what is sent next after a refusal, as the platform does that reports it there",
    says: "the port goes on sending after sendFailed",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => {
      let refused = false;
      return {
        protocol: {
          sendFailed(error) {
            refused ||= error.category === "refused";
            return protocol.sendFailed?.(error);
          },
        },
        port: (port) => ({
          send(data, to) {
            if (!refused) return sendOn(port, data, to);
            refused = false;
          },
        }),
      };
    }),
  },
  {
    breaks: "datagram.fail.address",
    does: "reports a failure with the port's own address",
    says: "the failure has the destination's port",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => {
      let local: UdpAddress | null = null;
      return {
        protocol: {
          sendFailed: (error) => protocol.sendFailed?.(override<ReactorError>(error, { address: local })),
        },
        port(port) {
          local = port.local;
          return {};
        },
      };
    }),
  },
  {
    breaks: "datagram.broadcast",
    does: "says something else of a datagram to a broadcast address",
    says: "a datagram to a broadcast address is refused as permission-denied",
    make: (reactor: Reactor) => overPorts(reactor, (protocol) => ({
      protocol: {
        sendFailed: (error) => protocol.sendFailed?.(error.category === "permission-denied"
          ? override<ReactorError>(error, { category: "other", code: null })
          : error),
      },
    })),
  },
];
