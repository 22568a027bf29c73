import type { ErrorCategory } from "./reactor.js";

/** The platforms whose native numbers the table holds. */
export type Platform = "linux" | "macos" | "windows";

/** One code of the platforms: its portable category, and its native number on each platform, or null. */
export interface PlatformError {
  readonly code: string;
  readonly category: ErrorCategory;
  readonly linux: number | null;
  readonly macos: number | null;
  /** The number of Windows Sockets, or null where the code does not come from there. */
  readonly windows: number | null;
}

type Row = readonly [
  code: string, category: ErrorCategory, linux: number | null, macos: number | null, windows: number | null,
];

const rows: readonly Row[] = [
  ["ECONNREFUSED", "refused", 111, 61, 10061],
  ["ETIMEDOUT", "timed-out", 110, 60, 10060],
  ["ENETUNREACH", "unreachable", 101, 51, 10051],
  ["EHOSTUNREACH", "unreachable", 113, 65, 10065],
  ["ENETDOWN", "unreachable", 100, 50, 10050],
  ["EHOSTDOWN", "unreachable", 112, 64, 10064],
  ["ECONNRESET", "reset", 104, 54, 10054],
  ["ENETRESET", "reset", 102, 52, 10052],
  ["ECONNABORTED", "aborted", 103, 53, 10053],
  ["EPIPE", "broken-pipe", 32, 32, null],
  ["ESHUTDOWN", "broken-pipe", 108, 58, 10058],
  ["EADDRINUSE", "address-in-use", 98, 48, 10048],
  ["EADDRNOTAVAIL", "address-not-available", 99, 49, 10049],
  ["EACCES", "permission-denied", 13, 13, 10013],
  ["EPERM", "permission-denied", 1, 1, null],
  ["ENOTFOUND", "name-not-found", null, null, 11001],
  ["EAI_NONAME", "name-not-found", null, null, 11001],
  ["EAI_NODATA", "name-not-found", null, null, 11004],
  ["EMSGSIZE", "message-too-long", 90, 40, 10040],
  ["EMFILE", "too-many-descriptors", 24, 24, 10024],
  ["ENFILE", "too-many-descriptors", 23, 23, null],
  ["ENAMETOOLONG", "path-too-long", 36, 63, 10063],
  ["ENOENT", "path-not-found", 2, 2, null],
  ["ENOTDIR", "path-not-found", 20, 20, null],
  ["ENOTSOCK", "refused", 88, 38, 10038],
  ["EPROTOTYPE", "refused", 91, 41, 10041],
  ["EAFNOSUPPORT", "unsupported", 97, 47, 10047],
  ["EPROTONOSUPPORT", "unsupported", 93, 43, 10043],
  ["EOPNOTSUPP", "unsupported", 95, 102, 10045],
  ["ENOTSUP", "unsupported", 95, 45, null],
  ["EINVAL", "other", 22, 22, 10022],
  ["ENOBUFS", "other", 105, 55, 10055],
  ["ENOMEM", "other", 12, 12, null],
  ["ENOTCONN", "other", 107, 57, 10057],
];

/** The codes that the platforms give, by name (`error.category`, `error.code`, `error.errno`). */
export const platformErrors: ReadonlyMap<string, PlatformError> = new Map(
  rows.map(([code, category, linux, macos, windows]) => [code, { code, category, linux, macos, windows }]),
);
