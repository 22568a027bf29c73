import { platformErrors } from "../../spec/platform-errors.js";
import type { Address, ErrorCategory, ReactorError, UdpAddress } from "../../spec/reactor.js";
import { describe } from "./addresses.js";

/** What an operation was about when it failed. */
export interface FailureDetails {
  readonly code?: string | null;
  /** The platform's positive number. */
  readonly errno?: number | null;
  readonly syscall?: string | null;
  readonly address?: Address | UdpAddress | null;
  readonly cause?: unknown;
}

/** A failure of the environment, or of the reactor's own making (`error.instance`, `error.category`). */
export class ReactorFailure extends Error implements ReactorError {
  readonly category: ErrorCategory;
  readonly code: string | null;
  readonly errno: number | null;
  readonly syscall: string | null;
  readonly address: Address | UdpAddress | null;

  constructor(category: ErrorCategory, message: string, details: FailureDetails = {}) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.name = "ReactorFailure";
    this.category = category;
    this.code = details.code ?? null;
    this.errno = details.errno ?? null;
    this.syscall = details.syscall ?? null;
    this.address = details.address ?? null;
  }
}

/** The category of a platform's code: that of the table, or `other` (`error.category.of-code`, `error.unknown`). */
export function categoryOf(code: string): ErrorCategory {
  return platformErrors.get(code)?.category ?? "other";
}

/**
 * A failure that the platform reported, its code and number unaltered (`error.code`, `error.errno`,
 * `error.syscall`, `error.address`, `error.message`).
 */
export function platformFailure(
  code: string, errno: number | null, syscall: string | null,
  address: Address | UdpAddress | null, category: ErrorCategory = categoryOf(code),
): ReactorFailure {
  const message = [syscall, code, address === null ? null : describe(address)].filter((part) => part !== null);
  return new ReactorFailure(category, message.join(" "), { code, errno, syscall, address });
}

/** A failure of the reactor's own making: it has neither a code nor a number (`error.own.no-code`). */
export function ownFailure(
  category: ErrorCategory, message: string, syscall: string, address: Address | UdpAddress,
  cause?: { readonly cause: unknown },
): ReactorFailure {
  return new ReactorFailure(category, `${syscall} ${describe(address)}: ${message}`, { syscall, address, ...cause });
}

/** A host that is a name, where only the resolver could tell its address. */
export function nameFailure(syscall: string, address: Address): ReactorFailure {
  return ownFailure("unsupported", "the host is a name: that needs the resolver profile", syscall, address);
}
