import type { UdpAddress } from "../../spec/reactor.js";
import { checkAddress } from "./addresses.js";
import { numericHost } from "./numeric-host.js";

/** An address that was checked, and its family. */
export interface CheckedUdpAddress {
  readonly address: UdpAddress;
  readonly family: 4 | 6;
}

export function udpAddress(host: string, port: number): UdpAddress {
  return Object.freeze({ kind: "udp", host, port });
}

/**
 * Checks an address to open (`datagram.open.argument`), or one to send to (`datagram.send.destination`), of the family
 * given if there is one; and copies it, its host in the form that every way to write it comes to.
 * @throws TypeError if it is no address, or its host is not numeric or of another family; RangeError if the port is not
 * an integer from `lowest` to 65535 (`datagram.argument.class`).
 */
export function checkedUdpAddress(value: UdpAddress, lowest: 0 | 1, family?: 4 | 6): CheckedUdpAddress {
  checkAddress(value);
  const { kind, host, port } = value;
  if (kind !== "udp") throw new TypeError(`the address is not of the kind udp: ${String(kind)}`);
  if (typeof host !== "string") throw new TypeError(`the host is not a string: ${typeof host}`);
  if (typeof port !== "number") throw new TypeError(`the port is not a number: ${typeof port}`);
  const numeric = numericHost(host);
  if (numeric === null) throw new TypeError(`the host is not numeric: ${host}`);
  if (family !== undefined && numeric.family !== family) throw new TypeError(`the host is not IPv${family}: ${host}`);
  if (!Number.isInteger(port) || port < lowest || port > 65535) {
    throw new RangeError(`the port is not an integer from ${lowest} to 65535: ${port}`);
  }
  return { address: udpAddress(numeric.host, port), family: numeric.family };
}

/** Whether two addresses are the same; both with their hosts in any form. */
export function isSameUdpAddress(one: UdpAddress, other: UdpAddress): boolean {
  if (one.port !== other.port) return false;
  return one.host === other.host || numericHost(one.host)?.host === numericHost(other.host)?.host;
}
