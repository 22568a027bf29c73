"""Twisted's protocols and factories, as scenarios script them."""

from __future__ import annotations

import os
from typing import Any, Optional

from connections import Connection, Outcome
from protocol import Json
from subject import Factory, Subject
from twisted.internet import error
from twisted.internet.address import UNIXAddress
from twisted.internet.interfaces import IHalfCloseableProtocol, IHandshakeListener, IPushProducer
from twisted.internet.protocol import ClientFactory, Factory as ServerFactory, Protocol, connectionDone
from twisted.internet.stdio import PipeAddress, StandardIO
import twisted_tls
from zope.interface import implementer


@implementer(IHandshakeListener)
class ScriptedProtocol(Protocol):
    """Passes the notifications on; of a connection that was asked for, also that it is made."""

    # What comes of a handshake is told by notifications: that it is complete, or that the connection is over.
    starting: Optional[Outcome] = None

    def handshakeCompleted(self) -> None:
        if self.starting is not None and not self.starting.settled:
            self.starting.fulfilled()

    def __init__(self, subject: Subject, connection: Connection, outcome: Optional[Outcome]) -> None:
        self._subject = subject
        self._connection = connection
        self._outcome = outcome
        connection.notified = self

    def connectionMade(self) -> None:
        if self._connection.handles_pressure:
            # A transport tells nobody else that it wants no more.
            self.transport.registerProducer(Producer(self._connection), True)
        self._connection.made(self.transport)
        if self._outcome is not None:
            # There is no other notification that connectTCP has succeeded.
            self._outcome.fulfilled()

    def dataReceived(self, data: bytes) -> None:
        self._connection.data_received(data)

    def connectionLost(self, reason: Any = connectionDone) -> None:
        if self.starting is not None and not self.starting.settled:
            self.starting.rejected(reason.value)
        self._connection.connection_lost(self._describe_reason(reason))

    def _describe_reason(self, reason: Any) -> Json:
        if reason.check(error.ConnectionDone):
            return {"kind": "done"}
        if reason.check(error.ConnectionAborted):
            return {"kind": "aborted"}
        kind = "lost" if reason.check(error.ConnectionLost) or twisted_tls.is_failure(reason.value) else "failed"
        return {"kind": kind, "error": self._subject.describe(reason.value)}


@implementer(IPushProducer)
class Producer:
    """What a scripted protocol is to its transport when it has reactions to output that waits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def pauseProducing(self) -> None:
        self._connection.pause_writing()

    def resumeProducing(self) -> None:
        self._connection.resume_writing()

    def stopProducing(self) -> None:
        pass


@implementer(IHalfCloseableProtocol)
class HalfCloseProtocol(ScriptedProtocol):
    def readConnectionLost(self) -> None:
        self._connection.eof_received()

    def writeConnectionLost(self) -> None:
        pass


def protocol_for(subject: Subject, connection: Optional[Connection], outcome: Optional[Outcome]) -> Optional[Protocol]:
    if connection is None:
        return None
    return (HalfCloseProtocol if connection.handles_eof else ScriptedProtocol)(subject, connection, outcome)


class Listening(ServerFactory):
    noisy = False

    def __init__(self, subject: Subject, factory: Factory) -> None:
        self._subject = subject
        self._factory = factory

    def buildProtocol(self, addr: Any) -> Optional[Protocol]:
        return protocol_for(self._subject, self._factory(address(addr)), None)


class Connecting(ClientFactory):
    noisy = False

    def __init__(self, subject: Subject, factory: Factory, outcome: Outcome, secure: bool = False) -> None:
        self._subject = subject
        self._factory = factory
        self._outcome = outcome
        self._secure = secure

    def buildProtocol(self, addr: Any) -> Optional[Protocol]:
        connection = self._factory(address(addr))
        if not self._secure or connection is None:
            return protocol_for(self._subject, connection, self._outcome)
        # What comes of the attempt is known when the handshake is over.
        protocol = protocol_for(self._subject, connection, None)
        protocol.starting = self._outcome
        return protocol

    def clientConnectionFailed(self, connector: Any, reason: Any) -> None:
        self._outcome.rejected(reason.value)


def path_address(name: Any) -> Json:
    return {"kind": "unix", "path": None if name is None else os.fsdecode(name)}


def unregister_producer(transport: Any) -> None:
    """As whoever writes no more has to: a transport with a producer does not close."""
    # That of the standard streams does not tell: where it has none, the call does nothing.
    if isinstance(transport, StandardIO) or transport.producer is not None:
        transport.unregisterProducer()


def address(addr: Any) -> Json:
    if isinstance(addr, UNIXAddress):
        return path_address(addr.name)
    if isinstance(addr, PipeAddress):
        return {"kind": "standard-streams"}
    return {"kind": addr.type.lower(), "host": addr.host, "port": addr.port}
