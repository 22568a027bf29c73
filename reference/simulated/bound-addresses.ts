import { numericHost } from "../core/numeric-host.js";

/** A numeric host and a port. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** Why the network does not give an address away, by the code of a platform. */
export type BindCode = "EADDRINUSE" | "EADDRNOTAVAIL";

/** What is bound to the addresses of one machine: 127.0.0.0/8 and ::1, and their wildcards. */
export class BoundAddresses<Value> {
  readonly #bound = new Map<string, Value>();
  readonly #choosePort: () => number;

  /** `choosePort` gives a port where 0 is asked for. */
  constructor(choosePort: () => number) {
    this.#choosePort = choosePort;
  }

  /** Binds a value to an address. Returns the address, its port the actual one, or why it is not given away. */
  bind(host: string, port: number, value: Value): HostPort | BindCode {
    const canonical = canonicalHost(host);
    if (!isLocal(canonical) && !isWildcard(canonical)) return "EADDRNOTAVAIL";
    const address = { host: canonical, port: port === 0 ? this.#choosePort() : port };
    if (this.#isTaken(address)) return "EADDRINUSE";
    this.#bound.set(keyOf(address), value);
    return address;
  }

  /** Releases an address. Returns what was bound to it. */
  release(address: HostPort): Value | null {
    const value = this.#bound.get(keyOf(address)) ?? null;
    this.#bound.delete(keyOf(address));
    return value;
  }

  /** What is sent to an address reaches what is bound to it, or else to a wildcard. */
  at({ host, port }: HostPort): Value | null {
    const wildcards = isIPv6(host) ? ["::"] : ["0.0.0.0", "::"];
    const keys = [host, ...wildcards].map((each) => keyOf({ host: each, port }));
    const key = keys.find((each) => this.#bound.has(each));
    return key === undefined ? null : this.#bound.get(key) ?? null;
  }

  #isTaken(address: HostPort): boolean {
    if (this.#bound.has(keyOf(address)) || this.at(address) !== null) return true;
    if (!isWildcard(address.host)) return false;
    const onPort = [...this.#bound.keys()].filter((key) => key.endsWith(`|${address.port}`));
    return onPort.some((key) => address.host === "::" || !key.includes(":"));
  }
}

export function keyOf({ host, port }: HostPort): string {
  return `${host}|${port}`;
}

/** A numeric host in the one form that it is known by, without its scope. */
export function canonicalHost(host: string): string {
  return (numericHost(host)?.host ?? host).replace(/%.*$/, "");
}

/** The host that is reached by way of a wildcard. */
export function destinationOf(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

export function isIPv6(host: string): boolean {
  return host.includes(":");
}

export function isLocal(host: string): boolean {
  return host === "::1" || host.startsWith("127.");
}

export function isWildcard(host: string): boolean {
  return host === "::" || host === "0.0.0.0";
}
