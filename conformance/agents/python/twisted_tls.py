"""Twisted's contexts for TLS, made of a scenario's options; none of it where pyOpenSSL is missing."""

from __future__ import annotations

from typing import Any, Optional, Tuple

from protocol import Json

try:
    from OpenSSL import SSL, crypto
    from twisted.internet.interfaces import INegotiated
    from twisted.internet.ssl import (
        Certificate, CertificateOptions, PrivateCertificate, optionsForClientTLS, trustRootFromCertificates,
    )

    from service_identity import VerificationError

    available = True
except ImportError:
    available = False

CATEGORY_OF_REASON = {"certificate verify failed": "certificate-invalid"}


def server_context(options: Json) -> Any:
    own = PrivateCertificate.loadPEM(f"{options['certificate']}\n{options['key']}")
    return CertificateOptions(
        privateKey=own.privateKey.original, certificate=own.original, trustRoot=trust_of(options),
        acceptableProtocols=protocols_of(options),
    )


def client_context(options: Json, host: str) -> Any:
    own = None
    if "certificate" in options:
        own = PrivateCertificate.loadPEM(f"{options['certificate']}\n{options['key']}")
    return optionsForClientTLS(
        options.get("serverName", host), trustRoot=trust_of(options), clientCertificate=own,
        acceptableProtocols=protocols_of(options),
    )


def trust_of(options: Json) -> Any:
    """Those who vouch for the peer; None for the default, which for a server is nobody."""
    if "authorities" not in options:
        return None
    return trustRootFromCertificates([Certificate.loadPEM(options["authorities"])])


def protocols_of(options: Json) -> Any:
    return [each.encode() for each in options["alpn"]] if "alpn" in options else None


def session_of(transport: Any) -> Optional[Tuple[Optional[str], Optional[str], Optional[bytes]]]:
    """Version, application protocol and peer's certificate of a transport that speaks TLS."""
    # After startTLS the transport is the old one, which has the layer of TLS for its protocol.
    layer = transport if INegotiated.providedBy(transport) else getattr(transport, "protocol", None)
    if not INegotiated.providedBy(layer):
        return None
    certificate = layer.getPeerCertificate()
    der = None if certificate is None else crypto.dump_certificate(crypto.FILETYPE_ASN1, certificate)
    protocol = layer.negotiatedProtocol
    return layer.getHandle().get_protocol_version_name(), protocol and protocol.decode(), der


def reason_of(exception: BaseException) -> Optional[str]:
    """What the library says of a failure of TLS: the last of its reasons."""
    if not available or not isinstance(exception, SSL.Error) or not exception.args:
        return None
    reasons = exception.args[0]
    return reasons[-1][-1] if isinstance(reasons, list) and reasons else None


def is_failure(exception: BaseException) -> bool:
    return available and isinstance(exception, (SSL.Error, VerificationError))


def category_of(exception: BaseException) -> Optional[str]:
    """By its class, or by the library's word where the class is a general one."""
    if available and isinstance(exception, VerificationError):
        return "certificate-invalid"
    reason = reason_of(exception)
    return None if reason is None else CATEGORY_OF_REASON.get(reason, "tls-failed")
