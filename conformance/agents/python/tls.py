"""The operations on TLS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional

from connections import Connection, Outcome
from data import Digest, value_of
from operations import Missing, Operation
from protocol import Json
from transports import Transports

if TYPE_CHECKING:
    from interpreter import Interpreter

def options_of(spec: Json) -> Json:
    """The options of TLS, with every odd value in place."""
    return {name: value_of(value) for name, value in spec.items()}


class Tls:
    def __init__(self, interpreter: Interpreter, transports: Transports) -> None:
        self._interpreter = interpreter
        self._subject = interpreter.subject
        self._trace = interpreter.trace
        self._transports = transports

    def operations(self) -> Dict[str, Operation]:
        return {"startTls": self._start, "inspectSession": self._inspect}

    def _start(self, operation: Json, running: Optional[Connection]) -> None:
        if "handsBackFrom" in operation:
            raise Missing("there is no way to hand back what was received")
        connection = self._transports.of(operation, running)
        names, on = {"connection": connection.name}, operation.get("on", {})

        def secured(_: Any) -> None:
            session = self._session(connection.transport)
            self._trace.callback("secured", names, lambda: self._interpreter.do(on.get("secured", ()), connection),
                                 session=session)

        def failed(error: BaseException) -> None:
            self._trace.callback("securingFailed", names,
                                 lambda: self._interpreter.do(on.get("securingFailed", ()), connection),
                                 error=self._subject.describe(error))

        outcome = Outcome(self._trace, secured, failed)
        role, options = value_of(operation["role"]), options_of(operation["tls"])
        self._trace.call("startTls", names, lambda: self._subject.start_tls(connection, role, options, outcome))

    def _inspect(self, operation: Json, running: Optional[Connection]) -> None:
        connection = self._transports.of(operation, running)
        self._trace.call("inspectSession", {"connection": connection.name},
                         lambda: self._session(connection.transport), lambda value: {"value": value})

    def _session(self, transport: Any) -> Optional[Json]:
        session = self._subject.session(transport)
        if session is None:
            return None
        version, alpn, certificate = session
        digest = None if certificate is None else Digest([certificate]).report()
        return {"version": version, "alpn": alpn, "peerCertificate": digest}
