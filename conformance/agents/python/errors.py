"""How an error is reported.

A category is what a program branches on. In Python that is the class of an error, and where the class is a general
one, the symbolic errno that it carries: nothing else is concluded.
"""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
from typing import Optional

from protocol import Json

CATEGORY_OF_CLASS = {
    ConnectionRefusedError: "refused",
    ConnectionResetError: "reset",
    ConnectionAbortedError: "aborted",
    BrokenPipeError: "broken-pipe",
    PermissionError: "permission-denied",
    FileNotFoundError: "path-not-found",
    NotADirectoryError: "path-not-found",
    TimeoutError: "timed-out",
    asyncio.TimeoutError: "timed-out",
    asyncio.CancelledError: "cancelled",
    socket.timeout: "timed-out",
    ssl.SSLCertVerificationError: "certificate-invalid",
    ssl.SSLError: "tls-failed",
}

CATEGORY_OF_CODE = {
    "ECONNREFUSED": "refused",
    "ETIMEDOUT": "timed-out",
    "ENETUNREACH": "unreachable",
    "EHOSTUNREACH": "unreachable",
    "EADDRINUSE": "address-in-use",
    "EADDRNOTAVAIL": "address-not-available",
    "EACCES": "permission-denied",
    "EPERM": "permission-denied",
    "EMFILE": "too-many-descriptors",
    "ENFILE": "too-many-descriptors",
    "EMSGSIZE": "message-too-long",
    "ENAMETOOLONG": "path-too-long",
    "EAI_NONAME": "name-not-found",
    "EAI_NODATA": "name-not-found",
    "EAI_AGAIN": "name-unavailable",
    "EAI_FAIL": "name-unavailable",
    "ENOENT": "path-not-found",
    "ENOTDIR": "path-not-found",
    "ENOTSOCK": "refused",
    "EPROTOTYPE": "refused",
}


# The numbers of getaddrinfo are its own.
RESOLVER_CODES = {getattr(socket, name): name for name in dir(socket) if name.startswith("EAI_")}


class ScenarioThrow(Exception):
    """Thrown because the scenario says so. The kit knows it by its name."""


def describe(
    error: BaseException, category: Optional[str] = None, number: Optional[int] = None, address: Optional[Json] = None,
    code: Optional[str] = None,
) -> Json:
    """The error as it is; a subject with errors of its own passes what those say."""
    # The number of an error of the ssl module is none of the platform's; its reason is the library's.
    if number is None and isinstance(error, OSError) and not isinstance(error, ssl.SSLError):
        number = error.errno
    names = RESOLVER_CODES if isinstance(error, socket.gaierror) else errno.errorcode
    if isinstance(error, ssl.SSLError):
        code = getattr(error, "reason", None)
    elif number is not None:
        code = names.get(number)
    return {
        "type": type(error).__name__,
        "message": str(error),
        "category": category or CATEGORY_OF_CLASS.get(type(error)) or CATEGORY_OF_CODE.get(code or ""),
        "code": code,
        "errno": number,
        "syscall": None,
        "address": address,
    }
