"""The descriptors of the process: all taken, and given back."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Dict, List, Optional

from connections import Connection
from operations import Operation
from protocol import Json

if TYPE_CHECKING:
    from interpreter import Interpreter

# A process that can have so many more has no small limit: it is left alone.
_MOST = 4096


class Descriptors:
    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._held: List[int] = []

    def operations(self) -> Dict[str, Operation]:
        return {
            "exhaustDescriptors": self._exhaust,
            "releaseDescriptors": lambda operation, connection: self.clear(),
        }

    def clear(self) -> None:
        """Close what is held."""
        while self._held:
            os.close(self._held.pop())

    def _exhaust(self, operation: Json, connection: Optional[Connection]) -> None:
        try:
            while len(self._held) < _MOST:
                self._held.append(os.open(os.devnull, os.O_RDONLY))
        except OSError:
            self._interpreter.mark(operation["mark"])
            return
        self.clear()
        self._interpreter.trace.emit("unsupported", op=operation["op"])
