import { getSystemErrorMap } from "node:util";
import type { ErrorCategory } from "../../../../spec/reactor.js";

const numbers = new Map([...getSystemErrorMap()].map(([number, [name]]) => [name, number]));

/** What the host calls a failure that the reactor made itself, and so has no code for. */
const ownCodes: Partial<Record<ErrorCategory, string>> = {
  "refused": "ECONNREFUSED",
  "timed-out": "ETIMEDOUT",
  "unreachable": "EHOSTUNREACH",
  "reset": "ECONNRESET",
  "aborted": "ECONNABORTED",
  "broken-pipe": "EPIPE",
  "address-in-use": "EADDRINUSE",
  "address-not-available": "EADDRNOTAVAIL",
  "permission-denied": "EACCES",
  "too-many-descriptors": "EMFILE",
  "path-too-long": "ENAMETOOLONG",
  "path-not-found": "ENOENT",
  "unsupported": "ENOTSUP",
  "cancelled": "ECANCELED",
  "stopped": "ECANCELED",
};

/** The host's number, which is negative, for one of its codes; that of `UNKNOWN` for another. */
export function uvStatus(code: string): number {
  return numbers.get(code) ?? numbers.get("UNKNOWN") ?? -1;
}

/**
 * The host's number for a failure of the reactor: by its code, or else by its category. An argument that can never work
 * is the host's EINVAL.
 */
export function statusOf(error: unknown): number {
  if (error instanceof TypeError || error instanceof RangeError) return uvStatus("EINVAL");
  const { code, category } = (error ?? {}) as { readonly code?: unknown; readonly category?: ErrorCategory };
  if (typeof code === "string" && numbers.has(code)) return uvStatus(code);
  return uvStatus(category === undefined ? "UNKNOWN" : ownCodes[category] ?? "UNKNOWN");
}

/** An error as the host makes it of a failed operation on a socket. */
export function hostError(status: number, syscall: string): Error {
  const [code] = getSystemErrorMap().get(status) ?? ["UNKNOWN"];
  return Object.assign(new Error(`${syscall} ${code}`), { errno: status, code, syscall });
}
