import { ALL, V4MAPPED } from "node:dns";
import { isIPv6 } from "node:net";
import { uvStatus } from "../streams/uv-status.js";

/** One address of an answer, as `dns.lookup` gives it. */
export interface LookupAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** In which order the addresses of an answer are wanted. */
export type AddressOrder = "verbatim" | "ipv4first" | "ipv6first";

export interface Wanted {
  readonly family: 0 | 4 | 6;
  readonly hints: number;
  readonly order: AddressOrder;
}

/** The addresses that are wanted, of those that the reactor's resolver answers with, in the order that is wanted. */
export function wantedAddresses(hosts: readonly string[], { family, hints, order }: Wanted): readonly LookupAddress[] {
  const all = hosts.map((address): LookupAddress => ({ address, family: isIPv6(address) ? 6 : 4 }));
  const own = family === 0 ? all : all.filter((each) => each.family === family);
  const isMapped = family === 6 && (hints & V4MAPPED) !== 0 && (own.length === 0 || (hints & ALL) !== 0);
  const others = isMapped ? all.filter((each) => each.family === 4) : [];
  const found = [...own, ...others.map(({ address }): LookupAddress => ({ address: `::ffff:${address}`, family: 6 }))];
  if (order === "verbatim") return found;
  const first = order === "ipv4first" ? 4 : 6;
  return [...found.filter((each) => each.family === first), ...found.filter((each) => each.family !== first)];
}

/** The host's number of a resolver's code: that a name is not found has a code of the host's own making. */
function lookupNumber(code: string): number | undefined {
  const number = uvStatus(code === "ENOTFOUND" ? "EAI_NONAME" : code);
  return number === uvStatus("UNKNOWN") ? undefined : number;
}

/** The error of a lookup, as the host makes it. */
export function lookupError(code: string, syscall: string, hostname: string): NodeJS.ErrnoException {
  const error = new Error(`${syscall} ${code} ${hostname}`);
  return Object.assign(error, { errno: lookupNumber(code), code, syscall, hostname });
}
