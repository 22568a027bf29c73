"""The channel to the kit: commands in, events out, one JSON object a line."""

from __future__ import annotations

import json
import os
import threading
from typing import Any, Callable, Dict, Iterator, Tuple

Json = Dict[str, Any]

# The descriptor that it names is the channel where the standard streams are the subject's.
CHANNEL = "REACTOR_STANDARD_CHANNEL"


class Channel:
    """Where the commands of the kit come from, and where events go to; each is for one process."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._in, self._out = _descriptors()
        self._seq = 0
        self._lock = threading.Lock()

    def emit(self, ev: str, fields: Json) -> None:
        """
        Write one event whole: numbered, and stamped with the subject's own clock. One that cannot be made, as when the
        subject has filled the stack, takes no number.
        """
        with self._lock:
            event = {"seq": self._seq + 1, "t": self._now(), "ev": ev, **fields}
            line = json.dumps(event, allow_nan=False, separators=(",", ":")).encode() + b"\n"
            self._seq += 1
            while line:
                line = line[os.write(self._out, line):]

    def read_commands(self, deliver: Callable[[Json], None]) -> None:
        """Deliver each command from a thread of its own; end the process when there are no more."""

        def read() -> None:
            for command in self.commands():
                deliver(command)
            # From this thread, because the subject may hang in the main one. Nothing is left to flush.
            os._exit(0)

        threading.Thread(target=read, name="control", daemon=True).start()

    def commands(self) -> Iterator[Json]:
        """The commands, as they come, until there are no more: for an agent that waits for them in its own thread."""
        for line in self._lines():
            yield json.loads(line)

    def _lines(self) -> Iterator[bytes]:
        # Not sys.stdin: a thread that waits in a buffered reader makes CPython abort at exit.
        pending = b""
        while True:
            chunk = os.read(self._in, 65536)
            if not chunk:
                return
            *lines, pending = (pending + chunk).split(b"\n")
            yield from lines


def _descriptors() -> Tuple[int, int]:
    """
    What is read and what is written: the descriptor that the environment names, and then the standard streams are left
    alone; or else the standard input, and what was the standard output, so that whatever prints writes to the standard
    error.
    """
    channel = os.environ.get(CHANNEL)
    if channel is not None:
        return int(channel), int(channel)
    output = os.dup(1)
    os.dup2(2, 1)
    return 0, output
