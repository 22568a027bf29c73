import type { Address, TcpAddress, TlsAddress, UdpAddress, UnixAddress } from "../../spec/reactor.js";

/** What an address is given for: to listen on, or to connect to. */
export type Use = "listen" | "connect";

/** @throws TypeError if `address` is not an object with a kind, of whatever profile. */
export function checkAddress(address: unknown): void {
  if (typeof address !== "object" || address === null) throw new TypeError("the address is not an object");
  if (typeof (address as { kind?: unknown }).kind !== "string") throw new TypeError("the address has no kind");
}

/**
 * Checks an address by its kind, and copies it, so that the caller may change his (`listen.argument`,
 * `connect.argument`).
 * @throws TypeError or RangeError if the use cannot work with it, whatever the environment is.
 */
export function checkedAddress(address: Address, use: Use): Address {
  switch (address.kind) {
    case "unix": return checkedUnixAddress(address);
    case "tcp": case "tls": return checkedTcpAddress(address, use);
    case "standard-streams": return Object.freeze({ kind: address.kind });
  }
}

/**
 * @throws TypeError if the host is not a string or the port not a number; RangeError if the port is not an
 * integer up to 65535, from 0 where it is to be listened on, else from 1.
 */
function checkedTcpAddress<A extends TcpAddress | TlsAddress>({ kind, host, port }: A, use: Use): A {
  const lowest = use === "listen" ? 0 : 1;
  if (typeof host !== "string") throw new TypeError(`the host is not a string: ${typeof host}`);
  if (typeof port !== "number") throw new TypeError(`the port is not a number: ${typeof port}`);
  if (!Number.isInteger(port) || port < lowest || port > 65535) {
    throw new RangeError(`the port is not an integer from ${lowest} to 65535: ${port}`);
  }
  return Object.freeze({ kind, host, port }) as A;
}

/**
 * An abstract name begins with a zero byte; no other path has one (`unix.argument`).
 * @throws TypeError if the path is not a string, empty, or with a zero byte behind its beginning.
 */
function checkedUnixAddress({ path }: UnixAddress): UnixAddress {
  if (typeof path !== "string") throw new TypeError(`the path is not a string: ${typeof path}`);
  if (path.length === 0) throw new TypeError("the path is empty");
  if (path.includes("\0", 1)) throw new TypeError("the path has a zero byte");
  return Object.freeze({ kind: "unix", path });
}

/** The host of an address, where its kind has one that may be a name; else null. */
export function hostOf(address: Address): string | null {
  switch (address.kind) {
    case "tcp": case "tls": return typeof address.host === "string" ? address.host : null;
    default: return null;
  }
}

/** The address with a numeric host in place of its name, and all else as it is. */
export function withHost(address: Address, host: string): Address {
  return Object.freeze({ ...address, host });
}

/**
 * The text form of an address: 127.0.0.1:80, [::1]:80, /run/app, @name for an abstract one. One of no kind of the
 * standard is told by its kind.
 */
export function describe(address: Address | UdpAddress): string {
  switch (address.kind) {
    case "tcp": case "tls": case "udp":
      return `${address.host.includes(":") ? `[${address.host}]` : address.host}:${address.port}`;
    case "unix": return address.path === null ? "an unnamed socket" : address.path.replace("\0", "@");
    case "standard-streams": return "the standard streams";
    default: return String((address as { kind?: unknown }).kind);
  }
}
