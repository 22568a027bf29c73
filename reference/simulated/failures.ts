import { platformErrors } from "../../spec/platform-errors.js";
import type { Address, UdpAddress } from "../../spec/reactor.js";
import { platformFailure, type ReactorFailure } from "../core/errors.js";

/** A failure as the Linux platform would report it. */
export function simulatedFailure(
  code: string, syscall: string, address: Address | UdpAddress,
): ReactorFailure {
  return platformFailure(code, platformErrors.get(code)?.linux ?? null, syscall, address);
}
