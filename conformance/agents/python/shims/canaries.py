"""What could run while a call is made, and tells when it does."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any, Callable, List, Optional

# How long what is to be ready is given to become so, in seconds; no verdict hangs on it: what is not ready finds less.
SETTLING = 0.003


class Canaries:
    """
    A thread that is runnable, a timer that is due, and a thread that waits at another connection for data which have
    come: whatever of them runs before a call returns tells that the call has given way.
    """

    def __init__(self) -> None:
        self._watching = False
        self._over = False
        self._ran_ever = False
        self._ran: List[str] = []
        self._helps: Optional[Callable[[], None]] = None
        self._ends = socket.socketpair()
        self._begin(self._spin)
        self._begin(self._receive)
        time.sleep(SETTLING)

    def _begin(self, body: Callable[[], None]) -> None:
        threading.Thread(target=body, daemon=True).start()

    def around(self, call: Callable[[], Any], helps: Optional[Callable[[], None]] = None) -> List[str]:
        """
        Which of them ran while the call was made, in the order in which they were first seen. The thread does what
        `helps` says when it first runs: a call that has to wait is let go by that.
        """
        self._helps = helps
        timer = threading.Timer(0, lambda: self._saw("timer"))
        timer.daemon = True
        timer.start()
        self._ran_ever = False
        self._ends[1].send(b"x")
        self._watching = True
        try:
            call()
        except Exception:
            # How a call ends is not asked here.
            pass
        finally:
            self._watching = False
        return list(dict.fromkeys(self._ran))

    def end(self) -> bool:
        """Let them go. Returns whether any ran at all."""
        time.sleep(SETTLING)
        self._over = True
        time.sleep(SETTLING)
        for each in self._ends:
            each.close()
        return self._ran_ever

    def _saw(self, name: str) -> None:
        if self._watching:
            self._ran.append(name)
        self._ran_ever = True

    def _spin(self) -> None:
        while not self._over:
            self._saw("thread")
            if self._watching and self._helps is not None:
                helps, self._helps = self._helps, None
                helps()
            time.sleep(0)

    def _receive(self) -> None:
        self._ends[0].recv(1)
        self._saw("connection")
