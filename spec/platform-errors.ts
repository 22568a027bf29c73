import type { ErrorCategory } from "./reactor.js";

/** The platforms whose native numbers the table holds. */
export type Platform = "linux" | "macos" | "windows";

/** What a platform was asked to do when it failed: `send` and `receive` are of datagrams, `resolve` is of names. */
export type PlatformCall = "listen" | "accept" | "connect" | "read" | "write" | "send" | "receive" | "resolve";

/** One code of the platforms: its portable category, where it can come from, and its number on each, or null. */
export interface PlatformError {
  readonly code: string;
  readonly category: ErrorCategory;
  readonly calls: readonly PlatformCall[];
  readonly linux: number | null;
  readonly macos: number | null;
  /** The number of Windows Sockets, or null where the code does not come from there. */
  readonly windows: number | null;
}

type Row = readonly [
  code: string, category: ErrorCategory, calls: readonly PlatformCall[],
  linux: number | null, macos: number | null, windows: number | null,
];

const attempts = ["listen", "connect"] as const;

const rows: readonly Row[] = [
  ["ECONNREFUSED", "refused", ["connect", "receive"], 111, 61, 10061],
  ["ENOTSOCK", "refused", ["connect"], 88, 38, 10038],
  ["EPROTOTYPE", "refused", ["connect"], 91, 41, 10041],
  ["ETIMEDOUT", "timed-out", ["connect", "read", "write"], 110, 60, 10060],
  ["ENETUNREACH", "unreachable", ["connect", "send"], 101, 51, 10051],
  ["EHOSTUNREACH", "unreachable", ["connect", "read", "write", "send"], 113, 65, 10065],
  ["ENETDOWN", "unreachable", ["connect", "send"], 100, 50, 10050],
  ["EHOSTDOWN", "unreachable", ["connect", "send"], 112, 64, 10064],
  ["ECONNRESET", "reset", ["connect", "read", "write", "receive"], 104, 54, 10054],
  ["ENETRESET", "reset", ["read", "write"], 102, 52, 10052],
  ["ECONNABORTED", "aborted", ["accept", "read", "write"], 103, 53, 10053],
  ["EPIPE", "broken-pipe", ["write"], 32, 32, null],
  ["ESHUTDOWN", "broken-pipe", ["write"], 108, 58, 10058],
  ["EADDRINUSE", "address-in-use", attempts, 98, 48, 10048],
  ["EADDRNOTAVAIL", "address-not-available", attempts, 99, 49, 10049],
  ["EACCES", "permission-denied", [...attempts, "send"], 13, 13, 10013],
  ["EPERM", "permission-denied", [...attempts, "accept", "send"], 1, 1, null],
  ["EMSGSIZE", "message-too-long", ["send"], 90, 40, 10040],
  ["EMFILE", "too-many-descriptors", [...attempts, "accept"], 24, 24, 10024],
  ["ENFILE", "too-many-descriptors", [...attempts, "accept"], 23, 23, null],
  ["ENAMETOOLONG", "path-too-long", attempts, 36, 63, 10063],
  ["ENOENT", "path-not-found", attempts, 2, 2, null],
  ["ENOTDIR", "path-not-found", attempts, 20, 20, null],
  ["EAFNOSUPPORT", "unsupported", attempts, 97, 47, 10047],
  ["EPROTONOSUPPORT", "unsupported", attempts, 93, 43, 10043],
  ["EOPNOTSUPP", "unsupported", attempts, 95, 102, 10045],
  ["ENOTSUP", "unsupported", attempts, 95, 45, null],
  ["EINVAL", "other", attempts, 22, 22, 10022],
  ["EAGAIN", "other", ["connect"], 11, 35, 10035],
  ["ENOBUFS", "other", [...attempts, "accept", "send"], 105, 55, 10055],
  ["ENOMEM", "other", [...attempts, "accept", "send"], 12, 12, null],
  ["ENOTCONN", "other", ["write"], 107, 57, 10057],
  // A resolver numbers its failures for itself, and no number of its own is an errno.
  ["ENOTFOUND", "name-not-found", ["resolve"], null, null, null],
  ["EAI_NONAME", "name-not-found", ["resolve"], null, null, null],
  ["EAI_NODATA", "name-not-found", ["resolve"], null, null, null],
  ["EAI_AGAIN", "name-unavailable", ["resolve"], null, null, null],
  ["EAI_FAIL", "name-unavailable", ["resolve"], null, null, null],
];

/** The codes that the platforms give, by name (`error.category`, `error.code`, `error.errno`). */
export const platformErrors: ReadonlyMap<string, PlatformError> = new Map(
  rows.map(([code, category, calls, linux, macos, windows]) =>
    [code, { code, category, calls, linux, macos, windows }]),
);
