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
  /** Of a name: the failure of each of its addresses. */
  readonly errors?: readonly ReactorError[];
}

/** A failure of the environment, or of the reactor's own making (`error.instance`, `error.category`). */
export class ReactorFailure extends Error implements ReactorError {
  readonly category: ErrorCategory;
  readonly code: string | null;
  readonly errno: number | null;
  readonly syscall: string | null;
  readonly address: Address | UdpAddress | null;
  declare readonly errors?: readonly ReactorError[];

  constructor(category: ErrorCategory, message: string, details: FailureDetails = {}) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.name = "ReactorFailure";
    this.category = category;
    this.code = details.code ?? null;
    this.errno = details.errno ?? null;
    this.syscall = details.syscall ?? null;
    this.address = details.address ?? null;
    if (details.errors !== undefined) this.errors = details.errors;
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

/** What a platform's resolver says of a name: its code alone, for its numbers are no errno (`resolver.errno`). */
export function resolverFailure(code: string, syscall: string, name: string): ReactorFailure {
  return new ReactorFailure(nameCategory(code), `${syscall} ${code} ${name}`, { code, syscall });
}

/** Why a lookup failed: by the resolver's error, or else for the reason given. */
interface LookupDetails {
  readonly error?: unknown;
  readonly why?: string;
  /** It is known that the name has no address. */
  readonly none?: true;
}

/**
 * A name whose addresses are not known. The code is the resolver's (`resolver.code`), and says whether the name has
 * none, or only could not be asked about (`resolver.not-found`, `resolver.unavailable`, `resolver.empty`).
 */
export function lookupFailure(
  name: string, { syscall, address }: { readonly syscall: string; readonly address: Address | null },
  { error, why, none }: LookupDetails,
): ReactorFailure {
  const said = (error ?? {}) as { readonly code?: unknown };
  const code = typeof said.code === "string" ? said.code : null;
  const category = none === true ? "name-not-found" : nameCategory(code ?? "");
  const message = `${syscall}: the name ${JSON.stringify(name)} was not resolved: ${why ?? code ?? String(error)}`;
  return new ReactorFailure(category, message, { code, syscall, address, ...(why === undefined ? { cause: error } : {}) });
}

function nameCategory(code: string): ErrorCategory {
  return categoryOf(code) === "name-not-found" ? "name-not-found" : "name-unavailable";
}

/**
 * Every address of a name failed. The failure is that of the first, which the resolver prefers, and has all
 * (`resolver.errors`, `resolver.errors.first`).
 */
export function addressesFailure(errors: readonly ReactorError[], asked: Address): ReactorFailure {
  const [first] = errors;
  const message = errors.map((error) => error.message).join("; ");
  return new ReactorFailure(first?.category ?? "other", message, {
    code: first?.code ?? null, errno: first?.errno ?? null, syscall: first?.syscall ?? null, address: asked, errors,
  });
}
