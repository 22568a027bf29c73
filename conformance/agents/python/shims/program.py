"""Programs that use the host as any would, in blocking style: threads, sockets and sleeps, and nothing of a shim."""

from __future__ import annotations

from typing import Any, Callable, List, NamedTuple, Tuple

from shims.host_functions import HostFunctions


class Surroundings(NamedTuple):
    """What a program is given beside the host's functions."""

    # The messages of what reaches the host's own handler of errors that nobody catches, from now on.
    uncaught: Callable[[], List[str]]
    # Has this done when the scenario is over.
    at_end: Callable[[Callable[[], None]], None]
    # To be called in each thread of the program: a thread of the system is told from what only looks like one.
    in_thread: Callable[[], None]


class Program(NamedTuple):
    # The parts of the host that it uses.
    uses: Tuple[str, ...]
    # Returns what it has seen.
    run: Callable[[HostFunctions, Surroundings], Any]


class Running:
    """Threads of a program, which are waited for."""

    def __init__(self, host: HostFunctions, surroundings: Surroundings) -> None:
        self._host = host
        self._surroundings = surroundings

    def begin(self, body: Callable[[], Any]) -> Any:
        """Begin this in a thread; returns it."""

        def run() -> None:
            self._surroundings.in_thread()
            body()

        thread = self._host.Thread(target=run, daemon=True)
        thread.start()
        return thread

    def after(self, seconds: float, body: Callable[[], Any]) -> Any:
        """Begin this in a timer; returns it."""

        def run() -> None:
            self._surroundings.in_thread()
            body()

        timer = self._host.Timer(seconds, run)
        timer.daemon = True
        timer.start()
        return timer
