import type { PeerTlsSpec, TlsOperation, TlsSpec } from "../language/tls.js";
import { ofConnection, thenWords } from "./operation-words.js";
import { byteCount, isOdd, listed, milliseconds, nameOf, oddWords } from "./phrases.js";
import { unknownKind } from "./unknown-kind.js";

/** An operation that is about TLS, as what the program does. */
export function tlsOperationWords(operation: TlsOperation): string {
  switch (operation.op) {
    case "startTls": {
      const { role, tls, of, handsBackFrom, on } = operation;
      const part = isOdd(role) ? oddWords(role.odd) : `the ${role}`;
      return `starts TLS${of === undefined ? "" : ` on ${nameOf(of)}`} as ${part}`
        + tlsOptionWords(tls)
        + (handsBackFrom === undefined ? "" : `, and hands back what came behind the first ${byteCount(handsBackFrom)}`)
        + thenWords("once it is secured", on?.secured) + thenWords("if that fails", on?.securingFailed);
    }
    case "inspectSession": return `reads the session${ofConnection(operation.of)}`;
    default: return unknownKind(operation);
  }
}

/** " with a certificate, ...": the options that are given. */
export function tlsOptionWords({ certificate, key, authorities, serverName, alpn, handshakeTimeout }: TlsSpec): string {
  const options = [
    ...(certificate === undefined ? [] : [pemWords("a certificate", "the certificate", certificate)]),
    ...(key === undefined ? [] : [pemWords("its key", "the key", key)]),
    ...(authorities === undefined ? [] : [pemWords("authorities to trust", "the authorities", authorities)]),
    ...(serverName === undefined ? [] : [isOdd(serverName)
      ? `${oddWords(serverName.odd)} as the server's name`
      : `the server's name ${nameOf(serverName)}`]),
    ...(alpn === undefined ? [] : [`the protocols ${alpnWords(alpn)}`]),
    ...(handshakeTimeout === undefined ? [] : [`a handshake timeout of ${milliseconds(handshakeTimeout)}`]),
  ];
  return options.length === 0 ? "" : ` with ${listed(options)}`;
}

function pemWords(given: string, place: string, value: NonNullable<TlsSpec["key"]>): string {
  if (isOdd(value)) return `${oddWords(value.odd)} in place of ${place}`;
  return value.startsWith("-----BEGIN") ? given : `a text that is none in place of ${place}`;
}

const LONGEST_PROTOCOL = 40;

function alpnWords(alpn: NonNullable<TlsSpec["alpn"]>): string {
  if (isOdd(alpn)) return oddWords(alpn.odd);
  if (alpn.length === 0) return "of an empty list";
  return alpn.length > 4
    ? `of a list of ${alpn.length} names`
    : listed(alpn.map((each) => isOdd(each) ? oddWords(each.odd) : protocolWords(each)));
}

function protocolWords(name: string): string {
  return name.length > LONGEST_PROTOCOL ? `of ${name.length} characters` : nameOf(name);
}

/** What a peer brings to TLS: " with a certificate of its own, TLS 1.2 at most". */
export function peerTlsWords({ own, version, alpn, serverName }: PeerTlsSpec): string {
  const options = [
    ...(own === undefined ? [] : ["a certificate of its own"]),
    ...(version === undefined ? [] : [`no version but ${version.replace("v", " ")}`]),
    ...(alpn === undefined ? [] : [`the protocols ${alpnWords(alpn)}`]),
    ...(serverName === undefined ? [] : [`the server's name ${nameOf(serverName)}`]),
  ];
  return options.length === 0 ? "" : ` with ${listed(options)}`;
}
