"""Resolvers for Twisted, as IReactorPluggableNameResolver takes them."""

from __future__ import annotations

from typing import Any, Callable, List, Optional

from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from connections import Outcome
from names import Script
from protocol import Json


def is_name(host: Any) -> bool:
    return isinstance(host, str) and not isIPAddress(host) and not isIPv6Address(host)


class ScriptedFailure(Exception):
    """What a scripted resolver throws."""


@implementer(IHostResolution)
class Resolution:
    def __init__(self, name: str, cancelled: Callable[[], None]) -> None:
        self.name = name
        self._cancelled = cancelled

    def cancel(self) -> None:
        self._cancelled()


@implementer(IHostnameResolver)
class ScriptedResolver:
    """A receiver is told addresses and that there are no more: a failure is an answer without an address."""

    previous: Any = None

    def __init__(self, script: Script) -> None:
        self._script = script

    def resolveHostName(
        self, resolutionReceiver: Any, hostName: str, portNumber: int = 0, addressTypes: Any = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        answer = self._script.ask(hostName)
        if answer.get("asks") == "previous":
            return self.previous.resolveHostName(
                resolutionReceiver, hostName, portNumber, addressTypes, transportSemantics)
        if "throws" in answer:
            raise ScriptedFailure(f"the script says {answer['throws']}")
        resolution = Resolution(hostName, lambda: self._script.cancelled(hostName))
        resolutionReceiver.resolutionBegan(resolution)
        self._script.when_ready(answer, lambda: complete(resolutionReceiver, portNumber, answer))
        return resolution


def complete(receiver: Any, port: int, answer: Json) -> None:
    for host in answer.get("hosts", ()):
        receiver.addressResolved((IPv6Address if ":" in host else IPv4Address)("TCP", host, port))
    receiver.resolutionComplete()


@implementer(IResolutionReceiver)
class Receiver:
    """Collects what one lookup brings."""

    resolution: Optional[Any] = None

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._hosts: List[str] = []

    def resolutionBegan(self, resolution: Any) -> None:
        self.resolution = resolution

    def addressResolved(self, address: Any) -> None:
        self._hosts.append(address.host)

    def resolutionComplete(self) -> None:
        self._outcome.returned(self._hosts)
