import type { CloseReason } from "../../../spec/reactor.js";
import type { AddressInfo } from "../../trace/address-info.js";
import type { ErrorInfo } from "../../trace/error-info.js";
import type { ReasonInfo } from "../../trace/events.js";
import { present } from "./captured.js";

const { getPrototypeOf, prototype: root } = Object;
const { isArray } = Array;
const OriginalError = Error;
const text = String;
/** The most levels of errors within errors. */
const MOST_LEVELS = 4;

/** An error as it is, in the form of the trace. */
export function describeError(error: unknown, levels = MOST_LEVELS): ErrorInfo {
  if (typeof error !== "object" || error === null) {
    return { type: error === null ? "null" : typeof error, message: text(error), isError: false };
  }
  const classes = classesOf(error);
  const errors = read(error, "errors");
  return {
    type: classes[0] ?? "Object",
    classes,
    message: textOf(read(error, "message")),
    isError: isInstance(error),
    category: scalar(read(error, "category")) as string | null,
    code: scalar(read(error, "code")) as string | null,
    errno: scalar(read(error, "errno")) as number | null,
    syscall: scalar(read(error, "syscall")) as string | null,
    address: describeAddress(read(error, "address")) ?? null,
    ...(isArray(errors) && levels > 0 ? { errors: describeErrors(errors, levels - 1) } : {}),
  };
}

function describeErrors(errors: readonly unknown[], levels: number): readonly ErrorInfo[] {
  const described: ErrorInfo[] = [];
  for (let i = 0; i < errors.length; i++) described[i] = describeError(errors[i], levels);
  return described;
}

/** A field of what a subject made. */
function read(object: object, field: string): unknown {
  try {
    return (object as Readonly<Record<string, unknown>>)[field];
  } catch {
    return "unreadable";
  }
}

function has(object: object, field: string): boolean {
  try {
    return field in object;
  } catch {
    return false;
  }
}

/** A word as the subject gave it; of what is no word, that it is none. */
function scalar(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  return typeof value === "object" || typeof value === "function" || typeof value === "symbol" ? typeof value : value;
}

function textOf(value: unknown): string {
  try {
    return text(value);
  } catch {
    return "unreadable";
  }
}

function isInstance(error: object): boolean {
  try {
    return error instanceof OriginalError;
  } catch {
    return false;
  }
}

function classesOf(error: object): readonly string[] {
  const classes: string[] = [];
  try {
    for (let at = getPrototypeOf(error); at !== null && at !== root; at = getPrototypeOf(at)) {
      classes[classes.length] = textOf(at.constructor?.name ?? "Object");
    }
  } catch {
    classes[classes.length] = "unreadable";
  }
  return classes;
}

/** A close reason in the form of the trace. */
export function describeReason(reason: CloseReason): ReasonInfo {
  if (typeof reason !== "object" || reason === null) return { kind: "undefined" };
  const kind = textOf(read(reason, "kind"));
  return has(reason, "error") ? { kind, error: describeError(read(reason, "error")) } : { kind };
}

/** The plain fields of an address; undefined if it is none. */
export function describeAddress(address: unknown): AddressInfo | undefined {
  if (typeof address !== "object" || address === null) return undefined;
  const field = (name: string): unknown => {
    const value = read(address, name);
    return value === undefined ? undefined : scalar(value);
  };
  return present({
    kind: field("kind"), host: field("host"), port: field("port"), path: field("path"),
  }) as AddressInfo;
}

/** The name of the class of received data. */
export function classOf(data: unknown): string {
  if (data === null || data === undefined) return text(data);
  return textOf(getPrototypeOf(data)?.constructor?.name ?? "null");
}
