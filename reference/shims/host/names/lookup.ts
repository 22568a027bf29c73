import { getDefaultResultOrder } from "node:dns";
import { isIP } from "node:net";
import { Registration } from "../exempt.js";
import type { ShimContext } from "../group.js";
import { lookupError, wantedAddresses, type LookupAddress, type Wanted } from "./answer.js";

type Original = (this: unknown, ...args: unknown[]) => unknown;

interface LookupOptions extends Partial<Omit<Wanted, "family">> {
  readonly family?: 0 | 4 | 6 | "IPv4" | "IPv6" | null;
  readonly all?: boolean | null;
  readonly verbatim?: boolean | null;
}

/** The lookups of one install. */
export interface Resolution {
  readonly context: ShimContext;
  readonly pending: Set<{ readonly hostname: string }>;
}

/** A numeric host, that the host answers about without asking anybody: for the checks that it makes of arguments. */
const NUMERIC = "127.0.0.1";

/** `dns.lookup` on the reactor's resolver. The host checks the arguments, and answers about numeric hosts. */
export function lookupWithCallback(original: Original, resolution: Resolution): Original {
  return function lookup(this: unknown, ...args) {
    const [hostname, options, last] = args;
    const callback = typeof options === "function" ? options : last;
    if (typeof callback !== "function" || !isName(hostname)) return original.apply(this, args);
    original.call(this, NUMERIC, typeof options === "function" ? () => {} : options, () => {});
    const { wanted, all } = wishesOf(options);
    const registration = new Registration("GETADDRINFOREQWRAP");
    const answer = (...values: unknown[]): void =>
      registration.call(callback as (...answers: unknown[]) => unknown, undefined, ...values);
    find(resolution, hostname, wanted, (found) => {
      const [first] = found;
      if (all) answer(null, found);
      else answer(null, first?.address, first?.family);
    }, answer);
    return {};
  };
}

/** `dns.promises.lookup` on the reactor's resolver. */
export function lookupWithPromise(original: Original, resolution: Resolution): Original {
  return function lookup(this: unknown, ...args) {
    const [hostname, options] = args;
    if (!isName(hostname)) return original.apply(this, args);
    (original.call(this, NUMERIC, options) as Promise<unknown>).catch(() => {});
    const { wanted, all } = wishesOf(options);
    return new Promise((resolve, reject) => {
      find(resolution, hostname, wanted, (found) => resolve(all ? found : found[0]), reject);
    });
  };
}

/** Whether somebody has to be asked: a numeric host is its own answer, and what is no text the host refuses. */
function isName(hostname: unknown): hostname is string {
  return typeof hostname === "string" && hostname !== "" && isIP(hostname) === 0;
}

/** What options ask for that the host has found right. */
function wishesOf(given: unknown): { readonly wanted: Wanted; readonly all: boolean } {
  const options: unknown = typeof given === "number" ? { family: given } : given;
  const { family, hints, all, verbatim, order } = Object(options) as LookupOptions;
  const fromVerbatim = verbatim === undefined || verbatim === null ? null : verbatim ? "verbatim" : "ipv4first";
  return {
    wanted: {
      family: family === "IPv4" ? 4 : family === "IPv6" ? 6 : family ?? 0,
      hints: (hints ?? 0) >>> 0,
      order: order ?? fromVerbatim ?? defaultOrder(),
    },
    all: all === true,
  };
}

function defaultOrder(): Wanted["order"] {
  return getDefaultResultOrder() as Wanted["order"];
}

/** Asks the reactor's resolver, and keeps the program alive until it answers. */
function find(
  { context: { enter, liveness }, pending }: Resolution, hostname: string, wanted: Wanted,
  found: (addresses: readonly LookupAddress[]) => void, failed: (error: Error) => void,
): void {
  const hold = liveness.hold();
  const entry = { hostname };
  pending.add(entry);
  const release = (): void => {
    pending.delete(entry);
    hold();
  };
  enter((reactor) => reactor.resolve(hostname)).then((hosts) => {
    release();
    const addresses = wantedAddresses(hosts, wanted);
    if (addresses.length > 0) found(addresses);
    else failed(lookupError("ENOTFOUND", "getaddrinfo", hostname));
  }, (error: { readonly category?: unknown; readonly code?: string | null }) => {
    release();
    const code = error.code ?? (error.category === "name-not-found" ? "ENOTFOUND" : "EAI_AGAIN");
    failed(lookupError(code, "getaddrinfo", hostname));
  });
}
