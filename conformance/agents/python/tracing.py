"""The trace of one scenario: callbacks that the subject enters, calls that it is made to do."""

from __future__ import annotations

import itertools
import threading
from typing import Any, Callable, List, Optional

from protocol import Channel, Json

Describe = Callable[[BaseException], Json]


def present(**fields: Any) -> Json:
    """The fields that are not None."""
    return {name: value for name, value in fields.items() if value is not None}


class Trace:
    """Reports what happens, until it is closed."""

    def __init__(self, channel: Channel, describe: Describe) -> None:
        self._channel = channel
        self._describe = describe
        self._calls = itertools.count(1)
        # In a thread that does a script: its name.
        self._thread = threading.local()
        self._depth = 0
        self._calling: List[str] = []
        self._postponed: List[Callable[[], None]] = []
        self._closed = False

    def close(self) -> None:
        """Report nothing more, whatever the subject still calls."""
        self._closed = True

    def emit(self, ev: str, **fields: Any) -> None:
        if not self._closed:
            self._channel.emit(ev, {**fields, **present(thread=getattr(self._thread, "name", None))})

    def enter_thread(self, name: str) -> None:
        """From now on, what happens in this thread is reported as of the script of this name."""
        self._thread.name = name

    def leave_thread(self) -> None:
        self._thread.name = None

    def number(self) -> int:
        """The number of a call, in whichever thread it is made."""
        return next(self._calls)

    def callback(self, cb: str, names: Json, body: Callable[[], Any], **fields: Any) -> Any:
        """Run the body of a callback between its `enter` and its `leave`; what it throws is the subject's."""
        self._depth += 1
        depth = self._depth
        during = self._calling[-1] if self._calling else None
        stray = None if threading.current_thread() is threading.main_thread() else threading.current_thread().name
        self.emit("enter", cb=cb, depth=depth, **present(during=during, thread=stray), **names, **fields)
        threw: Optional[BaseException] = None
        try:
            return body()
        except BaseException as error:
            threw = error
            raise
        finally:
            left = {name: names[name] for name in ("call", "hook", "connection", "port", "work") if name in names}
            self.emit("leave", cb=cb, depth=depth, **left, **({"threw": self._describe(threw)} if threw else {}))
            self._depth -= 1
            self._do_postponed()

    def silently(self, body: Callable[[], None]) -> None:
        """Run the body of a callback that the scenario leaves out of the trace."""
        self._depth += 1
        try:
            body()
        finally:
            self._depth -= 1
            self._do_postponed()

    def call(
        self, op: str, names: Json, action: Callable[[], Any],
        report: Callable[[Any], Json] = lambda result: {}, **arguments: Any,
    ) -> bool:
        """Call the subject; `report` says which fields `return` has, given what the action returned.

        Returns whether nothing was thrown.
        """
        n = self.number()
        self.emit("call", op=op, n=n, **names, **arguments)
        self._calling.append(op)
        try:
            result = report(action())
        except Exception as error:
            result = {"threw": self._describe(error)}
        finally:
            self._calling.pop()
        self.emit("return", op=op, n=n, **names, **result)
        self._do_postponed()
        return "threw" not in result

    def postpone(self, body: Callable[[], None]) -> None:
        """Run the body as soon as the running call has returned and the running callback has left.

        This is when an outcome is reported that the subject returned at once, and when a promise of a script is
        fulfilled: neither is a callback that the subject entered inside another.
        """
        self._postponed.append(body)
        self._do_postponed()

    def _do_postponed(self) -> None:
        while self._postponed and self._depth == 0 and not self._calling:
            self._postponed.pop(0)()
