"""The realm that a shim patches: the modules of the standard library, and how they differ from a snapshot of them."""

from __future__ import annotations

import _thread
import _threading_local
import contextvars
import os
import queue
import random
import select
import selectors
import signal
import socket
import ssl
import subprocess
import threading
import time
from types import ModuleType
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

import _socket

from protocol import Json

# What a shim of this host may patch, loaded before any shim is.
MODULES: Tuple[ModuleType, ...] = (
    socket, _socket, ssl, select, selectors, time, threading, _thread, _threading_local, queue, subprocess, os, signal,
    contextvars, random,
)
# Which part of the host a place belongs to: the longest beginning of its path that fits.
GROUPS = {
    "socket": "streams", "_socket": "streams", "ssl": "streams", "select": "streams", "selectors": "streams",
    "socket.getaddrinfo": "names", "socket.gethostby": "names", "socket.getnameinfo": "names",
    "socket.getfqdn": "names",
    "time.sleep": "timers", "threading.Timer": "timers",
    "time.time": "clock", "time.monotonic": "clock", "time.perf_counter": "clock", "random": "randomness",
}
# What is an implementation's own, or changes by itself.
PASSING = frozenset({
    "__builtins__", "__cached__", "__loader__", "__spec__", "__warningregistry__", "__dict__", "__weakref__",
})
ABSENT = object()


class Place(NamedTuple):
    """A module or a class, and one of its names."""

    owner: Any
    name: str
    where: str

    def set(self, value: Any) -> None:
        setattr(self.owner, self.name, value)


class Found(NamedTuple):
    place: Place
    what: str
    value: Any

    def told(self) -> Json:
        where = self.place.where
        return {"where": where, "what": self.what, "group": group_of(where)}


class Snapshot:
    """What each module had, and each class of it: the very objects, in their order."""

    def __init__(self) -> None:
        self._held: List[Tuple[str, Any, Dict[str, Any]]] = []
        for module in MODULES:
            names = dict(vars(module))
            self._held.append((module.__name__, module, names))
            own = {value for value in names.values() if isinstance(value, type) and value.__module__ == module.__name__}
            for each in sorted(own, key=lambda value: value.__name__):
                self._held.append((f"{module.__name__}.{each.__name__}", each, dict(vars(each))))

    def differences(self) -> List[Found]:
        return [found for path, owner, before in self._held for found in _differences(path, owner, before)]


def _differences(path: str, owner: Any, before: Dict[str, Any]) -> List[Found]:
    now = dict(vars(owner))
    found = []
    for name in [*before, *(each for each in now if each not in before)]:
        if name in PASSING or not isinstance(name, str):
            continue
        was, value = before.get(name, ABSENT), now.get(name, ABSENT)
        if value is was:
            continue
        what = "added" if was is ABSENT else "missing" if value is ABSENT else "value"
        found.append(Found(Place(owner, name, f"{path}.{name}"), what, was))
    return found


def group_of(where: str) -> Optional[str]:
    """The part of the host that a place belongs to; None if it belongs to none that a shim can cover."""
    fitting = [start for start in GROUPS if where.startswith(start)]
    return GROUPS[max(fitting, key=len)] if fitting else None
