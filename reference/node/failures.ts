import { constants } from "node:os";
import { platformErrors } from "../../spec/platform-errors.js";
import type { Address, ErrorCategory, UdpAddress } from "../../spec/reactor.js";
import { categoryOf, platformFailure, type ReactorFailure } from "../core/errors.js";

const nativeNumbers = new Map<string, number>(Object.entries(constants.errno));

/**
 * A failure that Node reported: its code as it is, its number as the platform has it, where Node's own is negated
 * (`error.code`, `error.errno`, `connect.refused`, `listen.address-in-use`, `listen.address-not-available`).
 */
export function nodeFailure(
  error: NodeJS.ErrnoException, syscall: string, address: Address | UdpAddress, category?: ErrorCategory,
): ReactorFailure {
  const code = error.code ?? "UNKNOWN";
  return platformFailure(code, nativeNumber(code), error.syscall ?? syscall, address, category);
}

/**
 * A failure that ended a connection (`error.reset`). The platform says EPIPE when it had the peer's end before the
 * peer's reset: there is no other way to it, since the core writes nothing behind its own end.
 */
export function cutFailure(error: NodeJS.ErrnoException, address: Address): ReactorFailure {
  const code = error.code ?? "UNKNOWN";
  const category = code === "EPIPE" ? "reset" : categoryOf(code);
  return platformFailure(code, nativeNumber(code), error.syscall ?? null, address, category);
}

function nativeNumber(code: string): number | null {
  const windows = process.platform === "win32" ? platformErrors.get(code)?.windows : undefined;
  return windows ?? nativeNumbers.get(code) ?? null;
}
