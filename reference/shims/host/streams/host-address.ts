import { isIPv4, isIPv6 } from "node:net";
import type { Address } from "../../../../spec/reactor.js";

/** An address as the host's handles tell it. */
export interface HostAddress {
  address?: string;
  family?: string;
  port?: number;
}

/** Fills in what the host asks a handle for. `mapped`: the host knows IPv4 peers of this socket by their IPv6 form. */
export function fillAddress(out: HostAddress, of: Address, mapped = false): void {
  if (!("host" in of)) return;
  const asMapped = mapped && isIPv4(of.host);
  out.address = asMapped ? `::ffff:${of.host}` : of.host;
  out.family = asMapped || isIPv6(of.host) ? "IPv6" : "IPv4";
  out.port = of.port;
}
