import type {
  DatagramOptions, DatagramPort, DatagramProtocol, Reactor, UdpAddress,
} from "../../spec/reactor.js";
import { override } from "./override.js";

/** What a faulty reactor makes of one port. */
export interface ChangedPort {
  /** Notifications that it gives otherwise. */
  readonly protocol?: Partial<DatagramProtocol>;
  /** Calls of the port that do something else. */
  readonly port?: (port: DatagramPort) => Partial<DatagramPort>;
}

/** How a port is asked for. */
export interface PortRequest {
  readonly local: UdpAddress;
  readonly options: DatagramOptions | undefined;
}

/** A reactor that changes both sides of each port; `change` is called once a port. */
export function overPorts(
  reactor: Reactor, change: (protocol: DatagramProtocol, request: PortRequest) => ChangedPort,
): Reactor {
  return override(reactor, {
    openDatagram(local, protocol, options) {
      if (typeof protocol !== "object" || protocol === null) return reactor.openDatagram(local, protocol, options);
      const changed = change(protocol, { local, options });
      let handedOut: DatagramPort | null = null;
      const handOut = (port: DatagramPort): DatagramPort => handedOut ??= override(port, changed.port?.(port) ?? {});
      const other: DatagramProtocol = {
        portOpened: (port) => (changed.protocol?.portOpened ?? call(protocol, "portOpened"))(handOut(port)),
        datagramReceived: call(protocol, "datagramReceived"),
        sendFailed: call(protocol, "sendFailed"),
        portClosed: call(protocol, "portClosed"),
        ...without(changed.protocol, "portOpened"),
      };
      return reactor.openDatagram(local, other, options).then(handOut);
    },
  });
}

/** Calls a method of the protocol if it is there. */
function call<Name extends keyof DatagramProtocol>(
  protocol: DatagramProtocol, name: Name,
): NonNullable<DatagramProtocol[Name]> {
  return ((...all: readonly unknown[]) =>
    (protocol[name] as ((...all: readonly unknown[]) => unknown) | undefined)?.apply(protocol, [...all])
  ) as NonNullable<DatagramProtocol[Name]>;
}

function without(changes: Partial<DatagramProtocol> = {}, name: keyof DatagramProtocol): Partial<DatagramProtocol> {
  return Object.fromEntries(Object.entries(changes).filter(([key]) => key !== name));
}

/** A reactor whose ports send otherwise. */
export function overSends(
  reactor: Reactor, send: (port: DatagramPort, data: Uint8Array, to: UdpAddress | undefined) => void,
): Reactor {
  return overPorts(reactor, () => ({ port: (port) => ({ send: (data, to) => send(port, data, to) }) }));
}

/** A reactor whose ports deliver otherwise: `deliver` is what the protocol has. */
export function overDeliveries(
  reactor: Reactor,
  change: (deliver: (data: Uint8Array, from: UdpAddress) => unknown) => (data: Uint8Array, from: UdpAddress) => unknown,
): Reactor {
  return overPorts(reactor, (protocol) => ({
    protocol: {
      datagramReceived: change((data, from) => protocol.datagramReceived?.(data, from)) as
        NonNullable<DatagramProtocol["datagramReceived"]>,
    },
  }));
}

/** The call of a port's send, with a destination only where there is one. */
export function sendOn(port: DatagramPort, data: Uint8Array, to: UdpAddress | undefined): void {
  if (to === undefined) port.send(data);
  else port.send(data, to);
}

/** Whether the destination can work on a port of 127.0.0.1. */
export function isPlainDestination(to: UdpAddress): boolean {
  return typeof to === "object" && to !== null && /^[\d.]+$/.test(String(to.host)) && Number.isInteger(to.port)
    && to.port > 0 && to.port < 65536;
}
