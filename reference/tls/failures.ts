import type { Address } from "../../spec/reactor.js";
import { describe } from "../core/addresses.js";
import { ReactorFailure } from "../core/errors.js";

/**
 * What the engine reports, its word unaltered (`tls.error.code`): `certificate-invalid` if it would not take the
 * peer's certificate (`tls.verify.untrusted`, `tls.verify.expired`, `tls.verify.name`), else `tls-failed`
 * (`tls.error.category`).
 */
export function tlsFailure(error: NodeJS.ErrnoException, unauthorized: unknown, address: Address): ReactorFailure {
  const category = unauthorized === null ? "tls-failed" : "certificate-invalid";
  // A server says only there what it has against a client's certificate.
  const code = typeof unauthorized === "string" ? unauthorized : error.code ?? null;
  const message = [code, describe(address), error.message].filter((part) => part !== null).join(" ");
  return new ReactorFailure(category, message, { code, address, cause: error });
}
