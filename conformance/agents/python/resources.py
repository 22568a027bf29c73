"""What the process holds, and how much more that is than before."""

from __future__ import annotations

import os
import signal
import sys
import threading
from concurrent.futures import thread as pool
from typing import TYPE_CHECKING, Dict, Optional

from connections import Connection
from operations import Operation
from protocol import Json

if TYPE_CHECKING:
    from interpreter import Interpreter

Counts = Dict[str, Optional[int]]

UNTOLD: Counts = {"descriptors": None, "active": None, "handlers": None}
_DIRECTORY = {"linux": "/proc/self/fd", "darwin": "/dev/fd"}.get(sys.platform)
# How many turns of the subject what was closed may take to be gone.
_TURNS = 100


def count() -> Counts:
    """Open descriptors, threads that the end of the program waits for, and handlers of signals."""
    return {
        "descriptors": None if _DIRECTORY is None else len(os.listdir(_DIRECTORY)),
        "active": sum(1 for each in threading.enumerate() if _is_waited_for(each)),
        "handlers": sum(1 for each in signal.valid_signals() if callable(signal.getsignal(each))),
    }


def more(before: Counts, now: Counts) -> Counts:
    """How much more is held now than before; None for what is not known."""
    return {name: _more(before[name], number) for name, number in now.items()}


def _more(before: Optional[int], now: Optional[int]) -> Optional[int]:
    return None if before is None or now is None else max(0, now - before)


def _is_waited_for(each: threading.Thread) -> bool:
    # The threads of a pool of Python's own end by themselves when the program does.
    own = each is threading.main_thread() or each.daemon
    return not own and each not in pool._threads_queues


class Resources:
    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._counts: Dict[str, Counts] = {}

    def operations(self) -> Dict[str, Operation]:
        return {"countResources": self._count}

    def _count(self, operation: Json, connection: Optional[Connection]) -> None:
        before = self._counts.get(operation.get("from", ""))
        turns = _TURNS if before is not None and self._interpreter.subject.running() else 0
        self._settle(operation["as"], before or UNTOLD, turns)

    def _settle(self, name: str, before: Counts, turns: int) -> None:
        """Report the count when it is not more than before, or the turns have passed."""
        now = count()
        if turns > 0 and any(more(before, now).values()):
            again = lambda: self._interpreter.trace.silently(lambda: self._settle(name, before, turns - 1))
            self._interpreter.subject.call_later(0, again)
            return
        self._counts[name] = now
        self._interpreter.trace.emit("resources", **{"as": name, **now})
