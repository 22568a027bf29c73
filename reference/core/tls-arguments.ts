import type { StartTlsOptions, TlsOptions } from "../../spec/reactor.js";
import { checkDuration } from "./arguments.js";

/** The longest name of an application protocol, in bytes. */
const LONGEST_PROTOCOL_NAME = 255;

/**
 * Checks the types of options (`tls.options.type`). What certificates and keys say is for the engine to read.
 * @throws TypeError for a member of a wrong type; RangeError for a timeout that is no duration, or the name of an
 * application protocol that is too short or too long (`tls.options.alpn`).
 */
export function checkTlsOptions(options: TlsOptions): void {
  if (typeof options !== "object" || options === null) throw new TypeError("the TLS options are not an object");
  for (const name of ["certificate", "key", "authorities", "serverName"] as const) {
    const value: unknown = options[name];
    if (value === undefined || typeof value === "string") continue;
    throw new TypeError(`${name} is not a string: ${typeof value}`);
  }
  const { alpn, handshakeTimeout } = options;
  if (alpn !== undefined && !Array.isArray(alpn)) throw new TypeError("alpn is not an array");
  for (const name of alpn ?? []) checkProtocolName(name);
  if (handshakeTimeout !== undefined) checkDuration("the handshake timeout", handshakeTimeout);
}

/** @throws TypeError also if the role is neither of the two, or what was received is not a Uint8Array. */
export function checkStartTlsOptions(options: StartTlsOptions): void {
  checkTlsOptions(options);
  const { received } = options;
  if (received !== undefined && !(received instanceof Uint8Array)) throw new TypeError("received is not a Uint8Array");
  if (options.role === "client" || options.role === "server") return;
  throw new TypeError(`the role is neither client nor server: ${String(options.role)}`);
}

function checkProtocolName(name: unknown): void {
  if (typeof name !== "string") throw new TypeError(`the name of a protocol is not a string: ${typeof name}`);
  const bytes = new TextEncoder().encode(name).length;
  if (bytes >= 1 && bytes <= LONGEST_PROTOCOL_NAME) return;
  throw new RangeError(`the name of a protocol has ${bytes} bytes, not 1 to ${LONGEST_PROTOCOL_NAME}`);
}
