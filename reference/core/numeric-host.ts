// Captured before anybody can replace it.
const { URL } = globalThis;

/** A numeric address of a host: its family, and the form that all ways to write it come to. */
export interface NumericHost {
  readonly family: 4 | 6;
  readonly host: string;
}

const BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`);
const IPV6 = /^(?<address>[0-9a-f:.]+)(?<zone>%[^%\s]+)?$/i;

/** Reads a numeric host, or tells by null that it is none, but a name. */
export function numericHost(host: string): NumericHost | null {
  if (IPV4.test(host)) return { family: 4, host };
  const { address = "", zone = "" } = IPV6.exec(host)?.groups ?? {};
  const url = `http://[${address}]`;
  if (!address.includes(":") || !URL.canParse(url)) return null;
  return { family: 6, host: new URL(url).hostname.slice(1, -1) + zone };
}

/** Whether a host is an address by itself, and no name (`resolver.literal`). */
export function isNumericHost(host: string): boolean {
  return numericHost(host) !== null;
}
