"""The functions of the host that programs use, as they are when they are taken."""

from __future__ import annotations

import random
import socket
import threading
import time
from typing import Any, Callable, NamedTuple


class HostFunctions(NamedTuple):
    """What a module that is loaded now would refer to from now on, by `from time import sleep` and the like."""

    sleep: Callable[[float], None]
    time: Callable[[], float]
    monotonic: Callable[[], float]
    random: Callable[[], float]
    Thread: Any
    Timer: Any
    socket: Any
    create_connection: Callable[..., Any]
    getaddrinfo: Callable[..., Any]


def host_functions() -> HostFunctions:
    return HostFunctions(
        sleep=time.sleep, time=time.time, monotonic=time.monotonic, random=random.random,
        Thread=threading.Thread, Timer=threading.Timer,
        socket=socket.socket, create_connection=socket.create_connection, getaddrinfo=socket.getaddrinfo,
    )
