import type { ErrorCategory } from "./reactor.js";

/** Every category, as data: the record's keys are checked against the type, so that none can be missing. */
const named: Readonly<Record<ErrorCategory, true>> = {
  "refused": true, "timed-out": true, "unreachable": true, "reset": true, "aborted": true, "broken-pipe": true,
  "address-in-use": true, "address-not-available": true, "permission-denied": true, "name-not-found": true,
  "name-unavailable": true,
  "message-too-long": true, "too-many-descriptors": true, "path-too-long": true, "path-not-found": true,
  "unsupported": true, "certificate-invalid": true, "tls-failed": true, "truncated": true,
  "cancelled": true, "declined": true, "stopped": true, "other": true,
};

/** The categories of failures (`error.category`). */
export const errorCategories: readonly ErrorCategory[] = Object.keys(named) as ErrorCategory[];
