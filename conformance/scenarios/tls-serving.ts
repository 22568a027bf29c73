import { createHash } from "node:crypto";
import { authority, good } from "../certificates.js";
import type { AddressSpec, Operation } from "../language/operations.js";
import type { TlsSpec } from "../language/tls.js";

/** A subject that serves, with a certificate that is good for the loopback; and one that connects. */
export const SERVER: TlsSpec = { certificate: good.certificate, key: good.key };
export const CLIENT: TlsSpec = { authorities: authority.certificate };

/** Listens with TLS at a free port of 127.0.0.1. */
export function listenTls(listener: string, protocol: string, more: TlsSpec = {}): Operation {
  return { op: "listen", listener, protocol, tls: { ...SERVER, ...more } };
}

export function connectTls(connection: string, protocol: string, to: AddressSpec, more: TlsSpec = {}): Operation {
  return { op: "connect", connection, protocol, to, tls: { ...CLIENT, ...more } };
}

/** The digest of a certificate in the form of DER, as a session has it. */
export function digestOfCertificate(pem: string): { readonly bytes: number; readonly sha256: string } {
  const der = Buffer.from(pem.replace(/-----[^-]*-----|\s/g, ""), "base64");
  return { bytes: der.length, sha256: createHash("sha256").update(der).digest("hex") };
}
