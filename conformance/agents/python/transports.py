"""The operations on transports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, Optional

from connections import Connection
from data import bytes_of, value_of
from operations import Missing, Operation, named
from protocol import Json
from tracing import present

if TYPE_CHECKING:
    from interpreter import Interpreter


class Transports:
    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self.subject = interpreter.subject
        self._trace = interpreter.trace

    def operations(self) -> Dict[str, Operation]:
        subject = self.subject
        return {
            "write": self._write,
            "echo": self._echo,
            "inspectTransport": self._inspect,
            "endWriting": self.plain(lambda transport, operation: subject.end_writing(transport)),
            "loseConnection": self.plain(lambda transport, operation: subject.lose_connection(transport)),
            "abortConnection": self.plain(lambda transport, operation: subject.abort_connection(transport)),
            "setNoDelay": self.plain(
                lambda transport, operation: subject.set_no_delay(transport, operation["enabled"])),
            "setKeepAlive": self.plain(
                lambda transport, operation: subject.set_keep_alive(transport, operation["enabled"])),
        }

    def of(self, operation: Json, connection: Optional[Connection]) -> Connection:
        """The connection that the operation names, or else that of the running callback."""
        if "of" in operation:
            connection = named("connection", operation["of"], self._interpreter.connections)
        if connection is None or connection.transport is None:
            raise Missing("there is no transport")
        return connection

    def plain(
        self, action: Callable[[Any, Json], None], arguments: Callable[[Json], Json] = lambda operation: {},
    ) -> Operation:
        """An operation that is one call of the transport; `arguments` are what the trace shows of it."""

        def operate(operation: Json, running: Optional[Connection]) -> None:
            connection = self.of(operation, running)
            if self.subject.lacks(operation["op"], connection.transport):
                raise Missing("the transport has no such call")
            self._trace.call(operation["op"], {"connection": connection.name},
                             lambda: action(connection.transport, operation), **arguments(operation))

        return operate

    def _write(self, operation: Json, running: Optional[Connection]) -> None:
        connection = self.of(operation, running)
        data = value_of(operation) if "odd" in operation else bytes_of(operation["data"])
        self._trace.call("write", {"connection": connection.name},
                         lambda: self.subject.write(connection.transport, data),
                         **present(bytes=len(data) if isinstance(data, bytes) else None))

    def _echo(self, operation: Json, running: Optional[Connection]) -> None:
        connection = self.of(operation, running)
        self.subject.write(connection.transport, connection.data)

    def _inspect(self, operation: Json, running: Optional[Connection]) -> None:
        connection = self.of(operation, running)
        transport, subject = connection.transport, self.subject

        def read() -> Json:
            return {
                "local": subject.local(transport),
                "remote": subject.remote(transport),
                "pendingBytes": subject.pending_bytes(transport),
            }

        self._trace.call("inspectTransport", {"connection": connection.name}, read, lambda value: {"value": value})
