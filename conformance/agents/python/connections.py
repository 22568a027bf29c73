"""Connections as scenarios script them, and the outcomes of listening, closing and connecting."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Callable, List, Optional, Set

from data import Digest
from protocol import Json
from tracing import Trace, present

if TYPE_CHECKING:
    from interpreter import Interpreter


class Outcome:
    """The one result of an operation that takes its time; the adapter settles it."""

    def __init__(
        self, trace: Trace, fulfilled: Callable[[Any], None], rejected: Callable[[BaseException], None],
    ) -> None:
        self._trace = trace
        self._fulfilled = fulfilled
        self._rejected = rejected
        self.settled = False

    def fulfilled(self, value: Any = None) -> None:
        """The subject calls back: it has succeeded."""
        self.settled = True
        self._fulfilled(value)

    def rejected(self, error: BaseException) -> None:
        """The subject calls back: it has failed."""
        self.settled = True
        self._rejected(error)

    def returned(self, value: Any = None) -> None:
        """It has succeeded, and the subject says so by a return value."""
        self._trace.postpone(lambda: self.fulfilled(value))

    def returned_failure(self, error: BaseException) -> None:
        """It has failed, and the subject says so by a return value."""
        self._trace.postpone(lambda: self.rejected(error))


class Connection:
    """What the adapter's protocol object notifies: traces each notification, and reacts to it."""

    transport: Any = None
    # Where the subject has more to say than its notifications: the adapter's protocol object.
    notified: Any = None
    data: bytes = b""
    open = False

    def __init__(self, interpreter: Interpreter, name: str, protocol: str, script: Json, nth: int) -> None:
        self.name = name
        self._interpreter = interpreter
        self._trace = interpreter.trace
        self._names = {"connection": name, "protocol": protocol}
        # Python's protocols inherit the methods that a bare one does not have: none of them leaves a trace.
        self._bare = script.get("bare", False)
        self._quiet = script.get("quiet", False)
        self._retained: Optional[List[bytes]] = [] if script.get("retains") else None
        self._reactions = [each for each in script.get("reactions", ()) if each.get("nth", nth) == nth]
        self._digest = Digest()
        self._reached: Set[int] = set()

    @property
    def handles_eof(self) -> bool:
        """Whether the protocol has a method for the peer's end of sending."""
        return self._has("eofReceived")

    def made(self, transport: Any) -> None:
        self.transport, self.open = transport, True
        subject = self._interpreter.subject
        addresses = present(local=subject.local(transport), remote=subject.remote(transport))
        self._notify("connectionMade", **addresses)

        if self._interpreter.over:
            self.clear()

    def clear(self) -> None:
        """Get rid of it: the scenario is over."""
        subject = self._interpreter.subject
        aborts = not subject.lacks("abortConnection", self.transport)
        with suppress(Exception):
            (subject.abort_connection if aborts else subject.lose_connection)(self.transport)

    def data_received(self, data: bytes) -> None:
        self.data = data
        self._digest.add(data)
        if self._retained is not None:
            self._retained.append(data)
        text = data.decode("latin-1") if len(data) <= 64 else None
        self._notify("dataReceived", bytes=len(data), total=self._digest.bytes, **present(text=text))

    def eof_received(self) -> None:
        self._notify("eofReceived", received=self._digest.report())

    @property
    def handles_pressure(self) -> bool:
        """Whether the protocol has a method for output that waits."""
        return self._has("pauseWriting") or self._has("resumeWriting")

    def pause_writing(self) -> None:
        self._notify("pauseWriting")

    def resume_writing(self) -> None:
        self._notify("resumeWriting")

    def connection_lost(self, reason: Json) -> None:
        self.open = False
        retained = None if self._retained is None else Digest(self._retained).report()
        self._notify("connectionLost", reason=reason, received=self._digest.report(), **present(retained=retained))

    def _has(self, notification: str) -> bool:
        return any(each["on"] == notification for each in self._reactions)

    def _notify(self, notification: str, **fields: Any) -> None:
        if self._bare or (self._quiet and notification == "dataReceived"):
            self._trace.silently(lambda: self._react(notification))
        else:
            self._trace.callback(notification, self._names, lambda: self._react(notification), **fields)

    def _react(self, notification: str) -> None:
        for reaction in self._reactions:
            if reaction["on"] == notification and self._is_due(reaction):
                self._interpreter.do(reaction["do"], self)

    def _is_due(self, reaction: Json) -> bool:
        at_bytes = reaction.get("atBytes")
        if at_bytes is None:
            return True
        if self._digest.bytes < at_bytes or id(reaction) in self._reached:
            return False
        self._reached.add(id(reaction))
        return True
