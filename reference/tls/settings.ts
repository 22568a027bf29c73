import { X509Certificate } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";
import type { TlsOptions } from "../../spec/reactor.js";
import type { TlsRole, TlsSettings } from "../core/host.js";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** What the engine of one side is started with. */
export interface PemOptions {
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string | string[];
}

/** Options that were read and found good. */
export class NodeTlsSettings implements TlsSettings {
  readonly role: TlsRole;
  readonly pem: PemOptions;
  readonly context: SecureContext;
  readonly alpn: readonly string[];
  readonly serverName: string | undefined;
  /** A server that is given authorities asks its clients for certificates (`tls.verify.client`). */
  readonly asksClients: boolean;

  /** @throws TypeError if a certificate or a key cannot be read, or one of the two is missing (`tls.options.pem`). */
  constructor({ certificate, key, authorities, alpn, serverName }: TlsOptions, role: TlsRole) {
    if ((certificate === undefined) !== (key === undefined)) throw new TypeError("certificate and key go together");
    if (role === "server" && certificate === undefined) throw new TypeError("a TLS server has a certificate");
    const ca = authorities === undefined ? undefined : certificatesOf(authorities);
    this.role = role;
    this.pem = {
      ...(certificate === undefined ? {} : { cert: certificate }),
      ...(key === undefined ? {} : { key }),
      // A server without authorities has no use for those of the host.
      ...(ca !== undefined ? { ca } : role === "server" ? { ca: [] } : {}),
    };
    this.context = readable("the certificate and its key", () => createSecureContext(this.pem));
    this.alpn = alpn ?? [];
    this.serverName = serverName;
    this.asksClients = role === "server" && authorities !== undefined;
  }
}

/** The engine passes over authorities that it cannot read: they are read here first. */
function certificatesOf(pem: string): string[] {
  const certificates = pem.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) throw new TypeError("the authorities have no certificate in the form of PEM");
  for (const each of certificates) readable("a certificate of the authorities", () => new X509Certificate(each));
  return certificates;
}

function readable<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new TypeError(`${what} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
