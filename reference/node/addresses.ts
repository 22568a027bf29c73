import { isIPv6 } from "node:net";
import type { TcpAddress } from "../../spec/reactor.js";

const MAPPED = "::ffff:";

/**
 * The address of an end, as the platform knows it (`tcp.address.numeric`, `tcp.address.ipv6`); an IPv4 peer of a
 * listener for both families has its IPv4 one (`tcp.address.family`).
 */
export function numericAddress(host: string, port: number): TcpAddress {
  const isMapped = isIPv6(host) && host.toLowerCase().startsWith(MAPPED) && host.includes(".");
  return Object.freeze({ kind: "tcp", host: isMapped ? host.slice(MAPPED.length) : host, port });
}
