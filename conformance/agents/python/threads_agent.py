"""The agent of the control beside Python's shims: the same programs in the system's own threads, and no shim at all."""

from __future__ import annotations

import platform

from shim import Shim
from shim_agent import serve
from shims.calls import CALLS


class Threads(Shim):
    name = "threads"
    version = platform.python_version()
    # A thread of the system is preempted wherever it is, not only where it waits.
    switches = tuple(CALLS)
    leaves = True

    def load(self) -> None:
        """There is nothing to load."""

    def install(self) -> None:
        """There is nothing to install."""

    def uninstall(self) -> None:
        """There is nothing to take off."""


if __name__ == "__main__":
    serve(Threads())
