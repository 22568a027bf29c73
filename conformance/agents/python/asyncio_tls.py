"""The contexts of the ssl module, made of a scenario's options."""

from __future__ import annotations

import ssl
import tempfile
from typing import Any, Optional, Tuple

from data import seconds
from protocol import Json


def context_of(options: Json, server_side: bool) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if server_side else ssl.PROTOCOL_TLS_CLIENT)
    if "authorities" in options:
        context.load_verify_locations(cadata=options["authorities"])
        # That of a client is required anyway.
        context.verify_mode = ssl.CERT_REQUIRED
    elif not server_side:
        context.load_default_certs()
    if "certificate" in options:
        load_certificate(context, options["certificate"], options.get("key", ""))
    if "alpn" in options:
        context.set_alpn_protocols(options["alpn"])
    return context


def load_certificate(context: ssl.SSLContext, certificate: str, key: str) -> None:
    """The module reads certificates from files alone."""
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
        file.write(f"{certificate}\n{key}")
        file.flush()
        context.load_cert_chain(file.name)


def handshake_timeout(options: Json) -> Any:
    """In seconds; None for the default."""
    return seconds(options.get("handshakeTimeout"))


def session_of(connection: Optional[Any]) -> Optional[Tuple[Optional[str], Optional[str], Optional[bytes]]]:
    """Version, application protocol and peer's certificate of an ssl object."""
    if connection is None:
        return None
    return connection.version(), connection.selected_alpn_protocol(), connection.getpeercert(True)
