import type { CloseReason, ReactorError } from "../../../spec/reactor.js";
import type { AddressInfo, ErrorInfo, ReasonInfo } from "../../trace/events.js";

/** An error as it is, in the form of the trace. */
export function describeError(error: unknown): ErrorInfo {
  if (typeof error !== "object" || error === null) {
    return { type: error === null ? "null" : typeof error, message: String(error), isError: false };
  }
  const fields = error as Partial<ReactorError>;
  return {
    type: Object.getPrototypeOf(error)?.constructor?.name ?? "Object",
    classes: classesOf(error),
    message: String(fields.message),
    isError: error instanceof Error,
    category: fields.category ?? null,
    code: fields.code ?? null,
    errno: fields.errno ?? null,
    syscall: fields.syscall ?? null,
    address: describeAddress(fields.address) ?? null,
    ...(Array.isArray(fields.errors) ? { errors: fields.errors.map(describeError) } : {}),
  };
}

function classesOf(error: object): readonly string[] {
  const classes: string[] = [];
  for (let at = Object.getPrototypeOf(error); at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    classes.push(String(at.constructor?.name));
  }
  return classes;
}

/** A close reason in the form of the trace. */
export function describeReason(reason: CloseReason): ReasonInfo {
  const kind = String((reason as Partial<CloseReason> | undefined)?.kind);
  return "error" in Object(reason)
    ? { kind, error: describeError((reason as { readonly error: unknown }).error) }
    : { kind };
}

/** The plain fields of an address; undefined if it is none. */
export function describeAddress(address: unknown): AddressInfo | undefined {
  if (typeof address !== "object" || address === null) return undefined;
  const { kind, host, port, path } = address as AddressInfo;
  return Object.fromEntries(Object.entries({ kind, host, port, path }).filter(([, value]) => value !== undefined));
}

/** The name of the class of received data. */
export function classOf(data: unknown): string {
  return data === null || data === undefined ? String(data) : Object.getPrototypeOf(data)?.constructor?.name ?? "null";
}
