"""The agent of gevent's monkey.patch_all(), by which blocking sockets and threads of Python become greenlets."""

from __future__ import annotations

import importlib
from importlib import metadata
from typing import Any

from shim import Shim
from shim_agent import serve


class GeventShim(Shim):
    name = "gevent"
    version = metadata.version("gevent")
    covers = ("streams", "datagrams", "names", "timers")
    # docs/intro.rst: "it is recommended to do so as early as possible"; the modules that had imported names before are
    # listed as not patched.
    late_references = covers
    # docs/intro.rst: other greenlets run when one gives up control "by calling a blocking function that will switch to
    # the Hub". These are what Python's documentation says of that it waits, and what gevent's own says so of: sleep(0).
    switches = (
        "socket.recv", "socket.sendall", "socket.accept", "socket.connect", "socket.getaddrinfo",
        "socket.getaddrinfo (numeric)", "time.sleep", "time.sleep (0)", "Lock.acquire", "Thread.join", "Event.wait",
        "Queue.get", "subprocess.run",
    )

    def load(self) -> None:
        self._monkey: Any = importlib.import_module("gevent.monkey")

    def install(self) -> None:
        self._monkey.patch_all()


if __name__ == "__main__":
    serve(GeventShim())
