import type { DatagramPort, DatagramProtocol, Reactor, UdpAddress } from "../../spec/reactor.js";
import { overPorts } from "../faulty/override-datagrams.js";

type Methods = Readonly<Partial<Record<keyof DatagramProtocol, (...all: readonly unknown[]) => unknown>>>;

/** A reactor that passes a port's protocol more than the standard says. */
export function extraDatagramArguments(reactor: Reactor): Reactor {
  return overPorts(reactor, (protocol) => {
    const methods = protocol as Methods;
    return {
      protocol: {
        datagramReceived: (data, from) => void methods.datagramReceived?.call(protocol, data, from, "extra"),
        sendFailed: (error) => void methods.sendFailed?.call(protocol, error, "extra"),
        portClosed: () => void methods.portClosed?.call(protocol, "extra"),
      },
    };
  });
}

/** A reactor whose ports' addresses are new objects each time, with a further field. */
export function freshPortAddresses(reactor: Reactor): Reactor {
  const fresh = (address: UdpAddress): UdpAddress => Object.assign({}, address, { family: "extra" });
  return overPorts(reactor, (protocol) => ({
    protocol: { datagramReceived: (data, from) => protocol.datagramReceived?.(data, fresh(from)) },
    port: (port: DatagramPort) => ({
      get local() { return fresh(port.local); },
      get remote() { return port.remote === null ? null : fresh(port.remote); },
    }),
  }));
}

/** A reactor that delivers datagrams, and reports failures, a turn later than it could: in their order. */
export function lateDatagrams(reactor: Reactor): Reactor {
  return overPorts(reactor, (protocol) => {
    const waiting: (() => unknown)[] = [];
    let closing = false;
    const pump = (): unknown => {
      const notify = waiting.shift();
      if (waiting.length > 0) reactor.callLater(0, pump);
      return closing ? undefined : notify?.();
    };
    const later = (notify: () => unknown): void => {
      waiting.push(notify);
      if (waiting.length === 1) reactor.callLater(0, pump);
    };
    return {
      protocol: {
        datagramReceived: (data, from) => later(() => protocol.datagramReceived?.(data, from)),
        sendFailed: (error) => later(() => protocol.sendFailed?.(error)),
        portClosed() {
          closing = true;
          return protocol.portClosed?.();
        },
      },
      port: (port) => ({
        close() {
          closing = true;
          return port.close();
        },
      }),
    };
  });
}
