import { platformErrors } from "../../spec/platform-errors.js";
import type { Address } from "../../spec/reactor.js";
import { platformFailure } from "../core/errors.js";

/** A failure as the Linux platform would report it. */
export function simulatedFailure(code: string, syscall: string, address: Address): ReturnType<typeof platformFailure> {
  return platformFailure(code, platformErrors.get(code)?.linux ?? null, syscall, address);
}
