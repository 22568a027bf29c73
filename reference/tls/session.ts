import type { TLSSocket } from "node:tls";
import type { TlsSession } from "../../spec/reactor.js";

/** What was agreed in a handshake (`tls.session`, `tls.alpn.agreed`, `tls.alpn.none`). */
export function sessionOf(socket: TLSSocket): TlsSession {
  const certificate = socket.getPeerX509Certificate();
  return Object.freeze({
    version: socket.getProtocol() ?? "unknown",
    alpn: socket.alpnProtocol || null,
    peerCertificate: certificate === undefined ? null : new Uint8Array(certificate.raw),
  });
}
