"""Programs that use timers and clocks, and what is drawn by chance."""

from __future__ import annotations

import contextvars
from typing import Any, Dict, List

from protocol import Json
from shims.host_functions import HostFunctions
from shims.program import Program, Running, Surroundings

DELAY = 0.05

_context: contextvars.ContextVar[str] = contextvars.ContextVar("context")


def timer(host: HostFunctions, surroundings: Surroundings) -> Json:
    fired: List[None] = []
    Running(host, surroundings).after(0.001, lambda: fired.append(None)).join()
    return {"fired": len(fired)}


def timers(host: HostFunctions, surroundings: Surroundings) -> Json:
    """Timers of different delays and of equal ones, one that is cancelled, and a thread that sleeps again and again."""
    running = Running(host, surroundings)
    order: List[str] = []
    rounds: List[None] = []
    immediate: List[None] = []

    def interval() -> None:
        while len(rounds) < 2:
            host.sleep(0.007)
            rounds.append(None)

    running.begin(interval)
    cleared = running.after(0.005, lambda: order.append("cleared"))
    running.after(0.010, lambda: order.append("10, first"))
    running.after(0.020, lambda: order.append("20"))
    running.after(0.010, lambda: order.append("10, second"))
    running.after(0, lambda: immediate.append(None))
    cleared.cancel()
    host.sleep(0.060)
    return {"order": order, "rounds": len(rounds), "immediate": len(immediate) == 1}


def elapsed(host: HostFunctions, surroundings: Surroundings) -> Json:
    """How long a sleep of 50 ms takes by the clocks that a program reads."""
    begun, started = host.time(), host.monotonic()
    host.sleep(DELAY)
    return {"date": (host.time() - begun) * 1000, "now": (host.monotonic() - started) * 1000}


def throwing(host: HostFunctions, surroundings: Surroundings) -> Json:
    """A timer whose function raises, between two others."""
    running, caught = Running(host, surroundings), surroundings.uncaught()
    called: List[str] = []

    def throws() -> None:
        raise RuntimeError("thrown in a timer")

    running.after(0.001, lambda: called.append("before")).join()
    running.after(0.005, throws).join()
    running.after(0.010, lambda: called.append("after")).join()
    return {"called": called, "caught": caught}


def random(host: HostFunctions, surroundings: Surroundings) -> List[float]:
    return [host.random() for _ in range(4)]


def context(host: HostFunctions, surroundings: Surroundings) -> Json:
    """What each of three threads finds in a context variable after others have run and set it, too."""
    running = Running(host, surroundings)
    found: Dict[str, Any] = {}

    def reads(name: str, delays: List[float]) -> None:
        _context.set(f"of the {name}")
        for delay in delays:
            host.sleep(delay)
        found[name] = _context.get(None)

    each = {"timeout": [0.001], "immediate": [0], "interval": [0.001, 0.001]}
    threads = [running.begin(lambda name=name, delays=delays: reads(name, delays)) for name, delays in each.items()]
    for thread in threads:
        thread.join()
    return {name: found.get(name) for name in each}


TIMER_PROGRAMS = {
    "timer": Program(("timers",), timer),
    "timers": Program(("timers",), timers),
    "elapsed": Program(("timers",), elapsed),
    "throwing": Program(("timers",), throwing),
    "random": Program(("randomness",), random),
    "context": Program(("timers",), context),
}
